// The tabs of an answer. A view is {name, label, fits(answer), draw(answer, tools) -> elements}; what
// an answer holds is said in sparql-answer.js. To add one, add it to VIEWS. All words of the graph
// are put in as text, never as markup.
"use strict";

import { drawGraph, linksOf } from "./sparql-graph.js";

export const ROWS_SHOWN = 1000;
const PLACES_ASKED = 20;
const NUMBER = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;
const KINDS = ["agency", "district", "person", "project", "event", "group", "body", "place"];

export const VIEWS = [
  { name: "table", label: "Table", fits: (answer) => answer.kind !== "truth", draw: drawTable },
  { name: "graph", label: "Graph", fits: (answer, { names }) => linksOf(answer, names).length > 0, draw: (answer, { names }) => drawGraph(answer, names) },
  { name: "map", label: "Places", fits: (answer) => answer.places.length > 0, draw: drawPlaces },
  { name: "timeline", label: "Days", fits: (answer) => answer.days.length > 0, draw: drawDays },
  { name: "text", label: "Text", fits: (answer) => answer.kind !== "truth", draw: drawText },
];

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function nameOf(iri, answer, names) {
  return answer.labels.get(iri) || names.short(iri);
}

function region(label, className, ...children) {
  const made = element("div", { className, tabIndex: 0 }, ...children);
  made.setAttribute("role", "region");
  made.setAttribute("aria-label", label);
  return made;
}

// --- table ------------------------------------------------------------------------------------------
function link(iri, answer, names) {
  const address = names.address(iri);
  const kind = names.kind(iri);
  const text = nameOf(iri, answer, names);
  if (!address) return document.createTextNode(iri);
  const made = element("a", { href: address, title: iri }, text);
  if (!address.startsWith("/")) made.rel = "noopener noreferrer nofollow";
  if (!KINDS.includes(kind)) return made;
  const mark = element("span", { className: `mark mark-${kind}` });
  mark.setAttribute("aria-hidden", "true");
  return element("span", { className: "named" }, mark, made);
}

function cell(term, answer, names) {
  if (!term) return element("td", { className: "unbound" });
  if (term.type === "uri") return element("td", {}, link(term.value, answer, names));
  const number = NUMBER.test(term.datatype || "");
  const made = element("td", { className: number ? "number" : "" }, term.type === "bnode" ? `_:${term.value}` : term.value);
  if (term["xml:lang"]) {
    made.lang = term["xml:lang"];
    made.append(element("small", { className: "tag" }, term["xml:lang"]));
  }
  return made;
}

function sortable(rows, name, down, answer, names) {
  const key = (row) => {
    const term = row[name];
    if (!term) return null;
    if (term.type === "uri") return nameOf(term.value, answer, names);
    return NUMBER.test(term.datatype || "") ? Number(term.value) : term.value;
  };
  const order = new Intl.Collator("en", { numeric: true });
  return [...rows].sort((first, second) => {
    const [a, b] = [key(first), key(second)];
    if (a === null || b === null) return (a === null) - (b === null); // what is empty stays last
    const found = typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b));
    return down ? -found : found;
  });
}

function drawTable(answer, { names }) {
  const body = element("tbody");
  let sorted = { name: null, down: false };
  const fill = () => {
    const rows = sorted.name ? sortable(answer.rows, sorted.name, sorted.down, answer, names) : answer.rows;
    body.replaceChildren(...rows.slice(0, ROWS_SHOWN).map((row) => (
      element("tr", {}, ...answer.names.map((name) => cell(row[name], answer, names)))
    )));
  };
  const heads = answer.names.map((name) => {
    const button = element("button", { type: "button", className: "sort" }, name);
    const numbers = answer.rows.some((row) => NUMBER.test(row[name]?.datatype || ""));
    const head = element("th", { scope: "col", className: numbers ? "number" : "" }, button);
    button.addEventListener("click", () => {
      sorted = { name, down: sorted.name === name && !sorted.down };
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      fill();
    });
    return head;
  });
  fill();
  const frame = region("Rows", "table-scroll", element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body));
  if (!answer.rows.length) return [element("p", { className: "notice" }, answer.kind === "graph" ? "A graph without a triple." : "No row fits.")];
  if (answer.rows.length <= ROWS_SHOWN) return [frame];
  const told = `The first ${ROWS_SHOWN.toLocaleString("en")} rows are shown; save the answer to have all.`;
  return [element("p", { className: "notice small" }, told), frame];
}

// --- places -----------------------------------------------------------------------------------------
function drawPlaces(answer, { names, tabs }) {
  const most = answer.places[0].rows.length;
  const items = answer.places.map(({ iri, rows }) => {
    const meter = element("span", { className: "bar" });
    meter.style.inlineSize = `${(100 * rows.length) / most}%`;
    return element("li", {}, link(iri, answer, names), element("span", { className: "track" }, meter), element("span", { className: "count" }, `${rows.length.toLocaleString("en")} ${rows.length === 1 ? "row" : "rows"}`));
  });
  const state = new URLSearchParams(answer.places.slice(0, PLACES_ASKED).map(({ iri }) => ["place", iri.split("/id/")[1] || iri]));
  const ways = ["Map", "Network", "Timeline"].filter((tab) => tabs.has(tab)).map((tab) => (
    element("a", { href: `${tabs.get(tab)}?${state.toString().replaceAll("%2F", "/")}` }, `${tab} of these places`)
  ));
  return [element("p", { className: "actions small" }, ...ways), element("ul", { className: "plain bars card" }, ...items)];
}

// --- days -------------------------------------------------------------------------------------------
function drawDays(answer, { names }) {
  const day = (text) => Date.parse(text) / 86400000;
  const first = day(answer.days[0].first);
  const last = Math.max(...answer.days.map((each) => day(each.last)));
  const whole = last - first + 1;
  const items = answer.days.slice(0, ROWS_SHOWN).map(({ row, first: begin, last: end }) => {
    const bar = element("span", { className: "bar" });
    bar.style.marginInlineStart = `${(100 * (day(begin) - first)) / whole}%`;
    bar.style.inlineSize = `${(100 * (day(end) - day(begin) + 1)) / whole}%`;
    const cells = answer.rows[row];
    const thing = answer.names.map((name) => cells[name]).find((term) => term?.type === "uri");
    const words = answer.names.map((name) => cells[name]).find((term) => term?.type === "literal" && !/#date/.test(term.datatype || ""));
    const label = thing ? link(thing.value, answer, names) : element("span", {}, words?.value || "");
    const days = begin === end ? begin : `${begin} – ${end}`;
    return element("li", {}, label, element("span", { className: "track" }, bar), element("span", { className: "count" }, days));
  });
  return [element("ul", { className: "plain bars days card" }, ...items)];
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
