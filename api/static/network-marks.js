// Elements and words. Text from the graph only ever becomes text: no HTML is parsed here.
"use strict";
window.Net = window.Net || {};

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const DARK = { "#0072B2": "#3d9fdc", "#D55E00": "#ec7a26", "#A08500": "#d9bb2a", "#009E73": "#1fb58a" };
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const UP = -Math.PI / 2;
  const OUTLINES = {
    square: [4, Math.PI / 4, 1.25, 0], diamond: [4, 0, 1.2, 0], hexagon: [6, 0, 1.1, 0],
    triangle: [3, UP, 1.2, 0.2], triangleDown: [3, -UP, 1.2, -0.2], star: [5, UP, 1.25, 0],
  };

  function el(tag, properties, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (name === "text") node.textContent = value;
      else if (name === "class") node.className = value;
      else if (name in node && typeof value === "boolean") node[name] = value;
      else node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  // What the reader has chosen goes before what the system prefers.
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const colour = (kind) => (isDark() && DARK[kind.colour]) || kind.colour;

  function whenThemeChanges(act) {
    system.addEventListener("change", act);
    window.addEventListener("themechange", act);
  }

  function corners(shape, x, y, radius) {
    const [count, turn, wide, low] = OUTLINES[shape];
    const points = [];
    for (let step = 0; step < count; step += 1) {
      const angle = turn + (2 * Math.PI * step) / count;
      points.push([x + wide * radius * Math.cos(angle), y + low * radius + wide * radius * Math.sin(angle)]);
      if (shape === "star") {
        const between = angle + Math.PI / count;
        points.push([x + 0.55 * radius * Math.cos(between), y + 0.55 * radius * Math.sin(between)]);
      }
    }
    return points;
  }

  function mark(kind) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("class", "net-mark");
    svg.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS(SVG, kind.shape === "dot" ? "circle" : "polygon");
    if (kind.shape === "dot") {
      for (const [name, value] of Object.entries({ cx: 10, cy: 10, r: 6.6 })) shape.setAttribute(name, value);
    } else {
      shape.setAttribute("points", corners(kind.shape, 10, 10, 6.9).map((p) => p.map((v) => v.toFixed(2)).join(",")).join(" "));
    }
    shape.setAttribute("fill", kind.hollow ? "none" : colour(kind));
    if (kind.hollow) { shape.setAttribute("stroke", colour(kind)); shape.setAttribute("stroke-width", "2"); }
    svg.append(shape);
    return svg;
  }

  const grouped = new Intl.NumberFormat("en");
  const number = (value) => grouped.format(value);
  const count = (value, one, many) => `${number(value)} ${value === 1 ? one : many || `${one}s`}`;

  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  function day(iso) {
    const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso || "");
    return parts ? `${Number(parts[3])} ${MONTHS[Number(parts[2]) - 1]} ${parts[1]}` : iso || "";
  }

  // Only addresses that a browser may open: a report's source is a stranger's text.
  const safe = (address) => (/^https?:\/\//i.test(address || "") ? address : null);

  const clip = (words, length) => (words.length > length ? `${words.slice(0, length - 1).trimEnd()}…` : words);

  Net.marks = { el, mark, colour, corners, number, count, day, safe, clip, whenThemeChanges };
})();
