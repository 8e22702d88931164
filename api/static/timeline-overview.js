// The strip of all days with the window that is shown: dragged, drawn anew, or moved by keyboard.
"use strict";

(() => {
  const { time, marks } = Timeline;
  const { el, svg } = marks;
  const HEIGHT = 46;
  const LOW = 30;

  // `known` are the first and the last day of all, `days` counts reports; `moved` is told of changes.
  function overview(root, { known, days, moved }) {
    let window_ = { ...known };
    let scale = time.scale(known.first, known.last, 100);
    const strip = el("div", { class: "tl-strip" });
    const range = el("div", { class: "tl-range" });
    const handles = ["first", "last"].map((end) => el("div", {
      class: `tl-handle ${end}`, role: "slider", tabindex: "0", "aria-label": end === "first" ? "First day shown" : "Last day shown",
      onkeydown: (event) => onKey(event, end),
    }));
    root.replaceChildren(strip, range, ...handles);

    function draw(width) {
      scale = time.scale(known.first, known.last, width);
      const bars = time.cut(known.first, known.last, width < 500 ? "year" : "month");
      const counts = bars.map(([first, last]) => days.reduce((sum, [day, number]) => (day >= first && day <= last ? sum + number : sum), 0));
      const most = Math.max(1, ...counts);
      const found = svg("svg", { class: "tl-svg", width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, "aria-hidden": "true" });
      bars.forEach(([first, last], at) => {
        if (!counts[at]) return;
        const [left, right] = [scale.x(first), scale.x(last + 1)];
        const height = Math.max(2, (counts[at] / most) * (LOW - 4));
        found.append(svg("rect", { class: "tl-count", x: left.toFixed(1), y: (LOW - height).toFixed(1), width: Math.max(1, (right - left) * 0.8).toFixed(1), height: height.toFixed(1) }));
      });
      found.append(svg("rect", { class: "tl-base", x: 0, y: LOW, width, height: 1 }));
      for (const tick of time.ticks(scale)) {
        const x = scale.x(tick.day);
        found.append(svg("line", { class: "tl-grid", x1: x, x2: x, y1: LOW, y2: LOW + 5 }));
        if (x + marks.width(tick.text) < width) found.append(svg("text", { class: "tl-tick", x: (x + 3).toFixed(1), y: HEIGHT - 3, text: tick.text }));
      }
      strip.replaceChildren(found);
      show(window_);
    }

    function show(shown) {
      window_ = { ...shown };
      const left = Math.max(0, scale.x(shown.first));
      const right = Math.min(scale.width, scale.x(shown.last + 1));
      Object.assign(range.style, { left: `${left}px`, width: `${Math.max(2, right - left)}px` });
      handles.forEach((handle, at) => {
        const day = at ? shown.last : shown.first;
        handle.style.left = `${at ? right : left}px`;
        handle.setAttribute("aria-valuemin", known.first);
        handle.setAttribute("aria-valuemax", known.last);
        handle.setAttribute("aria-valuenow", Math.min(known.last, Math.max(known.first, day)));
        handle.setAttribute("aria-valuetext", time.short(day));
      });
    }

    function onKey(event, end) {
      const day = window_[end];
      const edge = end === "last" ? 1 : 0;
      const go = (step, count) => time.after(day + edge, step, count) - edge;
      const to = {
        ArrowLeft: () => go("month", -1), ArrowDown: () => go("month", -1), ArrowRight: () => go("month", 1), ArrowUp: () => go("month", 1),
        PageDown: () => go("year", -1), PageUp: () => go("year", 1), Home: () => known.first, End: () => known.last,
      }[event.key];
      if (!to || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      const next = { ...window_, [end]: Math.min(known.last, Math.max(known.first, to())) };
      if (next.last - next.first >= 6) moved(next);
    }

    let drag = null;
    root.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const day = scale.day(event.clientX - root.getBoundingClientRect().left);
      const at = handles.indexOf(event.target);
      drag = { kind: at === 0 ? "first" : at === 1 ? "last" : event.target === range ? "move" : "new", from: day, window: { ...window_ } };
      root.setPointerCapture(event.pointerId);
    });
    root.addEventListener("pointermove", (event) => {
      if (!drag) return;
      const day = scale.day(event.clientX - root.getBoundingClientRect().left);
      moved(dragged(drag, day), { isDragging: true });
    });
    const end = () => {
      if (!drag) return;
      drag = null;
      moved(window_);
    };
    root.addEventListener("pointerup", end);
    root.addEventListener("pointercancel", end);

    function dragged({ kind, from, window: was }, day) {
      const clamp = (value) => Math.round(Math.min(known.last, Math.max(known.first, value)));
      if (kind === "first") return { first: Math.min(clamp(day), was.last - 6), last: was.last };
      if (kind === "last") return { first: was.first, last: Math.max(clamp(day), was.first + 6) };
      if (kind === "new") {
        const [a, b] = [clamp(Math.min(from, day)), clamp(Math.max(from, day))];
        return b - a >= 6 ? { first: a, last: b } : was;
      }
      const length = was.last - was.first;
      const first = Math.min(Math.max(Math.round(was.first + day - from), known.first), Math.max(known.first, known.last - length));
      return { first, last: first + length };
    }

    return { draw, show };
  }

  Timeline.overview = overview;
})();
