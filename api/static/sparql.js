"use strict";
// The editor: runs queries, shows rows as a table and graphs as Turtle. All text that comes from
// the graph is put in as text, never as markup.

const form = document.getElementById("editor");
const text = document.getElementById("query");
const answer = document.getElementById("answer");
const status = document.getElementById("status");
const stop = document.getElementById("stop");
const downloads = document.getElementById("downloads");
const prefixes = Object.entries(JSON.parse(text.dataset.prefixes));
const base = prefixes.find(([name]) => name === "id")[1].replace(/id\/$/, "");
const ROWS_SHOWN = 1000;
const ROWS = { JSON: "json", CSV: "csv", TSV: "tsv", XML: "xml" };
const GRAPH = { Turtle: "turtle", "N-Triples": "ntriples", "JSON-LD": "jsonld", "RDF/XML": "rdfxml" };
let running = null;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function short(iri) {
  const found = prefixes
    .filter(([, space]) => iri.startsWith(space) && iri.length > space.length)
    .sort((a, b) => b[1].length - a[1].length)[0];
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

function link(iri) {
  const local = iri.startsWith(base);
  if (!local && !/^https?:/.test(iri)) return document.createTextNode(iri);
  const href = local ? `/${iri.slice(base.length).replace(/^\/+/, "")}` : iri;
  return element("a", { href, title: iri, rel: local ? "" : "noopener noreferrer" }, short(iri));
}

function cell(term) {
  if (!term) return element("td", { className: "unbound" });
  if (term.type === "uri") return element("td", {}, link(term.value));
  const number = /#(integer|decimal|double|float)$/.test(term.datatype || "");
  const made = element("td", { className: number ? "number" : "" }, term.value);
  if (term["xml:lang"]) {
    made.lang = term["xml:lang"];
    made.append(element("small", { className: "tag" }, term["xml:lang"]));
  }
  return made;
}

function table(result) {
  const names = result.head.vars;
  const rows = result.results.bindings;
  const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
  const body = element("tbody");
  for (const row of rows.slice(0, ROWS_SHOWN)) {
    body.append(element("tr", {}, ...names.map((name) => cell(row[name]))));
  }
  const frame = element("div", { className: "table-scroll", tabIndex: 0 });
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", "Rows");
  frame.append(element("table", {}, element("thead", {}, head), body));
  if (rows.length <= ROWS_SHOWN) return [frame];
  const cut = `The first ${ROWS_SHOWN.toLocaleString("en")} rows are shown; save the answer to have all.`;
  return [element("p", { className: "notice small" }, cut), frame];
}

function show(body, type) {
  if (type.includes("sparql-results+json")) {
    const result = JSON.parse(body);
    if ("boolean" in result) {
      answer.replaceChildren(element("p", { className: "verdict" }, result.boolean ? "Yes" : "No"));
      return [result.boolean ? "yes" : "no", ROWS];
    }
    answer.replaceChildren(...table(result));
    const count = result.results.bindings.length;
    return [`${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`, ROWS];
  }
  answer.replaceChildren(element("pre", { className: "card turtle", tabIndex: 0 }, body));
  return ["a graph", GRAPH];
}

function fail(problem) {
  const box = element("div", { className: "notice bad" });
  box.setAttribute("role", "alert");
  box.append(element("strong", {}, problem.title), element("p", { className: "detail" }, problem.detail || ""));
  answer.replaceChildren(box);
  if (!problem.line) return;
  const lines = text.value.split("\n");
  const start = lines.slice(0, problem.line - 1).join("\n").length + (problem.line > 1 ? 1 : 0);
  const column = Math.max(0, (problem.column || 1) - 1);
  text.focus();
  text.setSelectionRange(start + column, start + (lines[problem.line - 1] || "").length);
}

function offer(forms) {
  const links = Object.entries(forms).map(([name, format]) => {
    const parameters = new URLSearchParams({ query: text.value, format });
    return element("a", { href: `/sparql?${parameters}`, download: `answer.${format}` }, name);
  });
  downloads.replaceChildren("Save as", ...links);
  downloads.hidden = false;
}

async function run() {
  if (running) running.abort();
  const mine = new AbortController();
  running = mine;
  stop.hidden = false;
  downloads.hidden = true;
  status.textContent = "Running …";
  const began = performance.now();
  history.replaceState(null, "", `/sparql?${new URLSearchParams({ query: text.value })}`);
  try {
    const response = await fetch("/sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle" },
      body: text.value,
      signal: mine.signal,
    });
    const body = await response.text();
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    if (!response.ok) {
      status.textContent = "";
      fail(JSON.parse(body));
      return;
    }
    const [what, forms] = show(body, response.headers.get("content-type"));
    status.textContent = `${what} in ${seconds} s`;
    offer(forms);
  } catch (error) {
    status.textContent = "";
    const stopped = error.name === "AbortError";
    if (stopped && running !== mine) return;
    fail(stopped ? { title: "Stopped" } : { title: "The answer broke off", detail: "It is not whole, so it is not shown." });
  } finally {
    if (running === mine) {
      running = null;
      stop.hidden = true;
    }
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
stop.addEventListener("click", () => running && running.abort());
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
document.getElementById("examples").addEventListener("click", async (event) => {
  const chosen = event.target.closest("a[data-question]");
  if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const response = await fetch(`/api/questions/${chosen.dataset.question}?format=sparql`);
  if (!response.ok) return;
  // The header says what columns there are; in an editor it would only push the query down.
  text.value = (await response.text()).replace(/^# (name|number|parameter|column): .*\n/gm, "");
  text.scrollTop = 0;
  run();
});
if (answer.dataset.run === "yes") run();
