// What a reader can do on the page, each act by its name; whatever it changes stands in the state.
"use strict";
window.Net = window.Net || {};

(() => {
  const { count } = Net.marks;
  const $ = (id) => document.getElementById(id);

  // page: { state, way, start, held, app, canvas, sides, main, change, remember, lights, pinned, paintPanel, said }
  function create(page) {
    const { held, app } = page;
    const { meta } = app;
    const acts = {
      async choose(id) {
        if (page.start && id && id !== page.start) { acts.path(page.start, id); return; }
        if (id === null && page.start) { page.start = null; }
        if (id === null && page.way) { acts.forgetPath(); return; }
        if (id !== null) { page.way = null; }
        page.state = { ...page.state, sel: id || "", path: page.way ? page.state.path : "" };
        page.remember(false);
        page.canvas.focus(page.state.sel, page.lights());
        page.paintPanel();
        page.sides.table();
        const node = held.nodes.get(id);
        if (node) {
          page.canvas.show(id);
          page.said(`${node.label}, ${app.kind(node.kind).one}, ${count(node.reports, "report")}, ${count(app.links(id).length, "link")}`);
        }
      },
      chooseLink: (id) => { page.start = null; acts.choose(id); },
      async land(hit) {
        const id = hit.id;
        if (page.start && id !== page.start) { acts.path(page.start, id); return; }
        const changes = { sel: id, hide: page.state.hide.filter((other) => other !== id) };
        const kind = held.nodes.has(id) ? held.nodes.get(id).kind : hit.kind;
        if (page.state.types && !page.state.types.includes(kind)) changes.types = [...page.state.types, kind];
        if (!held.nodes.has(id)) changes.also = [...page.state.also, id];
        page.way = null;
        const done = await page.change({ ...changes, path: "" }, { show: id });
        if (done && !held.nodes.has(id)) page.said(`${hit.label} has no place in this picture`);
        else if (done) { acts.choose(id); $("net-stage").focus({ preventScroll: true }); }
      },
      async expand({ id, kind }) {
        if (meta.file) return;
        const before = new Set(held.nodes.keys());
        const name = kind ? `${id},${kind}` : id;
        const was = page.state.expand.find((entry) => entry === name || entry.startsWith(kind ? `${name},` : `${name},,`));
        const more = kind ? `${id},${kind}` : `${id},`;
        const already = was ? Number(was.split(",")[2] || meta.atOnce) : 0;
        const entry = was ? `${more},${already + meta.atOnce}` : name;
        const expand = was ? page.state.expand.map((other) => (other === was ? entry : other)) : [...page.state.expand, entry];
        if (await page.change({ expand, sel: id, path: "" })) {
          const fresh = [...held.nodes.keys()].filter((other) => !before.has(other)).length;
          page.said(fresh ? `${count(fresh, "node")} added` : "Nothing more to add");
          page.canvas.show(id);
        }
      },
      collapse: (id) => page.change({ expand: page.state.expand.filter((entry) => entry.split(",")[0] !== id) }),
      hide: (id) => { page.said(`${held.nodes.get(id).label} hidden`); return page.change({ hide: [...page.state.hide, id], sel: "" }); },
      all: (value) => page.change({ all: value, expand: [], also: [], path: "", sel: "" }, { fit: true }),
      pin(id) {
        const node = held.nodes.get(id);
        if (!node) return;
        const others = page.state.pin.filter((text) => !text.startsWith(`${id},`));
        const off = others.length < page.state.pin.length;
        if (!off) held.noteHome(node);
        const pin = off ? others : [...others, `${id},${Math.round(node.x)},${Math.round(node.y)}`];
        if (off && held.home.has(id)) { const at = held.home.get(id); held.moved.delete(id); page.canvas.place(id, at.x, at.y); }
        acts.setPins(pin, `${node.label} ${off ? "unpinned" : "pinned"}`);
      },
      setPins(pin, words) {
        page.state = { ...page.state, pin };
        page.remember(false);
        page.canvas.pin(page.pinned());
        page.sides.chips();
        if (held.nodes.has(page.state.sel)) page.paintPanel();
        page.said(pin.length > Net.state.PINS ? `${words}. More than ${Net.state.PINS} pins stay in this window only` : words);
      },
      unpinAll() {
        for (const id of page.pinned()) { const at = held.home.get(id); if (at) page.canvas.place(id, at.x, at.y); }
        acts.setPins([], "Nothing is pinned");
      },
      // A pinned node that is dragged stays pinned, where it is now.
      dropped(id) {
        if (!app.isPinned(id)) { page.paintPanel(); return; }
        const node = held.nodes.get(id);
        acts.setPins(page.state.pin.map((text) => (text.startsWith(`${id},`) ? `${id},${Math.round(node.x)},${Math.round(node.y)}` : text)), `${node.label} moved`);
      },
      nudge({ id, by: [dx, dy] }) {
        const node = held.nodes.get(id);
        held.noteHome(node);
        held.moved.add(id);
        page.canvas.place(id, node.x + dx * 20, node.y + dy * 20);
        acts.dropped(id);
      },
      around: (id) => page.change({ around: id, hops: "1", expand: [], also: [], path: "", sel: id }, { fit: true }),
      type(name) {
        const there = [...new Set([...held.nodes.values()].map((node) => node.kind))];
        const on = page.state.types === null ? there : page.state.types;
        const next = on.includes(name) ? on.filter((other) => other !== name) : [...on, name];
        page.change({ types: there.every((kind) => next.includes(kind)) ? null : next });
      },
      origins: (value) => page.change({ origins: value === "all" ? "" : value }),
      years([from, to]) { if (from !== page.state.from || to !== page.state.to) { Net.state.forget(); page.change({ from, to }); } },
      narrow({ list, id }) {
        const now = page.state[list];
        page.change({ [list]: now.includes(id) ? now.filter((other) => other !== id) : [...now, id] }, { fit: true });
      },
      tables: () => page.sides.table(),
      start(id) { page.start = id; page.paintPanel(); page.said("Choose the other end of the path"); $("net-find").focus(); },
      async path(a, b) {
        page.start = null;
        try {
          const { hops } = await Net.state.path(a, b, page.state);
          page.way = hops;
          const missing = [...new Set([a, b, ...hops.flatMap((hop) => [hop.source, hop.target])])].filter((id) => !held.nodes.has(id));
          await page.change({ path: `${a}~${b}`, sel: "", also: [...page.state.also, ...missing] });
          if (hops.length) page.canvas.fit(true, page.lights().nodes);
          page.said(hops.length ? count(hops.length, "step") : "No path");
        } catch (fault) { page.said(fault.message); $("net-status").textContent = fault.message; }
      },
      forgetPath() { page.way = null; return page.change({ path: "", sel: "" }); },
      view: (name) => { page.change({ view: name === "table" ? "table" : "" }); if (name === "graph") { page.canvas.resize(); page.canvas.fit(false); } },
      pane(name) {
        page.main.dataset.pane = name;
        delete page.main.dataset.sheet;
        page.state = { ...page.state, sel: name === "list" ? "" : page.state.sel, view: "" };
        page.sides.paint();
        if (name === "graph") { page.canvas.resize(); page.canvas.fit(false); page.paintPanel(); }
      },
    };
    return acts;
  }

  Net.acts = { create };
})();
