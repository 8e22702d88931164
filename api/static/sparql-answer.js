// An answer as plain data, which all views draw from:
//   kind    "rows" (SELECT), "graph" (CONSTRUCT, DESCRIBE) or "truth" (ASK)
//   names   the columns; of a graph subject, predicate, object
//   rows    [{column: term}], a term as in SPARQL's JSON: {type, value, datatype?, "xml:lang"?}
//   truth   of an ASK
//   places  [{iri, rows}]: the districts and other places in it, and the numbers of the rows that hold each
//   days    [{row, first, last}]: the rows with a day, as "2023-09-01"
//   labels  Map of IRI → what it is called, as far as the server knows
"use strict";

const LABELS_AT_ONCE = 1000;
const LABELS_WAIT = 4000;
const DATED = /#(date|dateTime|gYearMonth|gYear)$/;
const TRIPLE = /^\s*(<[^>]*>|_:\S+)\s+(<[^>]*>)\s+(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?)\s*\.\s*$/;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/;
const ESCAPED = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g;
const SIGNS = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

export function readAnswer(body, mediaType, prefixes) {
  const answer = { kind: "rows", names: [], rows: [], truth: null, places: [], days: [], labels: new Map() };
  if (!mediaType.includes("json")) {
    Object.assign(answer, { kind: "graph", names: ["subject", "predicate", "object"], rows: triples(body) });
  } else {
    const result = JSON.parse(body);
    if ("boolean" in result) return Object.assign(answer, { kind: "truth", truth: result.boolean });
    Object.assign(answer, { names: result.head.vars, rows: result.results.bindings });
  }
  answer.places = placesOf(answer, [`${prefixes.id}district/`, `${prefixes.id}place/`]);
  answer.days = daysOf(answer);
  return answer;
}

// --- graphs ---------------------------------------------------------------------------------------
function triples(text) {
  const found = [];
  for (const line of text.split("\n")) {
    const parts = TRIPLE.exec(line);
    if (parts) found.push({ subject: term(parts[1]), predicate: term(parts[2]), object: term(parts[3]) });
  }
  return found;
}

function term(text) {
  if (text.startsWith("<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const [, value, language, datatype] = LITERAL.exec(text);
  const made = { type: "literal", value: unescaped(value) };
  if (language) made["xml:lang"] = language;
  if (datatype) made.datatype = datatype;
  return made;
}

function unescaped(text) {
  if (!text.includes("\\")) return text;
  return text.replace(ESCAPED, (_, short, long, sign) => (
    sign ? SIGNS[sign] || sign : String.fromCodePoint(parseInt(short || long, 16))
  ));
}

// --- what maps and lines of time need ---------------------------------------------------------------
function placesOf(answer, spaces) {
  const found = new Map();
  answer.rows.forEach((row, number) => {
    for (const name of answer.names) {
      const iri = row[name]?.type === "uri" ? row[name].value : "";
      if (!spaces.some((space) => iri.startsWith(space))) continue;
      if (!found.has(iri)) found.set(iri, new Set());
      found.get(iri).add(number);
    }
  });
  return [...found].map(([iri, rows]) => ({ iri, rows: [...rows] })).sort((a, b) => b.rows.length - a.rows.length);
}

// The first and the last day of a date, a moment, a month or a year; null for anything else.
function spanOf(term) {
  const told = DATED.exec(term?.datatype || "") && /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(term.value);
  if (!told) return null;
  const [, year, month, day] = told;
  if (day) return [told[0], told[0]];
  const last = month ? new Date(Date.UTC(year, Number(month), 0)).getUTCDate() : 31;
  return [`${year}-${month || "01"}-01`, `${year}-${month || "12"}-${last}`];
}

function daysOf(answer) {
  const dated = answer.names.filter((name) => answer.rows.some((row) => spanOf(row[name])));
  const start = dated.find((name) => /first|start|begin|from/i.test(name)) || dated[0];
  const end = dated.find((name) => name !== start && /last|end|until|to/i.test(name));
  const found = [];
  answer.rows.forEach((row, number) => {
    const [from, to] = [spanOf(row[start]), spanOf(row[end])];
    if (!from && !to) return;
    const [first, last] = [(from || to)[0], (to || from)[1]];
    found.push({ row: number, first, last: last < first ? first : last });
  });
  return found.sort((a, b) => (a.first < b.first ? -1 : 1));
}

// --- names ----------------------------------------------------------------------------------------
// Names are an addition: without them the table shows what stands in the answer.
export async function nameThings(answer, shown) {
  const wanted = new Set();
  for (const row of answer.rows.slice(0, shown)) {
    for (const name of answer.names) if (row[name]?.type === "uri") wanted.add(row[name].value);
  }
  if (!wanted.size) return;
  try {
    const response = await fetch("/api/labels", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ iris: [...wanted].filter((iri) => iri.length < 2000).slice(0, LABELS_AT_ONCE) }),
      signal: AbortSignal.timeout(LABELS_WAIT),
    });
    if (response.ok) answer.labels = new Map(Object.entries((await response.json()).labels));
  } catch { /* shown without names */ }
}

// --- addresses ------------------------------------------------------------------------------------
export function namer(prefixes) {
  const spaces = Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length);
  const base = prefixes.id.replace(/id\/$/, "");
  return {
    short(iri) {
      const found = spaces.find(([, space]) => iri.startsWith(space) && iri.length > space.length);
      return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
    },
    // Where a browser may be led, or "": reports hold addresses such as javascript:….
    address(iri) {
      if (iri.startsWith(base)) return `/${iri.slice(base.length).replace(/^[/\\]+/, "")}`;
      return /^https?:\/\//.test(iri) ? iri : "";
    },
    kind(iri) {
      return iri.startsWith(prefixes.id) ? iri.slice(prefixes.id.length).split("/")[0] : "";
    },
  };
}
