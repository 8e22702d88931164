// The SPARQL page: runs queries, can stop them, shows answers in tabs, and keeps what was asked.
"use strict";

import { nameThings, namer, readAnswer } from "./sparql-answer.js";
import { makeEditor } from "./sparql-editor.js";
import { element } from "./sparql-parts.js";
import { ROWS_SHOWN, VIEWS } from "./sparql-views.js";

const form = document.getElementById("editor");
const field = document.getElementById("query");
const limit = document.getElementById("limit");
const answerBox = document.getElementById("answer");
const status = document.getElementById("status");
const syntax = document.getElementById("syntax");
const stop = document.getElementById("stop");
const downloads = document.getElementById("downloads");
const asked = document.getElementById("asked");
const recentBox = document.getElementById("recent");
const prefixes = JSON.parse(field.dataset.prefixes);
const names = namer(prefixes);
const tabs = new Map([...document.querySelectorAll("nav[aria-label=Main] a")].map((link) => [link.textContent, link.pathname]));
const ROWS = { Excel: "xlsx", CSV: "csv", JSON: "json", TSV: "tsv", XML: "xml" };
const TRUTH = { JSON: "json", XML: "xml" };
const GRAPH = { Turtle: "turtle", "N-Triples": "ntriples", "JSON-LD": "jsonld", "RDF/XML": "rdfxml" };
const ACCEPT = "application/sparql-results+json, application/n-triples";
const RECENT = "demining-kg-recent";
const MOST_RECENT = 12;
let running = null;
let chosen = new URLSearchParams(location.search).get("view") || "";

const editor = makeEditor(field, {
  prefixes,
  run: () => run(),
  tell: (told) => { syntax.textContent = told; },
});

// --- asking -----------------------------------------------------------------------------------------
function send(query, accept, signal) {
  const fields = new URLSearchParams({ query });
  if (limit.value) fields.set("timeout", limit.value);
  return window.asking.reach("/sparql", { method: "POST", headers: { Accept: accept }, body: fields, signal });
}

async function run({ quiet = false } = {}) {
  if (running) running.abort();
  const mine = new AbortController();
  running = mine;
  editor.declare();
  const query = editor.value;
  begin(query, quiet);
  const began = performance.now();
  const clock = setInterval(() => { status.textContent = `Running … ${Math.round((performance.now() - began) / 1000)} s`; }, 1000);
  try {
    const response = await send(query, ACCEPT, mine.signal);
    const body = await response.text();
    if (running !== mine) return;
    if (!response.ok) {
      fail(problemIn(body, response));
      return;
    }
    const answer = readAnswer(body, response.headers.get("content-type"), prefixes);
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    await nameThings(answer, ROWS_SHOWN);
    if (running !== mine) return;
    show(answer, body, query);
    status.textContent = `${counted(answer)} in ${seconds} s`;
    if (!quiet) remember(query);
  } catch (error) {
    if (running !== mine) return;
    fail(whatBroke(error));
  } finally {
    clearInterval(clock);
    if (running === mine) {
      running = null;
      stop.hidden = true;
      answerBox.removeAttribute("aria-busy");
    }
  }
}

function whatBroke(error) {
  if (error.name === "AbortError") return { title: "Stopped", detail: "The server no longer works on it." };
  if (error.cause) return { title: "The server cannot be reached", detail: "The query stays here: run it again later." };
  return { title: "The answer broke off", detail: "It is not whole, so it is not shown." };
}

function begin(query, quiet) {
  editor.unmark();
  editor.save();
  stop.hidden = false;
  downloads.hidden = true;
  asked.textContent = query;
  status.textContent = "Running …";
  answerBox.setAttribute("aria-busy", "true");
  if (!quiet) write(query);
}

// The address leads back to what is shown; the state of the other tabs stays in it.
function write(query) {
  const state = new URLSearchParams(location.search);
  if (query) state.set("query", query);
  if (chosen && chosen !== "table") state.set("view", chosen);
  else state.delete("view");
  history.replaceState(null, "", `/sparql?${state}`);
  window.dispatchEvent(new Event("statechange"));
}

function problemIn(body, response) {
  try { return JSON.parse(body); } catch { return { title: `The server answered ${response.status}`, detail: body.slice(0, 400) }; }
}

function counted(answer) {
  if (answer.kind === "truth") return answer.truth ? "Yes" : "No";
  const count = answer.rows.length;
  const what = answer.kind === "graph" ? "triple" : "row";
  return `${count.toLocaleString("en")} ${count === 1 ? what : `${what}s`}`;
}

// --- showing ----------------------------------------------------------------------------------------
function show(answer, body, query) {
  if (answer.kind === "truth") {
    answerBox.replaceChildren(element("p", { className: "verdict" }, answer.truth ? "Yes" : "No"));
    offer(TRUTH, query);
    return;
  }
  let text = null;
  const turtle = () => { text ||= send(query, "text/turtle").then((response) => response.text()); return text; };
  const tools = { names, tabs, body, turtle, prefixes };
  const fitting = VIEWS.filter((view) => view.fits(answer, tools));
  const panel = element("div", { id: "view", className: "view" });
  panel.setAttribute("role", "tabpanel");
  const list = element("div", { className: "view-tabs" });
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Views of the answer");
  const buttons = fitting.map((view) => {
    const made = element("button", { type: "button", id: `tab-${view.name}` }, view.label);
    made.setAttribute("role", "tab");
    made.setAttribute("aria-controls", "view");
    made.addEventListener("click", () => { chosen = view.name; open(view); if (running === null) write(query); });
    return made;
  });
  const open = (view) => {
    buttons.forEach((button, at) => {
      const on = fitting[at] === view;
      button.setAttribute("aria-selected", String(on));
      button.tabIndex = on ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", `tab-${view.name}`);
    panel.replaceChildren(...view.draw(answer, tools));
  };
  list.append(...buttons);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = buttons.indexOf(document.activeElement);
    const next = buttons[(at + step + buttons.length) % buttons.length];
    next.focus();
    next.click();
  });
  const held = answerBox.contains(document.activeElement) && document.activeElement.id;
  answerBox.replaceChildren(list, panel);
  open(fitting.find((view) => view.name === (chosen || preferred(answer))) || fitting[0]);
  offer(answer.kind === "graph" ? GRAPH : ROWS, query);
  buttons.find((button) => button.id === held)?.focus(); // who walks the views goes on in a newer answer
}

function preferred(answer) {
  return answer.kind === "graph" ? "graph" : "table";
}

function fail(problem) {
  status.textContent = "";
  const box = element("div", { className: "notice bad" }, element("strong", {}, problem.title), element("p", { className: "detail" }, problem.detail || ""));
  box.setAttribute("role", "alert");
  if (problem.line) {
    const there = element("button", { type: "button", className: "as-link" }, `Line ${problem.line}, column ${problem.column || 1}`);
    there.addEventListener("click", () => { editor.mark(problem.line, problem.column || 1); editor.focus(); });
    box.append(element("p", {}, there));
    editor.mark(problem.line, problem.column || 1);
  }
  answerBox.replaceChildren(box);
}

function offer(forms, query) {
  const links = Object.entries(forms).map(([name, format]) => {
    const address = format === "xlsx" ? `/api/sparql.xlsx?${new URLSearchParams({ query })}` : `/sparql?${new URLSearchParams({ query, format })}`;
    return element("a", { href: address, download: `answer.${format}` }, name);
  });
  downloads.replaceChildren(element("span", {}, "Save as"), ...links);
  downloads.hidden = false;
}

// --- what was asked before --------------------------------------------------------------------------
function recent() {
  try { return JSON.parse(localStorage.getItem(RECENT) || "[]").filter((each) => typeof each === "string"); } catch { return []; }
}

function remember(query) {
  const kept = [query, ...recent().filter((each) => each !== query)].slice(0, MOST_RECENT);
  try { localStorage.setItem(RECENT, JSON.stringify(kept)); } catch { /* for this page only */ }
  listRecent();
}

function listRecent() {
  const items = recent().map((query) => {
    const made = element("button", { type: "button", title: query }, headline(query));
    made.addEventListener("click", () => { editor.set(query); run(); });
    return element("li", {}, made);
  });
  recentBox.querySelector("ul").replaceChildren(...items);
  recentBox.hidden = items.length === 0;
}

function headline(query) {
  const lines = query.split("\n").map((line) => line.trim()).filter((line) => line && !/^(PREFIX|BASE)\b/i.test(line));
  const said = lines.find((line) => line.startsWith("#"));
  return (said ? said.replace(/^#+\s*(about:|question:)?\s*/, "") : lines.join(" ")).slice(0, 90) || "Query";
}

// --- the controls -----------------------------------------------------------------------------------
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
stop.addEventListener("click", () => running && running.abort());
document.getElementById("clear-recent").addEventListener("click", () => {
  try { localStorage.removeItem(RECENT); } catch { /* nothing is kept */ }
  listRecent();
});
document.getElementById("gallery").addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-query]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const response = await window.asking.reach(link.dataset.query).catch((error) => { fail(whatBroke(error)); });
  if (!response?.ok) return;
  // The header says what columns there are; in an editor it would only push the query down.
  chosen = "";
  editor.set((await response.text()).replace(/^# (name|number|parameter|column|about): .*\n/gm, "").replace(/^# question: /m, "# ").replace(/\n{3,}/g, "\n\n"));
  run();
  if (window.matchMedia("(max-width: 860px)").matches) document.getElementById("gallery").open = false;
});
if (window.matchMedia("(max-width: 860px)").matches) document.getElementById("gallery").open = false;
document.getElementById("limits").hidden = false;
listRecent();
if (field.dataset.arrived === "yes") run();
else if (editor.arrived && editor.value) run({ quiet: true });
