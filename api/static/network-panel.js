// The panel: what an entity is, each of its links, a way, the whole; with the sentences behind each.
"use strict";
window.Net = window.Net || {};

(() => {
  const { el, mark, count, number, day } = Net.marks;
  const ROWS = 8;
  const PROOFS = 3;
  const NAMES = 5;
  const BY_NAME = new Intl.Collator();

  // app: { box, meta, state(), node(id), links(id), kind(name), proofs(link), act(name, value) }
  function create(app) {
    const { box, meta } = app;
    const words = meta.links;
    const proofs = Net.proofs.create(app);

    function verb(link, from) {
      const kind = words[link.kind];
      return link.source === from ? kind.forward : kind.backward;
    }

    function tally(link) {
      const parts = [];
      const what = words[link.kind].counts;
      if (what && link.events) parts.push(count(link.events, what.replace(/s$/, ""), what));
      if (link.reports) parts.push(count(link.reports, "report"));
      const told = parts.join(" in ");
      const lone = link.reports > 1 && link.origins === 1 ? " · a single origin" : "";
      return [link.label, told ? told + lone : "by the reference data"].filter(Boolean).join(" · ");
    }

    const name = (id) => (app.node(id) || { short: id.split("/").pop() }).short;

    function head(kind, title, under, ...buttons) {
      return el("header", {},
        el("p", { class: "net-kind" }, kind ? mark(kind) : null, el("span", { text: kind ? kind.one : under.kind })),
        el("button", { class: "net-close", type: "button", "aria-label": "Close", text: "×", onclick: () => app.act("choose", null) }),
        el("h2", { text: title }), el("p", { text: under.text }),
        el("div", { class: "net-do" }, ...buttons));
    }

    const button = (text, act, value, more) =>
      el("button", { type: "button", text, onclick: () => app.act(act, value), ...more });
    const pageOf = (id) => (meta.file ? null : el("a", { href: `/id/${id}`, text: "Open page" }));

    // --- an entity ----------------------------------------------------------------------------
    function row(link, from, open) {
      const other = link.source === from ? link.target : link.source;
      const kind = app.kind((app.node(other) || {}).kind);
      const why = el("div", { hidden: true });
      const toggle = el("button", { type: "button", class: "net-why", "aria-expanded": "false", text: "evidence",
        "aria-label": `Evidence: ${name(from)} ${verb(link, from)} ${name(other)}` });
      let asked = false;
      const turn = () => {
        const opens = why.hidden;
        why.hidden = !opens;
        toggle.setAttribute("aria-expanded", String(opens));
        if (opens && !asked) { asked = true; proofs.fill(why, link, 1); }
      };
      toggle.addEventListener("click", turn);
      if (open) turn();
      return el("li", {}, el("div", { class: "net-row" }, kind ? mark(kind) : el("span"),
        el("button", { type: "button", class: "net-link", text: name(other), title: (app.node(other) || {}).label, onclick: () => app.act("choose", other) }),
        el("p", { text: tally(link) }), toggle), why);
    }

    // The first links by reports and by name; of thousands only those are compared that may be among them.
    function foremost(links, most) {
      const order = (a, b) => b.reports - a.reports || BY_NAME.compare(name(a.target), name(b.target));
      if (links.length <= most) return [...links].sort(order);
      let found = [];
      for (const link of links) {
        if (found.length < most || order(link, found[most - 1]) < 0) found = [...found, link].sort(order).slice(0, most);
      }
      return found;
    }

    function relations(id) {
      const groups = new Map();
      for (const link of app.links(id)) {
        const key = verb(link, id);
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(link);
      }
      const order = [...groups].sort((a, b) => b[1].length - a[1].length);
      let first = true;
      return order.map(([key, links]) => {
        const list = el("ul", { class: "net-rows" });
        const best = foremost(links, ROWS);
        for (const link of best) { list.append(row(link, id, first)); first = false; }
        const more = links.length > ROWS ? el("button", { type: "button", class: "net-all", text: `Show all ${number(links.length)}`,
          onclick: () => { foremost(links, links.length).slice(ROWS).forEach((link) => list.append(row(link, id, false))); more.remove(); } }) : null;
        return el("section", {}, el("h3", {}, el("span", { text: key }), el("span", { text: number(links.length) })), list, more);
      });
    }

    function left(node) {
      const parts = Object.entries(node.left);
      if (parts.length === 0 || meta.file) return null;
      return el("div", { class: "net-more" }, ...parts.map(([kind, some]) => {
        const look = app.kind(kind);
        return button(`+${number(some)} ${(some === 1 ? look.one : look.many).toLowerCase()}`, "expand", { id: node.id, kind });
      }));
    }

    function written(names) {
      if (names.length === 0) return null;
      const line = el("p", { class: "net-names", dir: "auto", text: `Also written ${names.slice(0, NAMES).join(" · ")}` });
      if (names.length > NAMES) {
        const more = el("button", { type: "button", text: `and ${names.length - NAMES} more`, onclick: () => { line.textContent = `Also written ${names.join(" · ")}`; } });
        line.append(" · ", more);
      }
      return line;
    }

    // The places and bodies that all tabs can be narrowed to.
    const NARROWS = { district: "place", place: "place", agency: "by", group: "by" };
    function narrows(node) {
      const list = NARROWS[node.kind];
      if (!list) return null;
      const on = app.state()[list].includes(node.id);
      return button("Only with it", "narrow", { list, id: node.id }, { "aria-pressed": String(on), title: "Narrow this and the other tabs to it" });
    }

    function pins(node) {
      const on = app.isPinned(node.id);
      const title = on ? "Back to its place" : app.hasMoved(node.id) ? "Keep it where you have put it" : "Keep it where it is";
      return button(on ? "Unpin" : "Pin", "pin", node.id, { "aria-pressed": String(on), title: `${title} (F)` });
    }

    function entity(node) {
      const kind = app.kind(node.kind);
      const activity = Object.entries(node.activities).map(([what, some]) =>
        count(some, app.kind(what).one.toLowerCase(), app.kind(what).many.toLowerCase()));
      const isEvent = ["clearance", "survey", "meeting"].includes(node.kind);
      const about = isEvent ? day(node.day) : [`Mentioned in ${count(node.reports, "report")}`, ...activity].join(" · ");
      const open = app.isOpen(node.id);
      const more = Object.keys(node.left).length > 0 || (isEvent && !open);
      const buttons = meta.file ? [pins(node)] : [
        button("Expand", "expand", { id: node.id }, { class: "primary", disabled: !more, title: `Add up to ${meta.atOnce} neighbours` }),
        open ? button("Collapse", "collapse", node.id) : null,
        button("Path from here", "start", node.id),
        button("Only its surroundings", "around", node.id),
        narrows(node),
        pins(node),
        button("Hide", "hide", node.id),
        pageOf(node.id),
      ];
      const top = head(kind, node.label, { text: about }, ...buttons.filter(Boolean));
      const extra = left(node);
      if (extra) top.append(extra);
      box.replaceChildren(top, el("div", { class: "net-body" },
        written(node.names),
        ...relations(node.id)));
    }

    // --- a link, a way, the whole ---------------------------------------------------------------
    function link(item) {
      const [a, b] = [app.node(item.source), app.node(item.target)];
      const why = el("div", {});
      const top = head(null, `${a.short} ${words[item.kind].forward} ${b.short}`, { kind: "Link", text: tally(item) },
        button(a.short, "choose", a.id), button(b.short, "choose", b.id));
      box.replaceChildren(top, el("div", { class: "net-body" }, why));
      proofs.fill(why, item, PROOFS);
    }

    function hop(step, at) {
      const forward = step.source === at;
      const next = forward ? step.target : step.source;
      const text = forward ? words[step.kind].forward : words[step.kind].backward;
      return [next, text];
    }

    function stop(id) {
      const node = app.node(id);
      const kind = node && app.kind(node.kind);
      return el("div", { class: "net-row" }, kind ? mark(kind) : el("span"),
        el("button", { type: "button", class: "net-link", text: node ? node.label : id, onclick: () => app.act("choose", id) }));
    }

    function path(a, b, hops) {
      const steps = count(hops.length, "step");
      const top = head(null, `${name(a)} → ${name(b)}`, { kind: "Shortest path",
        text: hops.length ? `${steps}, each with its evidence` : "No way leads from one to the other." });
      const list = el("ol", { class: "net-hops" });
      let at = a;
      for (const step of hops) {
        const [next, text] = hop(step, at);
        list.append(el("li", {}, stop(at), el("p", { class: "verb", text }), ...proofs.of({ evidence: step.evidence }, 1)));
        at = next;
      }
      if (hops.length) list.append(el("li", {}, stop(at)));
      box.replaceChildren(top, el("div", { class: "net-body" }, list));
    }

    function whole(nodes, links) {
      const top = ["agency", "district", "group", "project"].map((kindName) => {
        const kind = app.kind(kindName);
        const some = nodes.filter((node) => node.kind === kindName).sort((a, b) => b.reports - a.reports).slice(0, 4);
        return some.length === 0 ? null : el("section", {}, el("h3", { text: kind.many }), el("ul", { class: "net-rows" }, ...some.map((node) =>
          el("li", {}, el("div", { class: "net-row" }, mark(kind),
            el("button", { type: "button", class: "net-link", text: node.short, title: node.label, onclick: () => app.act("choose", node.id) }),
            el("p", { text: `Mentioned in ${count(node.reports, "report")}` }))))));
      });
      box.replaceChildren(
        el("header", {}, el("p", { class: "net-kind", text: "Overview" }), el("h2", { text: "Who works with whom, where" }),
          el("p", { text: "Choose an entity or a link to read the sentences it rests on." })),
        el("div", { class: "net-body" }, ...top.filter(Boolean),
          el("p", { class: "net-note", text: `${count(nodes.length, "entity", "entities")} and ${count(links.length, "link")} are drawn. Events are summed up in links: a link counts events and reports, never hectares.` })));
    }

    function waiting(a) {
      box.replaceChildren(head(null, `From ${name(a)} to …`, { kind: "Shortest path", text: "Choose the other end: in the picture, in the table or by its name." }));
    }

    return { entity, link, path, whole, waiting, tally, verb };
  }

  Net.panel = { create };
})();
