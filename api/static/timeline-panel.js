// What was chosen: its bounds or its figure as written, its sentences, and where to read on.
"use strict";

(() => {
  const { time, marks } = Timeline;
  const { el } = marks;
  const KINDS = { figures: "Reported figure", "running-totals": "Running total", meetings: "Meeting", posts: "Post", projects: "Project" };
  const FEW = 4;

  const { json } = window.asking;

  // `state()` are the fields of the address, `label(key)` names, `base` the store's own addresses.
  function panel(root, { data, state, zoom, fade, closed }) {
    let asked = 0;
    const path = (iri) => (iri.startsWith(data.base) ? `/${iri.slice(data.base.length)}` : marks.safe(iri));
    const label = (key) => data.labels[key] || key;
    const hint = root.querySelector(".tl-hint").cloneNode(true);

    const TOTAL_FIELDS = ["measure", "place", "by", "from", "to", "as_of", "strict"]; // others are of this page
    const query = (changes) => {
      const fields = state();
      fields.delete("generation"); // the server is asked for what is there now
      for (const name of ["format", "item", "lanes", "step"]) fields.delete(name);
      for (const [key, value] of Object.entries(changes)) {
        fields.delete(key);
        for (const one of [value].flat()) if (one) fields.append(key, one);
      }
      return fields;
    };
    const totals = (first, last) => {
      const fields = query({ from: time.iso(first), to: time.iso(last), measure: state().get("measure") || "area-cleared" });
      return `/totals?${fields}`;
    };

    function open(kind, title, when, ...parts) {
      asked += 1;
      root.scrollTop = 0;
      root.dataset.open = "";
      root.replaceChildren(
        el("header", {},
          el("p", { class: "tl-kind", text: kind }),
          el("h2", { id: "tl-chosen", tabindex: "-1", text: title }),
          el("p", { class: "tl-when", text: when }),
          el("button", { type: "button", class: "tl-close", "aria-label": "Close", text: "×", onclick: close })),
        ...parts.filter(Boolean));
      return asked;
    }
    function close() {
      asked += 1;
      delete root.dataset.open;
      root.replaceChildren(hint.cloneNode(true));
      closed();
    }
    const isGone = (number) => number !== asked;
    const actions = (...children) => el("div", { class: "tl-actions" }, ...children);
    const link = (address, text) => address && el("a", { class: "button", href: address, text });
    const button = (text, onclick) => el("button", { type: "button", text, onclick });
    const wait = () => el("p", { class: "muted", text: "Looking for the sentences …" });
    const fault = (error) => el("p", { class: "tl-fault", role: "alert", text: `The sentences could not be read: ${error.message}` });

    function quote({ text, verbatim, evidence, report, title, outlet, origin, published, address }) {
      const words = el("p");
      const at = verbatim ? text.indexOf(verbatim) : -1;
      if (at < 0) words.append(`“${text}”`);
      else words.append("“", text.slice(0, at), el("mark", { text: verbatim }), text.slice(at + verbatim.length), "”");
      const where = el("a", { href: path(evidence || report), text: `${outlet || title || "Report"}${published ? `, ${time.short(time.parse(published))}` : ""}` });
      const by = origin && origin !== outlet ? el("span", { text: ` · by the word of ${origin}` }) : null;
      const source = marks.safe(address) && el("a", { href: address, rel: "noopener noreferrer nofollow", text: "original" });
      return el("blockquote", { class: "quote" }, words, el("footer", {}, el("cite", {}, where), by, source ? " · " : null, source));
    }
    function listed(heading, quotes) {
      if (!quotes.length) return el("p", { class: "muted", text: "No sentence is kept for it." });
      const rest = quotes.slice(FEW);
      return el("section", {}, el("h3", { text: heading }), ...quotes.slice(0, FEW),
        rest.length ? el("details", {}, el("summary", { text: `${rest.length} more` }), ...rest) : null);
    }

    function entities(item) {
      const groups = [["Who", [...item.people, ...item.bodies]], ["Where", item.places]];
      return groups.filter(([, keys]) => keys.length).map(([heading, keys]) => el("section", {},
        el("h3", { text: heading }),
        el("ul", { class: "plain tl-entities" }, ...keys.map((key) => el("li", {},
          el("a", { href: `/id/${key}`, text: label(key) }),
          el("span", {},
            el("a", { href: `/network?${query({ around: key, sel: key })}`, "aria-label": `${label(key)} in the network`, text: "network" }),
            el("button", { type: "button", "aria-pressed": String(state().get("sel") === key), "aria-label": `Fade all but ${label(key)}`, text: state().get("sel") === key ? "unfade" : "fade rest", onclick: () => fade(key) }))))) ));
    }

    function told(item) {
      if (item.lane !== "posts" && item.lane !== "projects") return null;
      const rows = item.told.map((telling) => el("li", {},
        el("b", { text: telling.day ? time.short(time.parse(telling.day)) : "no day" }), ` ${telling.words} `,
        el("a", { href: path(telling.evidence || telling.report), text: telling.outlet || "report" })));
      return el("section", {}, el("h3", { text: item.lane === "posts" ? "Attested" : "Told of" }), el("ol", { class: "plain tl-attested" }, ...rows));
    }

    async function showItem(item) {
      const [first, last] = [item.first_day || item.last_day, item.last_day || item.first_day].map(time.parse);
      const place = el("div", {}, wait());
      const reports = new Set(item.told.map((telling) => telling.report)).size;
      const words = [...new Set(item.told.map((telling) => telling.words))];
      const isFigure = item.value !== null;
      const number = open(KINDS[item.lane], marks.sentence(item.label), marks.sentence(item.when),
        item.about ? el("p", { class: "tl-about", text: isFigure || item.lane === "meetings" ? item.about : marks.sentence(item.about) }) : null,
        isFigure ? el("p", { class: "tl-written" }, "As written: ", ...words.slice(0, 6).map((word) => el("q", { text: word }))) : null,
        item.doubt && el("p", { class: "tl-fault" }, `In doubt (${item.doubt}). `, el("a", { href: `/id/${item.told[0].thing}`, text: "What contradicts it" })),
        el("p", { class: "small muted", text: `${marks.sentence(item.days_in_words)}. Told by ${marks.count(reports, "report")} of ${marks.count(item.origins, "origin")}.` }),
        actions(link(`/id/${item.told[0].thing}`, "Its page"),
          first !== null && isFigure && link(totals(first, last), "Totals of these days"),
          first !== null && last > first && button("Show only these days", () => zoom(first, last))),
        place, told(item), ...entities(item));
      const things = new URLSearchParams(item.told.slice(0, 60).map((telling) => ["thing", telling.thing]));
      try {
        const { evidence } = await json(`/api/timeline/evidence?${things}`);
        if (isGone(number)) return;
        const main = new Map(item.told.map((telling) => [telling.evidence, telling.words]));
        const ordered = [...evidence].sort((a, b) => Number(main.has(b.evidence)) - Number(main.has(a.evidence)));
        place.replaceChildren(listed("In these words", ordered.map((each) => quote({ ...each, verbatim: words.find((word) => each.text.includes(word)) }))));
      } catch (error) {
        if (!isGone(number)) place.replaceChildren(fault(error));
      }
    }

    async function showInterval(each) {
      const [first, last] = [time.parse(each.first_day), time.parse(each.last_day)];
      const place = el("div", {}, wait());
      const number = open(data.what, marks.sentence(Timeline.lanes.intervalWords(each, data.unit)), time.span(first, last),
        el("p", { class: "small muted", text: `${marks.count(each.figures, "figure speaks", "figures speak")} of it. The bounds hold for all that was asked for together, and are divided over nothing.` }),
        actions(link(totals(first, last), "Proof on Totals"), button("Show only these days", () => zoom(first, last))), place);
      const fields = query({ from: time.iso(first), to: time.iso(last) });
      for (const name of [...fields.keys()]) if (!TOTAL_FIELDS.includes(name)) fields.delete(name);
      try {
        const total = await json(`/api/total?${fields}`);
        if (isGone(number)) return;
        const cited = (side) => total[side].map((of) => quote({ ...of, text: of.quote || of.label }));
        const same = each.at_most !== null && each.at_least === each.at_most;
        place.replaceChildren(...[
          total.at_least_rests_on.length ? listed(same ? "Rests on" : `At least ${marks.amount(each.at_least, data.unit)} rests on`, cited("at_least_rests_on")) : el("p", { class: "muted", text: "No report proves that there was any: the least is nothing." }),
          each.at_most === null ? el("p", { class: "muted", text: "No report limits all of it, so there is no most." }) : same ? null : listed(`At most ${marks.amount(each.at_most, data.unit)} rests on`, cited("at_most_rests_on")),
          total.clashes.length ? el("p", { class: "tl-fault", text: `${marks.count(total.clashes.length, "contradiction")} among the figures: see Totals.` }) : null].filter(Boolean));
      } catch (error) {
        if (!isGone(number)) place.replaceChildren(fault(error));
      }
    }

    async function showReports(first, last, count) {
      const place = el("div", {}, el("p", { class: "muted", text: "Looking for the reports …" }));
      const number = open("Reports published", marks.count(count, "report"), time.span(first, last),
        actions(button("Show only these days", () => zoom(first, last))), place);
      try {
        const { reports, left_out: left } = await json(`/api/timeline/reports?${query({ from: time.iso(first), to: time.iso(last) })}`);
        if (isGone(number)) return;
        place.replaceChildren(el("ul", { class: "plain tl-reports" }, ...reports.map((report) => el("li", {},
          el("a", { href: path(report.report), text: report.title || "Report" }),
          el("small", { text: `${report.outlet || ""}, ${time.short(time.parse(report.published))}` })))),
          left ? el("p", { class: "muted", text: `and ${left} more` }) : "");
      } catch (error) {
        if (!isGone(number)) place.replaceChildren(fault(error));
      }
    }

    return { showItem, showInterval, showReports, close, isOpen: () => "open" in root.dataset };
  }

  Timeline.json = json;
  Timeline.panel = panel;
})();
