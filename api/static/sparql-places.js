// An answer on the map: districts and other places in its columns, coloured by how many rows hold
// each. The same canvas as on the page of the map; the list beside it says the same in words.
"use strict";

import { element, lacking, link, need, rowsBox } from "./sparql-parts.js";

const PLACES_ASKED = 20;
const PLACES_SENT = 1000;
const EXAMPLE = `SELECT ?event ?district {
  ?event a dm:ClearanceEvent ;
         dm:takesPlaceIn ?district .
}`;
const WORDS = {
  view: "map",
  title: "No column holds a place.",
  detail: "A map needs a column of districts or other places as things, not as names: in a query such as this, ?district is one.",
};

export function drawPlaces(answer, tools) {
  if (!answer.places.length) return lacking(WORDS, EXAMPLE);
  const stage = element("div", { className: "map-stage", id: "answer-stage" });
  stage.setAttribute("role", "group");
  stage.setAttribute("aria-label", "Map. Walk from place to place with the arrow keys, choose with Enter; the same places are in the list.");
  const tip = element("p", { className: "map-tip", hidden: true });
  const foot = element("div", { className: "map-foot" }, element("p", { className: "map-note" }, "Drawing …"));
  const zoom = element("div", { className: "map-zoom" });
  const card = element("section", { className: "card map-card" }, stage, zoom, tip, foot);
  card.setAttribute("aria-label", "Map");
  const panel = element("div", { className: "answer-side card", tabIndex: -1 }, element("p", { className: "muted" }, "Choose a place: here stand the rows that hold it."));
  panel.setAttribute("aria-live", "polite");
  paint({ stage, tip, foot, zoom, panel }, answer, tools).catch((error) => {
    foot.replaceChildren(element("p", { className: "map-note" }, `The map could not be drawn: ${error.message}`));
  });
  return [
    element("div", { className: "answer-split" }, card, panel),
    ...listed(answer, tools),
  ];
}

async function paint({ stage, tip, foot, zoom, panel }, answer, { names, prefixes }) {
  const keyOf = (iri) => iri.slice(prefixes.id.length);
  const numbers = Object.fromEntries(answer.places.slice(0, PLACES_SENT).map(({ iri, rows }) => [keyOf(iri), rows.slice(0, 10000)]));
  const [response] = await Promise.all([
    window.asking.reach("/api/map/counted", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ numbers }) }),
    need("/static/vendor/leaflet.css", "/static/map.css", "/static/vendor/leaflet.js", "/static/map-canvas.js"),
  ]);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const data = await response.json();
  if (!stage.isConnected) return;
  for (const shape of Object.values(data.shapes)) shape.words = rowsInWords(shape.numbers.length);
  const choose = (key) => {
    const told = data.shapes[key];
    canvas.light(key);
    panel.replaceChildren(
      element("h2", {}, link(prefixes.id + key, answer, { ...names, short: () => told.label }), " ", element("span", { className: "count" }, told.words)),
      ...(told.note ? [element("p", { className: "small muted" }, told.note)] : []),
      ...rowsBox(answer, told.numbers, names),
    );
  };
  const canvas = new window.Atlas.Canvas(stage, tip, choose);
  for (const [sign, label, act] of [["+", "Zoom in", () => canvas.zoom(0.75)], ["−", "Zoom out", () => canvas.zoom(-0.75)], ["⤢", "Show all", () => canvas.fit()]]) {
    const made = element("button", { type: "button", onclick: act }, sign);
    made.setAttribute("aria-label", label);
    zoom.append(made);
  }
  foot.replaceChildren(...legend(data));
  await canvas.show({ ...data, selected: null, lit: null });
  canvas.tabs();
}

function rowsInWords(count) {
  if (!count) return "no row";
  return `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`;
}

function legend(data) {
  const steps = data.steps.map((words, at) => element("li", {}, element("span", { className: `map-key step-${at + 1}` }), words)).reverse();
  const none = element("li", {}, element("span", { className: "map-key" }), "no row");
  const left = data.left.length ? `${data.left.length.toLocaleString("en")} ${data.left.length === 1 ? "place has" : "places have"} no shape on this map; the list has all. ` : "";
  return [
    element("div", { className: "map-legend" }, element("h2", {}, "Rows"), element("ul", { className: "plain" }, ...steps, none)),
    element("p", { className: "map-note" }, `${left}${data.note}`),
  ];
}

function listed(answer, { names, tabs, prefixes }) {
  const most = answer.places[0].rows.length;
  const items = answer.places.map(({ iri, rows }) => {
    const meter = element("span", { className: "bar" });
    meter.style.inlineSize = `${(100 * rows.length) / most}%`;
    return element("li", {}, link(iri, answer, names), element("span", { className: "track" }, meter), element("span", { className: "count" }, rowsInWords(rows.length)));
  });
  const state = new URLSearchParams(answer.places.slice(0, PLACES_ASKED).map(({ iri }) => ["place", iri.slice(prefixes.id.length)]));
  const ways = ["Map", "Network", "Timeline"].filter((tab) => tabs.has(tab)).map((tab) => (
    element("a", { href: `${tabs.get(tab)}?${state.toString().replaceAll("%2F", "/")}` }, `${tab} of these places`)
  ));
  return [element("p", { className: "actions small" }, ...ways), element("ul", { className: "plain bars card" }, ...items)];
}
