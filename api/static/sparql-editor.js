// The editor: Yasqe (of Yasgui) on the page's own text field, with completion from our own terms.
// Where Yasqe cannot run the field itself stays, with the same functions.
"use strict";

const KEPT = "demining-kg-query";
const MOST = 60;
const SEARCH_WAIT = 3000;
const MOST_WANTED = 6;
// What the grammar calls by names of its own.
const SPOKEN = {
  VAR1: "?name", VAR2: "?name", IRI_REF: "<address>", PNAME_LN: "prefix:name", PNAME_NS: "prefix:", INTEGER: "a number",
  DECIMAL: "a number", DOUBLE: "a number", STRING_LITERAL1: "a text", STRING_LITERAL2: "a text",
};

// Returns {value, set(text), declare(), focus(), mark(line, column), unmark()}.
export function makeEditor(field, { prefixes, run, tell }) {
  const Yasqe = window.Yasqe?.default || window.Yasqe;
  if (!Yasqe) return plainEditor(field, run);
  const frame = document.createElement("div");
  field.before(frame);
  field.hidden = true;
  const kept = field.dataset.arrived === "yes" ? "" : keptQuery();
  const arrived = !kept;
  const yasqe = new Yasqe(frame, settings(Yasqe, kept || field.value, prefixes, run));
  yasqe.on("change", () => { field.value = yasqe.getValue(); });
  yasqe.on("blur", () => keep(yasqe.getValue()));
  field.value = yasqe.getValue();
  tellErrors(yasqe, tell);
  let marked = null;
  return {
    get value() { return yasqe.getValue(); },
    // Whether the text is the one that the page came with.
    arrived,
    set(text) { yasqe.setValue(text); },
    // Our own prefixes that the query uses and does not declare are declared in it.
    declare() {
      const missing = undeclared(yasqe, prefixes);
      if (Object.keys(missing).length) yasqe.addPrefixes(missing);
    },
    save() { keep(yasqe.getValue()); },
    focus() { yasqe.focus(); },
    mark(line, column) {
      this.unmark();
      marked = yasqe.addLineClass(line - 1, "background", "bad-line");
      yasqe.setCursor(line - 1, Math.max(0, column - 1));
      yasqe.scrollIntoView(null, 40);
    },
    unmark() {
      if (marked) yasqe.removeLineClass(marked, "background", "bad-line");
      marked = null;
    },
  };
}

function undeclared(yasqe, prefixes) {
  const declared = yasqe.getPrefixesFromQuery();
  const missing = {};
  for (let line = yasqe.lineCount() - 1; line >= 0; line -= 1) {
    for (const token of yasqe.getLineTokens(line)) {
      const name = token.type === "string-2" ? token.string.slice(0, token.string.indexOf(":")) : "";
      if (name in prefixes && !(name in declared)) missing[name] = prefixes[name];
    }
  }
  return missing;
}

function keptQuery() {
  try { return localStorage.getItem(KEPT) || ""; } catch { return ""; }
}

function keep(query) {
  try { localStorage.setItem(KEPT, query); } catch { /* for this page only */ }
}

function plainEditor(field, run) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  });
  return {
    get value() { return field.value; },
    arrived: true,
    set(text) { field.value = text; field.scrollTop = 0; },
    declare() {},
    save() {},
    focus() { field.focus(); },
    mark(line, column) {
      const lines = field.value.split("\n");
      const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      field.focus();
      field.setSelectionRange(start + Math.max(0, column - 1), start + (lines[line - 1] || "").length);
    },
    unmark() {},
  };
}

function settings(Yasqe, value, prefixes, run) {
  const completers = register(Yasqe, prefixes);
  return {
    value,
    persistenceId: null, // the query is kept below: with an address that has one, that one counts
    editorHeight: "auto",
    autocompleters: completers,
    requestConfig: { endpoint: "/sparql" }, // queries are run by sparql.js, which can be stopped
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    screenReaderLabel: "SPARQL query",
    viewportMargin: Infinity,
    extraKeys: {
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
      "Ctrl-S": false,
      Tab: false, // Tab leads on, as everywhere on the page
      "Shift-Tab": false,
    },
  };
}

// --- errors while typing ----------------------------------------------------------------------------
// Yasqe's own tooltip has a style attribute, which our policy forbids: so it is told in words.
function tellErrors(yasqe, tell) {
  let timer = 0;
  const look = () => {
    const told = wrong(yasqe);
    clearTimeout(timer);
    timer = setTimeout(() => tell(told), told ? 900 : 0);
  };
  yasqe.on("change", look);
  yasqe.on("changes", look);
  look();
}

function wrong(yasqe) {
  if (yasqe.queryValid) return "";
  for (let line = 0; line < yasqe.lineCount(); line += 1) {
    const icon = yasqe.lineInfo(line)?.gutterMarkers?.gutterErrorBar;
    if (!icon) continue;
    const { state } = yasqe.getTokenAt({ line, ch: yasqe.getLine(line).length });
    const bad = yasqe.getLineTokens(line).find((token) => token.state.OK === false);
    const told = `Line ${line + 1}: ${state.errorMsg || misplaced(yasqe, line, state, bad)}`;
    icon.onmouseover = null;
    icon.onmouseout = null;
    icon.title = told;
    return told;
  }
  return "";
}

// What would fit there, where that is little (a sign that closes, a keyword); else where to look.
function misplaced(yasqe, line, state, bad) {
  const fitting = (state.possibleCurrent || []).filter((each) => each.length < 24);
  const expected = [...new Set(fitting.map((each) => SPOKEN[each] || each))];
  const found = bad ? `“${bad.string}”` : "this";
  if (expected.length > 0 && expected.length <= MOST_WANTED) return `expected ${expected.join(" or ")}, not ${found}`;
  const before = bad && wordsBefore(yasqe, line, bad.start);
  if (!before) return `a query does not begin with ${found}`;
  return `${found} cannot stand after “${before}”: something is missing between them, or ${found} is too much`;
}

// The last word or sign before a place, whatever spaces and comments lie between.
function wordsBefore(yasqe, line, start) {
  for (let number = line; number >= 0; number -= 1) {
    const tokens = yasqe.getLineTokens(number).filter((token) => (number < line || token.end <= start) && token.type !== "comment" && token.string.trim());
    if (tokens.length) return tokens.at(-1).string;
  }
  return "";
}

// --- completion -----------------------------------------------------------------------------------
function register(Yasqe, prefixes) {
  const known = Object.entries(prefixes);
  let asked = null;
  const terms = () => {
    asked ||= fetch("/api/terms").then((response) => (response.ok ? response.json() : { terms: [] }))
      .then((answer) => answer.terms).catch(() => []);
    return asked;
  };
  const shared = {
    bulk: false,
    autoShow: true,
    persistenceId: null,
    preProcessToken: (_yasqe, token) => token,
    postProcessSuggestion: (_yasqe, _token, text) => text,
  };
  const made = [
    { ...shared, ...termCompleter("dm-classes", "class", prefixes, terms, isClassPlace) },
    { ...shared, ...termCompleter("dm-properties", "property", prefixes, terms, isPropertyPlace) },
    { ...shared, ...termCompleter("dm-concepts", "concept", prefixes, terms, isConceptPlace) },
    { ...shared, ...thingCompleter(prefixes) },
  ];
  Yasqe.forkAutocompleter("prefixes", {
    name: "dm-prefixes", persistenceId: null, get: () => known.map(([name, space]) => `${name}: <${space}>`),
  }, false);
  for (const each of made) Yasqe.registerAutocompleter(each, false);
  return ["dm-prefixes", "variables", ...made.map((each) => each.name)];
}

const bare = (yasqe) => {
  const token = yasqe.getCompleteToken();
  return token.string && !"?$\"'#<".includes(token.string[0]) ? token : null;
};

function isClassPlace(yasqe) {
  const token = bare(yasqe);
  if (!token) return false;
  const before = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token);
  return ["a", "rdf:type", "rdfs:domain", "rdfs:range", "rdfs:subClassOf"].includes(before?.state?.lastProperty);
}

function isPropertyPlace(yasqe) {
  const token = bare(yasqe);
  return Boolean(token) && token.string !== "a" && (token.state.possibleCurrent || []).includes("a");
}

function isConceptPlace(yasqe) {
  return Boolean(bare(yasqe)?.string.startsWith("dmv:"));
}

function termCompleter(name, kind, prefixes, terms, isValidCompletionPosition) {
  const labels = new Map();
  return {
    name,
    isValidCompletionPosition,
    async get(_yasqe, token) {
      const typed = token.string.trim().toLowerCase();
      const words = typed.replace(/^\w*:/, "");
      const space = typed.includes(":") ? typed.slice(0, typed.indexOf(":") + 1) : "";
      const found = [];
      for (const term of await terms()) {
        if (term.kind !== kind) continue;
        const written = shortened(term.iri, prefixes);
        if (!written.toLowerCase().startsWith(space)) continue;
        const at = rank(written, term.label, words);
        if (at < 0) continue;
        labels.set(written, `${term.label}${term.uses ? ` · ${term.uses.toLocaleString("en")}` : ""}`);
        found.push([at, written]);
      }
      return found.sort((a, b) => a[0] - b[0]).slice(0, MOST).map(([, written]) => written);
    },
    postprocessHints: (_yasqe, hints) => hints.map((hint) => described(hint, labels.get(hint.text))),
  };
}

// 0 for a name that begins so, 1 for one that holds it, 2 for a label that does; -1 for none.
function rank(written, label, words) {
  const local = written.slice(written.indexOf(":") + 1).toLowerCase();
  if (local.startsWith(words)) return 0;
  if (local.includes(words)) return 1;
  return label.toLowerCase().includes(words) ? 2 : -1;
}

// Things by any of their names: "id:" and letters of the name become the whole IRI.
function thingCompleter(prefixes) {
  const labels = new Map();
  return {
    name: "dm-things",
    isValidCompletionPosition: (yasqe) => /^id:\S/.test(bare(yasqe)?.string || ""),
    async get(_yasqe, token) {
      const words = token.string.slice(3).replaceAll(/[-_\\/]+/g, " ").trim();
      if (!words) return [];
      const response = await fetch(`/api/search?limit=8&q=${encodeURIComponent(words)}`, {
        signal: AbortSignal.timeout(SEARCH_WAIT),
      }).catch(() => null);
      if (!response?.ok) return [];
      return (await response.json()).things.map((thing) => {
        const iri = `<${prefixes.id}${thing.key}>`;
        labels.set(iri, `${thing.label} · ${thing.kind}`);
        return iri;
      });
    },
    postprocessHints: (_yasqe, hints) => hints.map((hint) => described(hint, labels.get(hint.text))),
  };
}

function described(hint, label) {
  const render = (element) => {
    const small = document.createElement("small");
    small.textContent = label || "";
    element.append(hint.text, " ", small);
  };
  return { ...hint, render };
}

function shortened(iri, prefixes) {
  const fits = ([, space]) => iri.startsWith(space) && /^[A-Za-z][\w-]*$/.test(iri.slice(space.length));
  const found = Object.entries(prefixes).find(fits);
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : `<${iri}>`;
}
