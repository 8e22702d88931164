// The same in words: tables of entities and links, the legend, the period.
"use strict";
window.Net = window.Net || {};

(() => {
  const { el, mark, number } = Net.marks;

  // --- tables ---------------------------------------------------------------------------------
  function create(box, app) {
    const orders = { nodes: ["reports", -1], links: ["reports", -1] };
    // So many rows at first, and with each asking so many more: thousands would hold up the page.
    const ROWS = 400;

    function table(which, caption, columns, rows, chosen) {
      const [by, sign] = orders[which];
      const column = columns.find((one) => one.key === by);
      const sorted = [...rows].sort((a, b) => {
        const [x, y] = [column.value(a), column.value(b)];
        return sign * (typeof x === "number" ? x - y : String(x).localeCompare(String(y)));
      });
      const head = columns.map((one) => el("th", { scope: "col", class: one.number ? "number" : null,
        "aria-sort": one.key === by ? (sign > 0 ? "ascending" : "descending") : "none" },
      el("button", { type: "button", text: one.title + (one.key === by ? (sign > 0 ? " ↑" : " ↓") : ""), onclick: () => {
        orders[which] = [one.key, one.key === by ? -sign : one.number ? -1 : 1];
        app.act("tables");
      } })));
      const line = (row) => el("tr", { class: row.id === chosen ? "chosen" : null }, ...columns.map((one) =>
        el("td", { class: [one.number ? "number" : "", one.less ? "less" : ""].join(" ").trim() || null }, one.cell(row))));
      const body = el("tbody", {});
      const more = el("button", { type: "button", class: "net-all", onclick: () => grow() });
      const grow = () => {
        const from = body.children.length;
        body.append(...sorted.slice(from, from + ROWS).map(line));
        const rest = sorted.length - body.children.length;
        more.textContent = `Show ${number(Math.min(rest, ROWS))} more of ${number(rest)}`;
        more.hidden = rest === 0;
      };
      grow();
      return [el("table", { class: `net-${which}` }, el("caption", {}, caption[0], el("span", { class: "net-unit", text: caption[1] })),
        el("thead", {}, el("tr", {}, ...head)), body), more];
    }

    const words = (node) => el("span", { text: node });
    const to = (id, act) => {
      const node = app.node(id);
      const link = el("button", { type: "button", class: "net-link", onclick: () => app.act(act || "choose", id) });
      link.append(mark(app.kind(node.kind)), words(node.label));
      return link;
    };

    function show(nodes, links, chosen) {
      const degree = new Map();
      for (const link of links) for (const end of [link.source, link.target]) degree.set(end, (degree.get(end) || 0) + 1);
      const verb = (link) => app.meta.links[link.kind].forward;
      box.replaceChildren(
        ...table("nodes", [`${number(nodes.length)} entities`, "reports"], [
          { key: "label", title: "Name", value: (n) => n.label, cell: (n) => to(n.id) },
          { key: "kind", title: "Kind", less: true, value: (n) => n.kind, cell: (n) => words(app.kind(n.kind).one) },
          { key: "links", title: "Links", number: true, less: true, value: (n) => degree.get(n.id) || 0, cell: (n) => words(number(degree.get(n.id) || 0)) },
          { key: "reports", title: "Reports", number: true, value: (n) => n.reports, cell: (n) => words(number(n.reports)) },
        ], nodes, chosen),
        ...table("links", [`${number(links.length)} links`, ""], [
          { key: "from", title: "From", value: (l) => app.node(l.source).label, cell: (l) => to(l.source) },
          { key: "verb", title: "Link", value: verb, cell: (l) => el("button", { type: "button", class: "net-link", text: [verb(l), l.label].filter(Boolean).join(": "), "aria-label": `Evidence: ${app.node(l.source).label} ${verb(l)} ${app.node(l.target).label}`, onclick: () => app.act("chooseLink", l.id) }) },
          { key: "to", title: "To", value: (l) => app.node(l.target).label, cell: (l) => to(l.target) },
          { key: "events", title: "Events", number: true, value: (l) => l.events, cell: (l) => words(number(l.events)) },
          { key: "reports", title: "Reports", number: true, value: (l) => l.reports, cell: (l) => words(number(l.reports)) },
          { key: "origins", title: "Origins", number: true, value: (l) => l.origins, cell: (l) => words(number(l.origins)) },
        ], links, chosen));
    }

    return { show };
  }

  // --- the legend, which is the filter ----------------------------------------------------------
  function legend(box, app) {
    return (nodes, types) => {
      const counts = new Map();
      for (const node of nodes) counts.set(node.kind, (counts.get(node.kind) || 0) + 1);
      const focused = document.activeElement && document.activeElement.dataset.kind;
      box.replaceChildren(...app.meta.kinds.filter((kind) => counts.get(kind.name)).map((kind) => {
        const on = types === null || types.includes(kind.name);
        const input = el("input", { type: "checkbox", "data-kind": kind.name, onchange: () => app.act("type", kind.name) });
        input.checked = on;
        return el("li", {}, el("label", { class: on ? null : "off" }, input, mark(kind), el("span", { text: kind.many }), el("output", { text: number(counts.get(kind.name)) })));
      }));
      if (focused) box.querySelector(`[data-kind="${CSS.escape(focused)}"]`)?.focus();
    };
  }

  // --- the period -----------------------------------------------------------------------------------
  function period(app) {
    const [bars, from, to, span] = ["net-bars", "net-from", "net-to", "net-span"].map((id) => document.getElementById(id));
    const years = Object.keys(app.meta.years).map(Number).sort((a, b) => a - b);
    if (years.length < 2 || app.meta.file) { document.getElementById("net-period").hidden = true; return () => {}; }
    const [first, last] = [years[0], years[years.length - 1]];
    const most = Math.max(...Object.values(app.meta.years));
    for (const input of [from, to]) Object.assign(input, { min: first, max: last, step: 1 });
    const columns = [];
    for (let year = first; year <= last; year += 1) {
      const bar = el("i", { title: `${year}: ${app.meta.years[year] || 0} events` });
      bar.style.height = `${(100 * (app.meta.years[year] || 0)) / most}%`;
      columns.push([year, bar]);
    }
    bars.replaceChildren(...columns.map(([, bar]) => bar));

    function paint(low, high) {
      for (const [year, bar] of columns) bar.classList.toggle("out", year < low || year > high);
      const whole = low === first && high === last;
      span.replaceChildren(el("span", { text: low === high ? String(low) : `${low} – ${high}` }),
        whole ? "" : el("button", { type: "button", text: "All years", onclick: () => app.act("years", ["", ""]) }));
    }

    let timer = 0;
    function changed(moved) {
      let [low, high] = [Number(from.value), Number(to.value)];
      if (low > high) { if (moved === from) low = high; else high = low; from.value = low; to.value = high; }
      paint(low, high);
      clearTimeout(timer);
      timer = setTimeout(() => app.act("years", [low === first ? "" : String(low), high === last ? "" : String(high)]), 180);
    }
    for (const input of [from, to]) input.addEventListener("input", () => changed(input));

    return (state) => {
      from.value = state.from.slice(0, 4) || first;
      to.value = state.to.slice(0, 4) || last;
      paint(Number(from.value), Number(to.value));
    };
  }

  Net.lists = { create, legend, period };
})();
