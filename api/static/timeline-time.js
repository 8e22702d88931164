// Days as whole numbers, axes of time, and rows in which nothing collides.
"use strict";
window.Timeline = window.Timeline || {};

(() => {
  const DAY = 864e5;
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const LONG = "January February March April May June July August September October November December".split(" ");

  const number = (year, month, day) => Math.round(Date.UTC(year, month, day) / DAY);
  const date = (day) => new Date(day * DAY);
  const parse = (iso) => (iso ? Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY) : null);
  const iso = (day) => date(day).toISOString().slice(0, 10);
  const short = (day) => `${date(day).getUTCDate()} ${MONTHS[date(day).getUTCMonth()]} ${date(day).getUTCFullYear()}`;

  // The first day of the week, month or year that a day lies in, and of the following one.
  function floor(day, step) {
    const at = date(day);
    if (step === "week") return day - ((at.getUTCDay() + 6) % 7);
    if (step === "month") return number(at.getUTCFullYear(), at.getUTCMonth(), 1);
    return number(at.getUTCFullYear(), 0, 1);
  }
  function after(day, step, count = 1) {
    const at = date(floor(day, step));
    if (step === "week") return floor(day, step) + 7 * count;
    if (step === "month") return number(at.getUTCFullYear(), at.getUTCMonth() + count, 1);
    return number(at.getUTCFullYear() + count, 0, 1);
  }
  function cut(first, last, step) {
    const found = [];
    for (let begin = floor(first, step); begin <= last; begin = after(begin, step)) {
      found.push([begin, after(begin, step) - 1]);
    }
    return found;
  }

  const WEEKS_TO = 550;
  const MOST = 120;
  function stepOf(first, last) {
    if (last - first <= WEEKS_TO) return "week";
    const [begin, end] = [date(first), date(last)];
    const months = (end.getUTCFullYear() - begin.getUTCFullYear()) * 12 + end.getUTCMonth() - begin.getUTCMonth() + 1;
    return months <= MOST ? "month" : "year";
  }

  // "August 2023", "2021 to 2023", "21 Aug 2023 to 3 Sep 2023".
  function span(first, last) {
    const whole = (step) => floor(first, step) === first && after(last, step) === last + 1;
    const name = (day) => {
      if (whole("year")) return `${date(day).getUTCFullYear()}`;
      if (whole("month")) return `${LONG[date(day).getUTCMonth()]} ${date(day).getUTCFullYear()}`;
      return short(day);
    };
    return name(first) === name(last) ? name(first) : `${name(first)} to ${name(last)}`;
  }

  // As the address has it: years or months where the days are whole ones.
  function address(first, last) {
    const whole = (step) => floor(first, step) === first && after(last, step) === last + 1;
    const length = whole("year") ? 4 : whole("month") ? 7 : 10;
    return [iso(first).slice(0, length), iso(last).slice(0, length)];
  }

  function scale(first, last, width) {
    const days = last + 1 - first;
    return { first, last, width, x: (day) => ((day - first) / days) * width, day: (x) => first + (x / width) * days };
  }

  const STEPS = [["day", 1], ["week", 1], ["month", 1], ["month", 3], ["year", 1], ["year", 2], ["year", 5], ["year", 10], ["year", 50]];
  const DAYS = { day: 1, week: 7, month: 30.4, year: 365.25 };
  function ticks({ first, last, width }) {
    const [step, count] = STEPS.find(([name, times]) => (DAYS[name] * times * width) / (last + 1 - first) >= 62) || STEPS[8];
    const found = [];
    let day = step === "day" ? first : floor(first, step);
    if (step === "month" && count === 3) day = number(date(day).getUTCFullYear(), Math.floor(date(day).getUTCMonth() / 3) * 3, 1);
    if (step === "year") day = number(Math.floor(date(day).getUTCFullYear() / count) * count, 0, 1);
    for (; day <= last; day = step === "day" ? day + count : after(day, step, count)) {
      if (day < first) continue;
      const at = date(day);
      const isYear = at.getUTCMonth() === 0 && (step === "year" || step === "month");
      const small = step === "day" || step === "week" ? `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}` : MONTHS[at.getUTCMonth()];
      const text = isYear ? `${at.getUTCFullYear()}` : found.length === 0 ? `${small} ${at.getUTCFullYear()}` : small;
      found.push({ day, text, strong: isYear });
    }
    const room = found.length ? ((found[0].day - first) / (last + 1 - first)) * width : width;
    if (room > 44 && step === "year") found.unshift({ day: first, text: `${date(first).getUTCFullYear()}`, strong: false });
    return found;
  }

  // Where a mark at [x0, x1] and its name of a width may stand, the best first: within a wide bar,
  // beside it, in a hole between its points; the mark alone last.
  function places(mark, width, gap) {
    const [a, b] = [Math.max(0, mark.x0), Math.min(width, mark.x1)];
    const found = [];
    mark.labels.forEach((label, at) => {
      const hole = mark.holes.find(([from, to]) => to - from >= label.width + 2 * gap);
      const right = b + label.width + 2 * gap <= width;
      if (mark.isBar && b - a >= label.width + 10) found.push({ place: "inside", at, from: a, to: b });
      else if (hole && (mark.x0 < 0 || !right)) found.push({ place: "hole", at, from: a, to: b, hole: hole[0] + gap });
      else if (right) found.push({ place: "right", at, from: a, to: b + label.width + gap });
      else if (a - label.width - gap >= 0) found.push({ place: "left", at, from: a - label.width - gap, to: b });
    });
    return [...found, { place: "none", at: 0, from: a, to: b }];
  }

  // Rows in which nothing collides; `most` is null for as many as are needed.
  function pack(marks, width, most) {
    const taken = [];
    const gap = 7;
    const free = (row, { from, to }) => row.every(([a, b]) => to + gap / 2 <= a || from - gap / 2 >= b);
    for (const mark of marks) {
      mark.row = null;
      for (const spot of places(mark, width, gap)) {
        let row = taken.findIndex((each) => free(each, spot));
        if (row < 0 && (most === null || taken.length < most)) row = taken.push([]) - 1;
        if (row < 0) continue;
        taken[row].push([spot.from, spot.to]);
        Object.assign(mark, spot, { row });
        break;
      }
    }
    return { rows: taken.length, left: marks.filter((mark) => mark.row === null).length };
  }

  Timeline.time = { parse, iso, short, floor, after, cut, stepOf, span, address, scale, ticks, pack };
})();
