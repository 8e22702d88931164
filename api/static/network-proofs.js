// The sentences behind a link: whose they are, and what other reports say to their figures.
"use strict";
window.Net = window.Net || {};

(() => {
  const { el, count, number, day, safe } = Net.marks;
  const OTHERS = 12;
  const SAID = [["contradicts", "contradicted by"], ["confirms", "confirmed by"], ["repeats", "the same in"]];

  // app: { meta, proofs(link), figures(report, event) }
  function create(app) {
    const { meta } = app;

    function proof(item) {
      const source = safe(item.source);
      const by = [item.outlet, day(item.published)].filter(Boolean).join(", ") || "outlet and day not known";
      const from = item.origin && item.origin !== item.outlet ? `, from ${item.origin}` : "";
      return el("li", { class: "net-proof" },
        item.what ? el("p", { class: "what", text: item.what }) : null,
        ...item.quotes.map((quote) => el("blockquote", { text: quote.text, dir: "auto" })),
        figures(item),
        el("p", { class: "by" }, by + from + " · ",
          source ? el("a", { href: source, rel: "noopener noreferrer", target: "_blank", text: "source" }) : "no address",
          ...(meta.file ? [] : [" · ", el("a", { href: item.report, text: "report" })])),
        item.rule ? el("p", { class: "net-note", text: `Inferred: ${item.rule.replaceAll("-", " ")}` }) : null);
    }

    // The figures of an event; when the server has answered, each leads to its sentence and says
    // which other reports contradict, confirm or repeat it.
    function figures(item) {
      if (item.figures.length === 0) return null;
      const list = el("ul", { class: "net-figures", "aria-label": "Figures of this event" }, ...item.figures.map((figure) => el("li", { text: figure })));
      const beside = el("div", { class: "net-beside" });
      if (!meta.file && item.thing) {
        app.figures(item.report, item.thing).then((found) => {
          if (found.length) list.replaceChildren(...found.map((one) => el("li", {}, el("a", { href: one.address, title: one.verbatim, text: one.label }))));
          beside.replaceChildren(...found.flatMap((one) => SAID.map(([how, words]) => others(one, how, words))).filter(Boolean));
        }, (fault) => beside.replaceChildren(el("p", { class: "net-note net-fault", text: fault.message })));
      }
      return el("div", {}, list, beside);
    }

    function others(figure, how, words) {
      const found = figure.elsewhere.filter((other) => other.how === how);
      if (found.length === 0) return null;
      const origins = new Set(found.map((other) => other.voice)).size;
      const by = how !== "repeats" && origins < found.length ? ` of ${count(origins, "origin")}` : "";
      const list = el("ul", {});
      const box = el("details", { class: `net-others ${how}` },
        el("summary", { text: `${figure.label}: ${words} ${count(found.length, "other report")}${by}` }), list);
      box.addEventListener("toggle", () => { if (box.open && !list.children.length) list.append(...found.slice(0, OTHERS).map(other), rest(found)); });
      return box;
    }

    const rest = (found) => (found.length > OTHERS ? el("li", { class: "net-note", text: `${OTHERS} of ${number(found.length)} are shown.` }) : "");

    const other = (one) => el("li", {},
      el("p", { class: "what" }, one.discrepancy ? `On ${one.discrepancy}: ` : "", el("b", { text: one.verbatim })),
      el("blockquote", { text: one.quote, dir: "auto" }),
      el("p", { class: "by" }, el("a", { href: one.address, text: [one.outlet || "Report", day(one.published)].filter(Boolean).join(", ") })));

    // Reports live under the base of the data; this server shows them under its own.
    const own = (address) => (address.startsWith(meta.base) ? `/${address.slice(meta.base.length)}` : address);

    function of(found, shown) {
      const list = el("ul", { class: "net-proofs" });
      const show = (most) => list.replaceChildren(
        ...found.evidence.slice(0, most).map((item) => proof({ ...item, report: own(item.report) })));
      show(shown);
      const parts = [list];
      if (found.evidence.length > shown) {
        const rest = found.evidence.length - shown;
        const more = el("button", { type: "button", class: "net-all", text: `Show ${number(rest)} more`,
          onclick: () => { show(found.evidence.length); more.remove(); } });
        parts.push(more);
      }
      if (found.evidence.length === 0) parts.push(el("p", { class: "net-note", text: "No report says so; the reference data hold it." }));
      if (found.evidence.some((item) => item.figures.length)) {
        parts.push(el("p", { class: "net-note", text: "Figures cover all places of an event together and overlap between reports: they are not added up." }));
      }
      if (meta.file && found.evidence.length) {
        parts.push(el("p", { class: "net-note", text: "One of the sentences: a file holds one for each link." }));
      }
      if (found.sparql && !meta.file) {
        parts.push(el("p", { class: "net-note onward" }, el("a", { href: `/sparql?query=${encodeURIComponent(found.sparql)}`, text: "Show in SPARQL" })));
      }
      return parts;
    }

    async function fill(target, link, shown) {
      target.replaceChildren(el("p", { class: "net-note", text: "Looking up the sentences …" }));
      try {
        target.replaceChildren(...of(await app.proofs(link), shown));
      } catch (fault) {
        target.replaceChildren(el("p", { class: "net-note net-fault", text: fault.message }));
      }
    }

    return { of, fill };
  }

  Net.proofs = { create };
})();
