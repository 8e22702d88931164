// What all views of an answer are made of. All words of the graph are put in as text.
"use strict";

const KINDS = ["agency", "district", "person", "project", "event", "group", "body", "place"];

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function nameOf(iri, answer, names) {
  return answer.labels.get(iri) || names.short(iri);
}

export function region(label, className, ...children) {
  const made = element("div", { className, tabIndex: 0 }, ...children);
  made.setAttribute("role", "region");
  made.setAttribute("aria-label", label);
  return made;
}

export function link(iri, answer, names) {
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

// Scripts and styles of other pages that a view needs, each fetched once, when it is first opened.
const needed = new Map();
export function need(...addresses) {
  return Promise.all(addresses.map(fetched));
}

function fetched(address) {
  if (!needed.has(address)) {
    needed.set(address, new Promise((done, failed) => {
      const made = address.endsWith(".css")
        ? element("link", { rel: "stylesheet", href: address })
        : element("script", { src: address, async: false }); // they run in the order given here
      made.addEventListener("load", done);
      made.addEventListener("error", () => { needed.delete(address); failed(new Error(`${address} could not be read`)); });
      document.head.append(made);
    }));
  }
  return needed.get(address);
}

// Rows by their numbers, as a list of what stands in each: name and value.
const SHOWN = 50;
export function rowsBox(answer, numbers, names) {
  const items = numbers.slice(0, SHOWN).map((number) => {
    const row = answer.rows[number];
    const pairs = answer.names.filter((name) => row[name]).flatMap((name) => [
      element("dt", {}, name),
      element("dd", {}, row[name].type === "uri" ? link(row[name].value, answer, names) : row[name].value),
    ]);
    return element("li", {}, element("dl", { className: "row-facts" }, ...pairs));
  });
  const left = numbers.length - items.length;
  return [
    element("ol", { className: "plain row-list" }, ...items),
    left > 0 ? element("p", { className: "small muted" }, `${left.toLocaleString("en")} more are in the table.`) : null,
  ].filter(Boolean);
}

// What a query needs for a view that this answer has no columns for, with a query to try.
export function lacking(words, query) {
  const address = `/sparql?${new URLSearchParams({ query, view: words.view })}`;
  return [element("div", { className: "notice" },
    element("p", {}, element("strong", {}, words.title)),
    element("p", {}, words.detail),
    element("pre", { className: "small" }, query),
    element("p", {}, element("a", { href: address }, "Try this one")))];
}
