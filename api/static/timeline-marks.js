// Elements, words and marks. Text from the graph only ever becomes text: no HTML is parsed here.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, properties, children) {
    for (const [name, value] of Object.entries(properties || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (name === "text") node.textContent = value;
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return node;
  }
  const el = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
  const svg = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

  const grouped = (text) => {
    const [whole, part] = String(text).split(".");
    return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
  };
  const amount = (value, unit) => `${grouped(value)}\u00a0${unit}`;
  const count = (number, one, many) => `${grouped(number)} ${number === 1 ? one : many || `${one}s`}`;
  const clip = (words, length) => (words.length > length ? `${words.slice(0, length - 1).trimEnd()}…` : words);
  const sentence = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);

  const pen = document.createElement("canvas").getContext("2d");
  let font = "";
  const widths = new Map();
  function width(words) {
    if (!font) {
      font = `12px ${getComputedStyle(document.body).fontFamily}`;
      pen.font = font;
    }
    if (!widths.has(words)) widths.set(words, Math.ceil(pen.measureText(words).width) + 2);
    return widths.get(words);
  }

  function polygon(count, radius, x, y, turn = -Math.PI / 2, inner = null) {
    const points = [];
    const steps = inner === null ? count : 2 * count;
    for (let step = 0; step < steps; step += 1) {
      const reach = inner !== null && step % 2 ? inner : radius;
      const angle = turn + (2 * Math.PI * step) / steps;
      points.push(`${(x + reach * Math.cos(angle)).toFixed(1)},${(y + reach * Math.sin(angle)).toFixed(1)}`);
    }
    return points.join(" ");
  }

  // One shape for each lane, so that nothing rests on colour: star, circle, diamond, flag.
  function point(lane, x, y, state) {
    if (lane === "meetings") return svg("polygon", { class: `tl-star${state ? ` ${state}` : ""}`, points: polygon(5, 7.5, x, y, -Math.PI / 2, 3.6) });
    if (lane === "posts") return svg("circle", { class: "tl-circle", cx: x, cy: y, r: 5 });
    if (lane === "projects") return svg("polygon", { class: `tl-diamond ${state || "several"}`, points: polygon(4, 7, x, y) });
    return svg("polygon", { class: "tl-flag", points: `${x - 6},${y} ${x},${y - 6} ${x},${y + 6}` });
  }

  // Only addresses that a browser may open: a report's source is a stranger's text.
  const safe = (address) => (/^https?:\/\//i.test(address || "") ? address : null);

  Timeline.marks = { el, svg, amount, grouped, count, clip, sentence, width, point, safe };
})();
