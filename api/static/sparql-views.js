// The tabs of an answer. A view is {name, label, fits(answer), draw(answer, tools) -> elements}; what
// an answer holds is said in sparql-answer.js. To add one, add it to VIEWS. All words of the graph
// are put in as text, never as markup.
"use strict";

import { drawDays } from "./sparql-days.js";
import { drawGraph, linksOf } from "./sparql-graph.js";
import { drawPlaces } from "./sparql-places.js";
import { element, link, nameOf, region } from "./sparql-parts.js";

export const ROWS_SHOWN = 1000;
const NUMBER = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;

export const VIEWS = [
  { name: "table", label: "Table", fits: (answer) => answer.kind !== "truth", draw: drawTable },
  { name: "graph", label: "Graph", fits: (answer, { names }) => linksOf(answer, names).length > 0, draw: (answer, { names }) => drawGraph(answer, names) },
  { name: "map", label: "Map", fits: (answer) => answer.kind !== "truth", draw: drawPlaces },
  { name: "timeline", label: "Timeline", fits: (answer) => answer.kind !== "truth", draw: drawDays },
  { name: "text", label: "Text", fits: (answer) => answer.kind !== "truth", draw: drawText },
];

// --- table ------------------------------------------------------------------------------------------
function cell(term, answer, names) {
  if (!term) return element("td", { className: "unbound" });
  if (term.type === "uri") return element("td", {}, link(term.value, answer, names));
  const made = element("td", {}, term.type === "bnode" ? `_:${term.value}` : term.value);
  if (term["xml:lang"]) {
    made.lang = term["xml:lang"];
    made.append(element("small", { className: "tag" }, term["xml:lang"]));
  }
  return made;
}

// Of a column of which some values are none, numbers stand with the words.
function holdsNumbers(rows, name) {
  const held = rows.map((row) => row[name]).filter(Boolean);
  return held.length > 0 && held.every((term) => NUMBER.test(term.datatype || ""));
}

function sortable(rows, name, down, answer, names) {
  const key = (row) => {
    const term = row[name];
    if (!term) return null;
    if (term.type === "uri") return nameOf(term.value, answer, names);
    return NUMBER.test(term.datatype || "") ? Number(term.value) : term.value;
  };
  const order = new Intl.Collator("en", { numeric: true });
  const keyed = rows.map((row) => [key(row), row]);
  keyed.sort(([a], [b]) => {
    if (a === null || b === null) return (a === null) - (b === null); // what is empty stays last
    const found = typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b));
    return down ? -found : found;
  });
  return keyed.map(([, row]) => row);
}

function drawTable(answer, { names }) {
  const body = element("tbody");
  let sorted = { name: null, down: false };
  const made = new Map(); // sorting moves what was made before
  const numeric = new Set(answer.names.filter((name) => holdsNumbers(answer.rows, name)));
  const cells = (row) => answer.names.map((name) => {
    const one = cell(row[name], answer, names);
    one.dataset.label = name;
    one.classList.toggle("number", numeric.has(name));
    return one;
  });
  const line = (row) => {
    if (!made.has(row)) made.set(row, element("tr", {}, ...cells(row)));
    return made.get(row);
  };
  const fill = () => {
    const rows = sorted.name ? sortable(answer.rows, sorted.name, sorted.down, answer, names) : answer.rows;
    body.replaceChildren(...rows.slice(0, ROWS_SHOWN).map(line));
  };
  const heads = answer.names.map((name) => {
    const button = element("button", { type: "button", className: "sort" }, name);
    const head = element("th", { scope: "col", className: numeric.has(name) ? "number" : "" }, button);
    button.addEventListener("click", () => {
      sorted = { name, down: sorted.name === name && !sorted.down };
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      fill();
    });
    return head;
  });
  fill();
  const frame = region("Rows", "table-scroll", element("table", { className: answer.names.length > 2 ? "stacks" : "" }, element("thead", {}, element("tr", {}, ...heads)), body));
  if (!answer.rows.length) return [element("p", { className: "notice" }, answer.kind === "graph" ? "A graph without a triple." : "No row fits.")];
  if (answer.rows.length <= ROWS_SHOWN) return [frame];
  const told = `The first ${ROWS_SHOWN.toLocaleString("en")} rows are shown; save the answer to have all.`;
  return [element("p", { className: "notice small" }, told), frame];
}

// --- text -------------------------------------------------------------------------------------------
function drawText(answer, { body, turtle }) {
  const text = element("pre", { className: "card turtle", tabIndex: 0 }, answer.kind === "graph" ? "…" : pretty(body));
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", "The answer as text");
  if (answer.kind === "graph") turtle().then((found) => { text.textContent = found; });
  return [text];
}

function pretty(body) {
  const most = 400000;
  const text = JSON.stringify(JSON.parse(body), null, 1);
  return text.length > most ? `${text.slice(0, most)}\n… save the answer to have all` : text;
}
