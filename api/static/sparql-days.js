// An answer over time: each row with a day as a bar on the lanes of the timeline, with its strip to
// choose the days that are shown. Chosen rows stand beside it.
"use strict";

import { element, lacking, nameOf, need, rowsBox } from "./sparql-parts.js";

const SCRIPTS = ["time", "marks", "lanes", "walk", "pointer", "overview"].map((name) => `/static/timeline-${name}.js`);
const MOST = 2000;
const EXAMPLE = `SELECT ?event ?first ?last {
  ?event a dm:ClearanceEvent ;
         dm:startDate ?first ;
         dm:endDate ?last .
}`;
const WORDS = {
  view: "timeline",
  title: "No column holds a day.",
  detail: "A timeline needs a column of days, months or years; of two, the one that is called first, start or from begins what the other ends. In a query such as this, ?first and ?last are such columns.",
};

export function drawDays(answer, tools) {
  if (!answer.days.length) return lacking(WORDS, EXAMPLE);
  const told = element("p", { className: "tl-window" }, "Drawing …");
  told.setAttribute("aria-live", "polite");
  const buttons = element("div", { className: "tl-tools" });
  const strip = element("div", { className: "tl-overview" });
  strip.setAttribute("role", "group");
  strip.setAttribute("aria-label", "Days shown, out of all: rows per month");
  const lanes = element("div", { className: "tl-lanes" });
  const tip = element("p", { className: "tl-tip", hidden: true });
  const frame = element("section", { className: "card tl-picture", tabIndex: -1 }, element("div", { className: "tl-bar" }, told, buttons), strip, lanes, tip);
  frame.setAttribute("aria-label", "Timeline; the table holds the same rows");
  const panel = element("div", { className: "answer-side card", tabIndex: -1 }, element("p", { className: "muted" }, "Choose a bar: here stands its row."));
  panel.setAttribute("aria-live", "polite");
  need("/static/timeline.css", ...SCRIPTS)
    .then(() => lanes.isConnected && paint({ told, buttons, strip, lanes, tip, frame, panel }, answer, tools))
    .catch((error) => { told.textContent = `The timeline could not be drawn: ${error.message}`; });
  const left = answer.days.length - MOST;
  return [
    ...(left > 0 ? [element("p", { className: "notice small" }, `The first ${MOST.toLocaleString("en")} rows with a day are drawn; ${left.toLocaleString("en")} more are in the table.`)] : []),
    element("div", { className: "answer-split tl-own" }, frame, panel),
  ];
}

// Rows of one thing and the same days are one bar.
function itemsOf(answer, { names }, time) {
  const found = new Map();
  for (const { row, first, last } of answer.days.slice(0, MOST)) {
    const cells = answer.rows[row];
    const thing = answer.names.map((name) => cells[name]).find((term) => term?.type === "uri");
    const words = answer.names.map((name) => cells[name]).find((term) => term?.type === "literal" && !/#(date|gYear)/.test(term.datatype || ""));
    const label = thing ? nameOf(thing.value, answer, names) : words?.value || `Row ${row + 1}`;
    const same = `${first} ${last} ${thing?.value || label}`;
    if (found.has(same)) { found.get(same).rows.push(row); continue; }
    found.set(same, {
      lane: "figures", key: `row/${row}`, rows: [row], label, value: null, first_day: first, last_day: last, days: "stated", origins: 1,
      told: [], is_drawn: true, when: time.span(time.parse(first), time.parse(last)), about: "",
    });
  }
  for (const item of found.values()) item.about = item.rows.length > 1 ? `${item.rows.length.toLocaleString("en")} rows` : "";
  return [...found.values()];
}

function paint({ told, buttons, strip, lanes, tip, frame, panel }, answer, tools) {
  const { time, marks, lanes: draw, walk, pointer, overview } = window.Timeline;
  const items = itemsOf(answer, tools, time);
  const days = items.map((item) => [time.parse(item.first_day), item.rows.length]);
  const edge = { first: Math.min(...days.map(([day]) => day)), last: Math.max(...items.map((item) => time.parse(item.last_day))) };
  const step = time.stepOf(edge.first, edge.last) === "week" ? "week" : "month";
  const known = { first: time.floor(edge.first, step), last: Math.max(time.after(edge.last, step) - 1, time.floor(edge.first, step) + 6) };
  let shown = { ...known };
  let open = false;
  const axis = element("div", { className: "tl-plot" });
  const plot = element("div", { className: "tl-plot" });
  const foot = element("p", { className: "tl-more" });
  const count = element("span", { className: "count" });
  const title = element("h2", {}, "Rows ", count);
  const lane = element("section", { className: "tl-lane" }, element("header", {}, title), element("div", { className: "tl-body" }, plot, foot));
  lane.setAttribute("aria-label", "Rows");
  const head = element("div", { className: "tl-lane tl-axis-row" }, element("header"), axis);
  head.setAttribute("aria-hidden", "true");
  lanes.append(head, lane);

  function show() {
    if (!axis.clientWidth) return;
    const scale = time.scale(shown.first, shown.last, axis.clientWidth);
    const focused = plot.contains(document.activeElement) ? document.activeElement.closest(".tl-mark")?.dataset.key : null;
    axis.replaceChildren(draw.axis(scale));
    const drawn = draw.things(scale, { lane: "figures", title: "Rows" }, items, open);
    plot.replaceChildren(drawn.picture);
    count.textContent = items.reduce((sum, item) => sum + (time.parse(item.first_day) <= shown.last && time.parse(item.last_day) >= shown.first ? item.rows.length : 0), 0).toLocaleString("en");
    plot.querySelector(".tl-mark")?.setAttribute("tabindex", "0");
    const more = drawn.left ? `+ ${drawn.left.toLocaleString("en")} more` : open && drawn.capped ? "Show fewer" : "";
    foot.replaceChildren(...(more ? [element("button", { type: "button", onclick: () => { open = !open; show(); foot.querySelector("button")?.focus(); } }, more)] : []));
    told.replaceChildren(element("b", {}, time.span(shown.first, shown.last)));
    line.show(shown);
    if (focused) walk.focus(plot.querySelector(`[data-key="${focused}"]`) || plot.querySelector(".tl-mark"));
  }
  function move({ first, last }) {
    const length = Math.max(6, Math.min(last - first, known.last - known.first));
    const from = Math.round(Math.max(known.first, Math.min(first, known.last - length)));
    shown = { first: from, last: Math.round(from + length) };
    show();
  }
  const zoom = (factor, at = (shown.first + shown.last) / 2) => move({ first: at - (at - shown.first) * factor, last: at + (shown.last - at) * factor });
  const shift = (part) => {
    const by = Math.round((shown.last - shown.first + 1) * part);
    const bounded = Math.max(known.first - shown.first, Math.min(known.last - shown.last, by));
    move({ first: shown.first + bounded, last: shown.last + bounded });
  };
  function choose(key) {
    for (const mark of plot.querySelectorAll(".tl-mark")) mark.classList.toggle("chosen", mark.dataset.key === key);
    panel.replaceChildren(...rowsBox(answer, items.find((item) => item.key === key).rows, tools.names));
  }

  const line = overview(strip, { known, days, moved: move });
  for (const [sign, label, act] of [["−", "Zoom out", () => zoom(1 / 0.6)], ["+", "Zoom in", () => zoom(0.6)], ["All", "All days", () => move(known)]]) {
    const made = element("button", { type: "button", onclick: act }, sign);
    made.setAttribute("aria-label", label);
    buttons.append(made);
  }
  pointer({ area: lanes, axis, frame, tip, known, shown: () => shown, move, zoom, shift, choose });
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("[role=slider]")) return;
    const act = { "+": () => zoom(0.6), "=": () => zoom(0.6), "-": () => zoom(1 / 0.6), 0: () => move(known) }[event.key];
    if (act) { event.preventDefault(); act(); } else walk.key(event, [lane], (mark) => choose(mark.dataset.key));
  });
  let width = 0;
  new ResizeObserver(() => {
    if (!axis.clientWidth || axis.clientWidth === width) return;
    width = axis.clientWidth;
    line.draw(strip.clientWidth);
    show();
  }).observe(lanes);
}
