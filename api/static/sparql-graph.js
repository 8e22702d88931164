// An answer drawn as a graph: entities as on the network page (a shape doubles every colour), each a
// link to its own page. Positions are computed here, the same for the same answer.
"use strict";

import { placeWords, wordsOf } from "./sparql-words.js";

const SVG = "http://www.w3.org/2000/svg";
const MOST_NODES = 150;
const NAMED_LINKS = 14;
const STEP = 120;
const MARGIN = 70;
const BUSY = 12; // at a node of more links arrows would be a wreath
const LETTERS = 26;
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const NAMES = ["http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel"];
const KINDS = { agency: "agency", district: "district", person: "official", project: "project", group: "group", body: "group", event: "event", meeting: "meeting", place: "place", province: "district", settlement: "place", country: "place" };
const SHAPES = {
  agency: "-9,-9 9,-9 9,9 -9,9",
  district: "0,-11 11,8 -11,8",
  project: "0,-11 11,0 0,11 -11,0",
  group: "-5.5,-9.5 5.5,-9.5 11,0 5.5,9.5 -5.5,9.5 -11,0",
  place: "0,11 11,-8 -11,-8",
  meeting: "0,-11 3,-4 11,-3.4 5,2 7,10 0,5.6 -7,10 -5,2 -11,-3.4 -3,-4",
};

function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// --- what is linked -------------------------------------------------------------------------------
// Of a graph each triple between things; of rows the first two entities of each.
export function linksOf(answer, names) {
  const found = new Map();
  const add = (source, target, label) => {
    const key = `${source} ${label} ${target}`;
    if (source !== target && !found.has(key)) found.set(key, { source, target, label });
  };
  for (const row of answer.rows) {
    if (answer.kind === "graph") {
      const { subject, predicate, object } = row;
      if (object.type === "literal" || predicate.value === TYPE) continue;
      add(subject.value, object.value, answer.labels.get(predicate.value) || names.short(predicate.value).replace(/^\w+:/, ""));
    } else if (answer.kind === "rows") {
      const things = answer.names.filter((name) => row[name]?.type === "uri" && names.kind(row[name].value));
      if (things.length > 1) add(row[things[0]].value, row[things[1]].value, "");
    }
  }
  return [...found.values()];
}

function nodesOf(answer, links, names) {
  const nodes = new Map();
  const told = new Map();
  for (const row of answer.kind === "graph" ? answer.rows : []) {
    if (NAMES.includes(row.predicate.value) && !told.has(row.subject.value)) told.set(row.subject.value, row.object.value);
  }
  for (const link of links) {
    for (const iri of [link.source, link.target]) {
      if (!nodes.has(iri)) {
        const label = answer.labels.get(iri) || told.get(iri) || lastOf(names.short(iri));
        nodes.set(iri, { iri, label, kind: KINDS[names.kind(iri)] || "other", links: 0 });
      }
      nodes.get(iri).links += 1;
    }
  }
  return [...nodes.values()];
}

// What stands at the end of an address elsewhere tells more than its beginning.
function lastOf(iri) {
  if (!/^https?:/.test(iri)) return iri;
  const parts = new URL(iri);
  return `${parts.hash.slice(1) || parts.pathname.split("/").filter(Boolean).pop() || ""} (${parts.hostname.replace(/^www\./, "")})`;
}

// --- where it stands ------------------------------------------------------------------------------
function arrange(nodes, links) {
  const at = new Map(nodes.map((node, number) => [node.iri, number]));
  const ends = links.map((link) => [at.get(link.source), at.get(link.target)]);
  const x = nodes.map((_, n) => STEP * Math.sqrt(n + 0.5) * Math.cos(n * 2.39996) * 0.6);
  const y = nodes.map((_, n) => STEP * Math.sqrt(n + 0.5) * Math.sin(n * 2.39996) * 0.6);
  const rounds = nodes.length > 80 ? 140 : 260;
  for (let round = 0; round < rounds; round += 1) {
    const most = STEP * 0.5 * (1 - round / rounds) + 1;
    const dx = new Float64Array(nodes.length);
    const dy = new Float64Array(nodes.length);
    for (let a = 0; a < nodes.length; a += 1) {
      for (let b = 0; b < a; b += 1) {
        const [vx, vy] = [x[a] - x[b], (y[a] - y[b]) * 1.25]; // labels are wide: more room across
        const square = Math.max(vx * vx + vy * vy, 9);
        const push = (STEP * STEP) / square;
        dx[a] += vx * push; dy[a] += vy * push; dx[b] -= vx * push; dy[b] -= vy * push;
      }
      dx[a] -= x[a] * 1.1; dy[a] -= y[a] * 1.5; // parts without a link stay near
    }
    for (const [a, b] of ends) {
      const [vx, vy] = [x[a] - x[b], y[a] - y[b]];
      const pull = Math.hypot(vx, vy) / STEP;
      dx[a] -= vx * pull; dy[a] -= vy * pull; dx[b] += vx * pull; dy[b] += vy * pull;
    }
    for (let n = 0; n < nodes.length; n += 1) {
      const length = Math.hypot(dx[n], dy[n]) || 1;
      x[n] += (dx[n] / length) * Math.min(length, most);
      y[n] += (dy[n] / length) * Math.min(length, most);
    }
  }
  part(nodes, x, y);
  nodes.forEach((node, n) => Object.assign(node, { x: x[n], y: y[n] }));
}

// Moves nodes apart until no label covers another node.
function part(nodes, x, y) {
  for (let round = 0; round < 60; round += 1) {
    let moved = false;
    for (let a = 0; a < nodes.length; a += 1) {
      for (let b = 0; b < a; b += 1) {
        const wide = 7 * Math.min(LETTERS, Math.max(nodes[a].label.length, nodes[b].label.length)) * 0.55 + 24;
        const [overX, overY] = [wide - Math.abs(x[a] - x[b]), 44 - Math.abs(y[a] - y[b])];
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        const sign = y[a] < y[b] || (y[a] === y[b] && a < b) ? -1 : 1;
        y[a] += (sign * overY) / 2; y[b] -= (sign * overY) / 2;
      }
    }
    if (!moved) return;
  }
}

// --- the picture ------------------------------------------------------------------------------------
export function drawGraph(answer, names) {
  let links = linksOf(answer, names);
  let nodes = nodesOf(answer, links, names);
  const all = nodes.length;
  if (all > MOST_NODES) {
    nodes = nodes.sort((a, b) => b.links - a.links || (a.iri < b.iri ? -1 : 1)).slice(0, MOST_NODES);
    const kept = new Set(nodes.map((node) => node.iri));
    links = links.filter((link) => kept.has(link.source) && kept.has(link.target));
  }
  arrange(nodes, links);
  const parts = [];
  if (all > MOST_NODES) parts.push(notice(`The ${MOST_NODES} things with most links, of ${all.toLocaleString("en")}; the table has them all.`));
  parts.push(frame(picture(nodes, links, names), nodes));
  return parts;
}

function notice(text) {
  return Object.assign(document.createElement("p"), { className: "notice small", textContent: text });
}

function picture(nodes, links, names) {
  const xs = nodes.map((node) => node.x);
  const ys = nodes.map((node) => node.y);
  const wide = nodes.map((node) => Math.max(MARGIN, Math.min(LETTERS, node.label.length) * 3.6 + 12));
  const left = Math.min(...xs.map((x, n) => x - wide[n]));
  const top = Math.min(...ys) - MARGIN * 0.6;
  const width = Math.max(...xs.map((x, n) => x + wide[n])) - left;
  const height = Math.max(...ys) - top + MARGIN * 0.8;
  const drawn = svg("svg", { class: "drawn", role: "group", "aria-label": `${nodes.length} things, ${links.length} links`, viewBox: `${left} ${top} ${width} ${height}`, width, height });
  drawn.append(svg("defs", {}, svg("marker", { id: "head", viewBox: "0 0 8 8", refX: "8", refY: "4", markerWidth: "7", markerHeight: "7", orient: "auto" }, svg("path", { d: "M0 0 8 4 0 8z", class: "head" }))));
  const at = new Map(nodes.map((node) => [node.iri, node]));
  const near = new Map(nodes.map((node) => [node.iri, []]));
  const layers = [svg("g"), svg("g"), svg("g")];
  for (const each of bundled(links)) {
    const made = line(at.get(each.source), at.get(each.target), each.label);
    if (links.length <= NAMED_LINKS) made.words?.classList.add("lit");
    near.get(each.source).push(made);
    near.get(each.target).push(made);
    layers[0].append(made.line);
    if (made.words) layers[2].append(made.words);
  }
  for (const node of nodes) layers[1].append(spot(node, near.get(node.iri), names));
  drawn.append(...layers);
  return drawn;
}

// Links of one pair in one direction are one line with all their names.
function bundled(links) {
  const found = new Map();
  for (const { source, target, label } of links) {
    const key = `${source} ${target}`;
    if (!found.has(key)) found.set(key, { source, target, labels: [] });
    if (label) found.get(key).labels.push(label);
  }
  return [...found.values()].map(({ labels, ...ends }) => ({ ...ends, label: labels.join(", ") }));
}

function line(from, to, label) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const made = svg("line", { x1: from.x + ux * 13, y1: from.y + uy * 13, x2: to.x - ux * 15, y2: to.y - uy * 15, ...(to.links > BUSY ? {} : { "marker-end": "url(#head)" }) });
  const title = svg("title");
  title.textContent = `${from.label} – ${label || "in one row with"} – ${to.label}`;
  made.append(title);
  if (!label) return { line: made };
  const words = svg("text", { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - 4, class: "link-name" });
  words.textContent = cut(label, 40);
  return { line: made, words };
}

function spot(node, near, names) {
  const address = names.address(node.iri);
  const made = svg("a", address ? { href: address, class: `spot ${node.kind}` } : { class: `spot ${node.kind}` });
  made.setAttribute("transform", `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`);
  const title = svg("title");
  title.textContent = `${node.label}, ${node.links} ${node.links === 1 ? "link" : "links"}`;
  const words = svg("text", { y: 25 });
  words.textContent = cut(wordsOf(node.label, node.kind), LETTERS);
  node.words = words;
  const shape = SHAPES[node.kind] ? svg("polygon", { points: SHAPES[node.kind] }) : svg("circle", { r: node.kind === "other" ? 7 : 9 });
  made.append(title, svg("circle", { r: 20, class: "hit" }), shape, words);
  const light = (on) => () => {
    for (const { line: each, words: name } of near) {
      each.classList.toggle("lit", on);
      if (near.length && name && !name.dataset.kept) name.classList.toggle("near", on);
    }
  };
  for (const [event, on] of [["focus", true], ["mouseenter", true], ["blur", false], ["mouseleave", false]]) made.addEventListener(event, light(on));
  return made;
}

const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

// A frame to scroll in, with larger and smaller.
function frame(drawn, nodes) {
  const outer = document.createElement("div");
  const inner = Object.assign(document.createElement("div"), { className: "graph-scroll", tabIndex: 0 });
  inner.setAttribute("role", "region");
  inner.setAttribute("aria-label", "Graph");
  inner.append(drawn);
  const [width, height] = ["width", "height"].map((name) => Number(drawn.getAttribute(name)));
  const left = drawn.viewBox.baseVal.x;
  let scale = 1;
  const size = (to) => {
    scale = Math.min(2.4, Math.max(0.35, to));
    drawn.setAttribute("width", width * scale);
    drawn.setAttribute("height", height * scale);
    placeWords(nodes, scale, left, left + width);
  };
  const button = (text, label, factor) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => size(factor ? scale * factor : fit()));
    return made;
  };
  const fit = () => Math.min(inner.clientWidth / width, 560 / height, 1.15);
  const bar = Object.assign(document.createElement("div"), { className: "zoom" });
  bar.append(button("+", "Larger", 1.25), button("−", "Smaller", 0.8), button("Fit", "Fit into the frame", 0));
  outer.append(bar, inner);
  outer.className = "graph-frame";
  requestAnimationFrame(() => {
    size(Math.max(fit(), 0.62));
    inner.scrollLeft = (inner.scrollWidth - inner.clientWidth) / 2;
    inner.scrollTop = (inner.scrollHeight - inner.clientHeight) / 2;
  });
  return outer;
}
