// The lanes: intervals, things with their days, and reports, all over one axis.
"use strict";

(() => {
  const { time, marks } = Timeline;
  const { el, svg } = marks;
  const HEIGHT = 150;
  const HEAD = 16;
  const ROW = 21;
  const COUNTS = 44;
  const FAR = 20; // times the median, as on the charts of questions
  const FEW = 5;
  const MOST_ROWS = { figures: 8, "running-totals": 4, meetings: 4, posts: 6, projects: 5 };
  const LONGEST = 34;
  const SHORT = 18;

  const line = (name, x, top, low) => svg("line", { class: name, x1: x.toFixed(1), x2: x.toFixed(1), y1: top, y2: low });
  const rect = (name, x, y, width, height, more) =>
    svg("rect", { class: name, x: x.toFixed(1), y: y.toFixed(1), width: Math.max(0, width).toFixed(1), height: Math.max(0, height).toFixed(1), ...more });

  function topOf(value) {
    if (value <= 0) return 1;
    const unit = 10 ** Math.floor(Math.log10(value));
    return unit * [1, 2, 2.5, 5, 10].find((step) => unit * step >= value);
  }

  // The largest value that is drawn whole: one far from the others would leave nothing of them.
  function seenWhole(values) {
    const some = values.filter((value) => value > 0).sort((a, b) => a - b);
    if (some.length < FEW) return Math.max(0, ...some);
    const most = FAR * some[Math.ceil(some.length / 2) - 1];
    return Math.max(...some.filter((value) => value <= most));
  }

  // What is drawn over a bar that goes on beyond the picture: a gap, and how far it goes.
  function cut(scale, each, unit) {
    const [left, right] = [scale.x(each.first), scale.x(each.last + 1)];
    const middle = (left + right) / 2;
    const words = `cut: ${marks.amount(each.at_most === null ? each.at_least : each.at_most, unit)}`;
    const isLeft = middle + marks.width(words) > scale.width;
    return svg("g", { class: "tl-cut", "aria-hidden": "true" },
      svg("path", { d: `M${left} ${HEAD + 14}L${right} ${HEAD + 8}V${HEAD + 13}L${left} ${HEAD + 19}Z` }),
      svg("text", { x: (isLeft ? right : left).toFixed(1), y: HEAD - 4, "text-anchor": isLeft ? "end" : "start", text: words }));
  }

  function picture(scale, height, label) {
    const found = svg("svg", { class: "tl-svg", width: scale.width, height, viewBox: `0 0 ${scale.width} ${height}`, role: "group", "aria-label": label });
    for (const tick of time.ticks(scale)) found.append(line(tick.strong ? "tl-grid strong" : "tl-grid", scale.x(tick.day), 0, height));
    return found;
  }

  // A mark that can be reached by keyboard and chosen; one of each lane is in the order of tabs.
  function mark(key, about, children, dataset = {}) {
    const found = svg("g", { class: "tl-mark", role: "button", tabindex: "-1", "aria-label": about, "data-key": key }, ...children);
    Object.assign(found.dataset, dataset);
    return found;
  }

  function axis(scale) {
    const found = svg("svg", { class: "tl-svg tl-axis", width: scale.width, height: 24, viewBox: `0 0 ${scale.width} 24`, "aria-hidden": "true" });
    for (const tick of time.ticks(scale)) {
      const x = scale.x(tick.day);
      found.append(line(tick.strong ? "tl-grid strong" : "tl-grid", x, 17, 24));
      const end = x + marks.width(tick.text) + 4 > scale.width;
      if (!end) found.append(svg("text", { class: tick.strong ? "tl-tick strong" : "tl-tick", x: (x + (x < 1 ? 0 : 3)).toFixed(1), y: 15, text: tick.text }));
    }
    return found;
  }

  function intervalWords(each, unit) {
    if (each.at_least !== null && each.at_least === each.at_most) return `exactly ${marks.amount(each.at_least, unit)}`;
    const least = each.at_least === null ? "nothing known" : marks.amount(each.at_least, unit);
    const most = each.at_most === null ? "unknown" : marks.amount(each.at_most, unit);
    return `at least ${least}, at most ${most}`;
  }

  function intervals(scale, data, what) {
    const shown = (data.intervals || []).map((each) => ({ ...each, first: time.parse(each.first_day), last: time.parse(each.last_day) }))
      .filter((each) => each.first <= scale.last && each.last >= scale.first);
    const found = picture(scale, HEAD + HEIGHT + 1, `${what}, ${shown.length} intervals`);
    const known = shown.flatMap((each) => [each.at_least, each.at_most]).filter((value) => value !== null).map(Number);
    const whole = seenWhole(known);
    const top = topOf(known.some((value) => value > whole) ? whole * 1.25 : whole);
    const y = (value) => HEAD + HEIGHT * (1 - Math.min(Number(value), top) / top);
    const beyond = shown.filter((each) => Number(each.at_most) > top || Number(each.at_least) > top);
    for (const part of [0.25, 0.5, 0.75, 1]) found.append(rect("tl-level", 0, y(top * part), scale.width, 1));
    for (const each of shown) if (each.figures) found.append(interval(scale, each, y, data.unit));
    found.append(rect("tl-base", 0, HEAD + HEIGHT, scale.width, 1));
    if (known.length) {
      for (const part of [0.5, 1]) found.append(svg("text", { class: "tl-level-name", x: 3, y: (y(top * part) - 3).toFixed(1), text: marks.amount(top * part, data.unit) }));
    }
    for (const each of beyond) found.append(cut(scale, each, data.unit));
    if (!shown.some((each) => each.figures)) {
      const words = data.intervals === null ? "The intervals are being reckoned …" : "No report tells of any of it in these days.";
      found.append(svg("text", { class: "tl-none", x: scale.width / 2, y: HEAD + HEIGHT / 2, "text-anchor": "middle", text: words }));
    }
    return found;
  }

  function interval(scale, each, y, unit) {
    const [left, right] = [scale.x(each.first), scale.x(each.last + 1)];
    const pad = Math.min(3, (right - left) * 0.1);
    const [x, wide, low] = [left + pad, right - left - 2 * pad, HEAD + HEIGHT];
    const floor = y(each.at_least === null ? 0 : each.at_least);
    const parts = [rect("tl-hit", left, HEAD, right - left, HEIGHT)];
    if (each.at_most === null) {
      parts.push(rect("tl-open", x, HEAD, wide, floor - HEAD, { fill: "url(#tl-fade-up)" }));
    } else {
      const roof = y(each.at_most);
      parts.push(rect("tl-may", x, roof, wide, floor - roof), rect("tl-roof", x, Math.min(roof, low - 2), wide, 2));
    }
    if (Number(each.at_least) > 0) parts.push(rect("tl-sure", x, Math.min(floor, low - 2), wide, Math.max(2, low - floor)));
    const about = `${time.span(each.first, each.last)}: ${intervalWords(each, unit)}`;
    return mark(`interval/${each.first_day}/${each.last_day}`, about, parts);
  }

  // The name of a mark, and a shorter one for where there is less room.
  function namesOf(item) {
    if (item.value !== null) return [item.label.replace(/^(.*?\d[\d,.]*(?: ha)?).*$/, "$1") + (item.doubt ? ", in doubt" : "")];
    const words = marks.sentence(item.label);
    const first = item.lane === "posts" ? words.split(",")[0] : words;
    return [...new Set([marks.clip(words, LONGEST), marks.clip(first, SHORT)])];
  }
  const days = (item) => item.told.filter((telling) => telling.day).map((telling) => ({ day: time.parse(telling.day), state: telling.state }));

  // Room between the points of an item, where its name may stand on the line between them.
  function holes(item, scale) {
    const at = days(item).map(({ day }) => scale.x(day + 0.5)).sort((a, b) => a - b);
    const inner = at.filter((x) => x > 0 && x < scale.width);
    const ends = [at[0] < 0 ? 0 : null, ...inner, at.at(-1) > scale.width ? scale.width : null].filter((x) => x !== null);
    return ends.slice(1).map((x, number) => [ends[number] + 5, x - 5]);
  }

  function placed(item, scale) {
    const [first, last] = [time.parse(item.first_day), time.parse(item.last_day)];
    const running = item.lane === "running-totals";
    const begin = running ? last : first === null ? last : first;
    const end = last === null ? first : last;
    if (begin > scale.last || end < scale.first) return null;
    const isBar = item.lane === "figures" || (item.lane === "meetings" && item.days === "stated" && end > begin);
    const [left, right] = [scale.x(begin), scale.x(end + 1)];
    const middle = (left + right) / 2;
    const found = { item, isBar, labels: namesOf(item).map((words) => ({ words, width: marks.width(words) })) };
    if (isBar) Object.assign(found, { x0: left, x1: Math.max(right, left + 5) });
    else if (running || item.days === "not_after") Object.assign(found, { x0: right - 26, x1: right + 4, tip: right - 1 });
    else if (begin === end) Object.assign(found, { x0: middle - 7, x1: middle + 7 });
    else Object.assign(found, { x0: left - 6, x1: right + 6 });
    found.holes = holes(item, scale);
    if (item.days === "until" && isBar) found.x0 -= 26;
    if (item.days === "from" && isBar) found.x1 += 26;
    return found;
  }

  function thing(found, scale) {
    const { item } = found;
    const y = found.row * ROW + ROW / 2 + 2;
    const parts = [rect("tl-hit", found.from - 2, y - ROW / 2, found.to - found.from + 4, ROW)];
    const twice = item.origins > 1 ? " twice" : "";
    if (found.isBar) {
      const tail = item.days === "until" ? "left" : item.days === "from" ? "right" : null;
      parts.push(rect(`tl-days${twice}${tail ? " tail" : ""}${item.doubt ? " doubted" : ""}`, found.x0, y - 7, found.x1 - found.x0, 14, { rx: 2, fill: tail ? `url(#tl-fade-${tail})` : null }));
    } else if (found.tip !== undefined) {
      parts.push(rect("tl-tail", found.x0, y - 2, found.tip - found.x0, 4, { fill: "url(#tl-fade-left)" }), marks.point(item.lane, found.tip, y, item.lane === "meetings" ? "hollow" : null));
    } else {
      const at = days(item);
      if (at.length > 1) parts.push(svg("line", { class: "tl-between", x1: found.x0 + 6, x2: found.x1 - 6, y1: y, y2: y }));
      const points = at.length ? at : [{ day: time.parse(item.first_day), state: null }];
      for (const { day, state } of points) {
        const x = scale.x(day + 0.5);
        if (x > -8 && x < scale.width + 8) parts.push(marks.point(item.lane, x, y, state));
      }
    }
    if (found.place !== "none") parts.push(name(found, y, scale.width));
    const about = `${marks.sentence(item.label)}: ${item.when}. ${item.about}${item.doubt ? `. In doubt (${item.doubt})` : ""}`;
    return mark(item.key, about, parts, { row: found.row });
  }

  function name(found, y, width) {
    const right = Math.min(width, found.x1);
    const x = { inside: Math.max(0, found.x0) + 5, right: right + 5, left: Math.max(0, found.x0) - 5, hole: found.hole }[found.place];
    return svg("text", { class: "tl-name", x: x.toFixed(1), y: (y + 4).toFixed(1), "text-anchor": found.place === "left" ? "end" : "start", text: found.labels[found.at].words });
  }

  function things(scale, lane, items, isOpen) {
    const found = items.filter((item) => item.is_drawn).map((item) => placed(item, scale)).filter(Boolean);
    found.sort((a, b) => a.x0 - b.x0);
    const { rows, left } = time.pack(found, scale.width, isOpen ? null : MOST_ROWS[lane.lane]);
    const svgOf = picture(scale, Math.max(1, rows) * ROW + 4, `${lane.title}, ${marks.count(found.length, "mark")}`);
    for (const each of found) if (each.row !== null) svgOf.append(thing(each, scale));
    if (!found.length) svgOf.append(svg("text", { class: "tl-none", x: scale.width / 2, y: ROW / 2 + 6, "text-anchor": "middle", text: "None in these days." }));
    return { picture: svgOf, left, count: found.length, capped: rows > MOST_ROWS[lane.lane] };
  }

  function reports(scale, published, step) {
    const found = picture(scale, COUNTS + 2, "Reports published");
    const bars = time.cut(scale.first, scale.last, step).map(([first, last]) => {
      const count = published.reduce((sum, [day, number]) => (day >= first && day <= last ? sum + number : sum), 0);
      return { first, last, count };
    });
    const most = Math.max(1, ...bars.map((bar) => bar.count));
    for (const bar of bars) {
      if (!bar.count) continue;
      const [left, right] = [scale.x(bar.first), scale.x(bar.last + 1)];
      const height = Math.max(2, (bar.count / most) * (COUNTS - 12));
      const about = `${time.span(bar.first, bar.last)}: ${marks.count(bar.count, "report")}`;
      found.append(mark(`reports/${time.iso(bar.first)}/${time.iso(bar.last)}`, about, [
        rect("tl-hit", left, 0, right - left, COUNTS),
        rect("tl-count", left + Math.min(2, (right - left) * 0.1), COUNTS - height, (right - left) * 0.8, height),
      ]));
    }
    found.append(rect("tl-base", 0, COUNTS, scale.width, 1), svg("text", { class: "tl-level-name", x: 3, y: 9, text: `up to ${most}` }));
    return found;
  }

  Timeline.lanes = { axis, intervals, things, reports, intervalWords };
})();
