// The page: one state, which stands in the address; every act changes it and shows the new one.
"use strict";
window.Net = window.Net || {};

(() => {
  const { el, count, number } = Net.marks;
  const { linkId } = Net.state;
  const $ = (id) => document.getElementById(id);
  const main = $("main");
  const given = JSON.parse($("network-data").textContent);
  const meta = given.meta;
  const options = typeof given.options === "string" ? JSON.parse(given.options) : given.options;
  const kinds = new Map(meta.kinds.map((kind) => [kind.name, kind]));
  const FORMATS = [["png", "picture"], ["svg", "picture, scalable"], ["csv", "links as a table"], ["graphml", "yEd, Cytoscape"], ["gexf", "Gephi"], ["html", "works from disk"]];

  let state = Net.state.read(location.search);
  let nodes = new Map();
  let links = new Map();
  let shown = { nodes: [], links: [] };
  let cut = 0;
  let way = null;
  let start = null;
  // Where the server put what the reader has moved.
  const home = new Map();
  const moved = new Set();

  const phone = window.matchMedia("(max-width: 860px)");
  const listed = () => state.view === "table" || (phone.matches && main.dataset.pane === "list");

  const said = (words) => { $("net-said").textContent = words; };

  function take(picture) {
    nodes = new Map(picture.nodes.map((node) => [node.id, node]));
    links = new Map(picture.links.map((link) => [linkId(link), { ...link, id: linkId(link) }]));
    cut = picture.cut;
    home.clear();
    moved.clear();
    putPins();
  }

  // Pinned nodes stand where the reader has put them.
  function putPins() {
    for (const [id, at] of Net.state.pins(state)) {
      const node = nodes.get(id);
      if (!node) continue;
      if (!home.has(id)) home.set(id, { x: node.x, y: node.y });
      Object.assign(node, at);
    }
  }

  // The links of each node that is shown, found once for each picture.
  let ties = null;
  function linksOf(id) {
    if (!ties || ties.of !== shown) {
      ties = { of: shown, ends: new Map() };
      for (const link of shown.links) {
        for (const end of [link.source, link.target]) {
          if (ties.ends.has(end)) ties.ends.get(end).push(link);
          else ties.ends.set(end, [link]);
        }
      }
    }
    return ties.ends.get(id) || [];
  }

  function lights() {
    if (way && way.length) {
      const ids = way.map(linkId);
      return { nodes: new Set(way.flatMap((hop) => [hop.source, hop.target])), links: new Set(ids) };
    }
    if (links.has(state.sel)) {
      const link = links.get(state.sel);
      return { nodes: new Set([link.source, link.target]), links: new Set([link.id]) };
    }
    if (!nodes.has(state.sel)) return null;
    const own = linksOf(state.sel);
    return { nodes: new Set([state.sel, ...own.flatMap((link) => [link.source, link.target])]), links: new Set(own.map((link) => link.id)) };
  }

  const app = {
    box: $("net-panel"), meta,
    state: () => state,
    node: (id) => nodes.get(id),
    kind: (name) => kinds.get(name),
    links: (id) => linksOf(id),
    isPinned: (id) => Net.state.pins(state).has(id),
    hasMoved: (id) => moved.has(id),
    isOpen: (id) => state.expand.some((entry) => entry.split(",")[0] === id),
    proofs: (link) => (meta.file
      ? Promise.resolve({ evidence: meta.evidence[linkId(link)] || [] })
      : Net.state.evidence(link, state)),
    figures: Net.state.figures,
    find: (words) => (meta.file ? findHere(words) : Net.state.find(words).then((found) => found.hits)),
    act: (name, value) => acts[name](value),
  };

  // In a file there is no server: names are compared without accents and case.
  async function findHere(words) {
    const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ə", "e").replaceAll("ı", "i").toLowerCase();
    const wanted = plain(words);
    const hits = [];
    for (const node of nodes.values()) {
      const matched = [node.label, node.short, ...node.names].find((name) => plain(name).includes(wanted));
      if (matched) hits.push({ id: node.id, label: node.label, kind: node.kind, matched, at: plain(matched).indexOf(wanted) });
    }
    return hits.sort((a, b) => a.at - b.at || a.label.localeCompare(b.label)).slice(0, 12);
  }

  const panel = Net.panel.create(app);
  const canvas = Net.canvas.create($("net-stage"), meta, options, {
    choose: (id) => acts.choose(id),
    chooseLink: (id) => acts.chooseLink(id),
    expand: (id) => acts.expand({ id }),
    dragged: (id) => { moved.add(id); if (nodes.get(state.sel) === nodes.get(id) || Net.state.pins(state).has(id)) acts.dropped(id); },
    ready: () => ready(),
    file: meta.file,
    linkWords: (link) => link.label || (link.events ? count(link.events, "event") : meta.links[link.kind].forward),
    hover,
  });
  const tables = Net.lists.create($("net-table"), app);
  const legend = Net.lists.legend($("net-legend"), app);
  const period = Net.lists.period(app);
  Net.lists.find($("net-find"), $("net-found"), app);

  function hover(what, thing, at) {
    const tip = $("net-tip");
    tip.hidden = !what || !thing;
    if (tip.hidden) return;
    if (what === "node") {
      tip.replaceChildren(thing.label, el("small", { text: `${kinds.get(thing.kind).one} · ${count(thing.reports, "report")}` }));
    } else {
      const [a, b] = [nodes.get(thing.source), nodes.get(thing.target)];
      tip.replaceChildren(`${a.short} ${meta.links[thing.kind].forward} ${b.short}`, el("small", { text: panel.tally(thing) }));
    }
    const stage = $("net-stage");
    tip.style.left = `${Math.min(at.x + 14, stage.clientWidth - tip.offsetWidth - 8)}px`;
    tip.style.top = `${Math.min(at.y + 16, stage.clientHeight - tip.offsetHeight - 8)}px`;
  }

  // --- showing ------------------------------------------------------------------------------------
  function paint() {
    shown = Net.shown.of([...nodes.values()], [...links.values()], state);
    canvas.draw(shown.nodes, shown.links, state.sel, lights(), pinned());
    legend([...nodes.values()].filter((node) => !state.hide.includes(node.id)), state.types);
    period(state);
    paintSides();
    paintPanel();
  }

  const pinned = () => new Set(Net.state.pins(state).keys());

  function paintSides() {
    const table = state.view === "table";
    $("net-table").hidden = !table;
    $("net-canvas").hidden = table;
    if (!main.dataset.pane) main.dataset.pane = table || !state.view ? "list" : "graph";
    if (listed()) tables.show(shown.nodes, shown.links, state.sel);
    for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String((button.dataset.view === "table") === table));
    for (const button of document.querySelectorAll("[data-pane]:is(button)")) button.setAttribute("aria-pressed", String(button.dataset.pane === main.dataset.pane));
    paintOrigins();
    paintChips();
    paintStatus();
    $("net-formats").replaceChildren(...FORMATS.map(([form, about]) => el("li", {}, el("a", { href: Net.state.file(form, state), download: "" }, form.toUpperCase(), el("small", { text: about })))));
  }

  function paintOrigins() {
    const box = $("net-origins");
    const choices = [["all", "All"], ["confirmed", "2+ origins"], ["single", "Single"]];
    if (!box.children.length) {
      box.append(...choices.map(([value, text]) => el("label", {}, el("input", { type: "radio", name: "origins", value, onchange: () => acts.origins(value) }), text)));
    }
    for (const input of box.querySelectorAll("input")) input.checked = input.value === (state.origins || "all");
  }

  function paintChips() {
    const name = (id) => (nodes.get(id) || { short: id.split("/").pop() }).short;
    const chip = (text, undo) => el("li", {}, el("span", { text }), el("button", { type: "button", "aria-label": `Undo: ${text}`, text: "×", onclick: undo }));
    const chips = [];
    if (state.around) chips.push(chip(`Around ${name(state.around)}`, () => change({ around: "", hops: "" })));
    for (const list of ["place", "by"]) for (const id of state[list]) chips.push(chip(`Only with ${name(id)}`, () => acts.narrow({ list, id })));
    for (const id of new Set(state.expand.map((entry) => entry.split(",")[0]))) chips.push(chip(`${name(id)} expanded`, () => acts.collapse(id)));
    for (const id of state.also) if (!(state.path && state.path.includes("~"))) chips.push(chip(`+ ${name(id)}`, () => change({ also: state.also.filter((other) => other !== id) })));
    if (state.all) chips.push(chip("Everything", () => acts.all("")));
    if (state.pin.length) chips.push(chip(`${state.pin.length} pinned`, acts.unpinAll));
    if (state.path) chips.push(chip("Path", acts.forgetPath));
    if (state.hide.length) chips.push(chip(`${state.hide.length} hidden`, () => change({ hide: [] })));
    if (state.types) chips.push(chip("Some kinds", () => change({ types: null })));
    $("net-chips").replaceChildren(...chips);
  }

  function paintStatus() {
    const parts = [`${count(shown.nodes.length, "entity", "entities")}, ${count(shown.links.length, "link")}`];
    if (cut > 0) parts.push(`${number(cut)} more by name`);
    if (state.from || state.to) parts.push("only what is linked in these years");
    const by = canvas.isWithoutCard() ? "drawn without a graphics card" : null;
    const line = shown.nodes.length > Net.scene.CROWD ? "more names as you zoom in" : null;
    $("net-status").replaceChildren([...parts, line, by].filter(Boolean).join(" · "), whole() || "");
  }

  // The way from the overview to everything there is, and back.
  function whole() {
    if (meta.file || state.around) return null;
    return state.all
      ? el("button", { type: "button", text: "Back to the overview", onclick: () => acts.all("") })
      : el("button", { type: "button", text: "Show everything, each event too", onclick: () => acts.all("1") });
  }

  function paintPanel() {
    const link = links.get(state.sel);
    const node = nodes.get(state.sel);
    const sheet = link || node || way || start;
    if (sheet) main.dataset.sheet = ""; else delete main.dataset.sheet;
    if (way) panel.path(...state.path.split("~"), way);
    else if (start) panel.waiting(start);
    else if (link) panel.link(link);
    else if (node) panel.entity(node);
    else panel.whole(shown.nodes, shown.links);
    $("net-panel").scrollTop = 0;
  }

  // --- changing -------------------------------------------------------------------------------------
  function remember(push) {
    const address = meta.file ? `#${Net.state.write(state)}` : location.pathname + Net.state.write(state);
    try { history[push ? "pushState" : "replaceState"](null, "", address); } catch { /* a file may not */ }
    window.dispatchEvent(new Event("statechange"));
  }

  async function change(changes, { push = true, fit = false, show = null } = {}) {
    const before = Net.state.asked(state);
    state = { ...state, ...changes };
    if (!meta.file && Net.state.asked(state) !== before && !(await fetched())) return false;
    remember(push);
    paint();
    if (fit) canvas.fit(true);
    if (show) canvas.show(show);
    return true;
  }

  async function fetched() {
    main.setAttribute("aria-busy", "true");
    const wanted = state;
    try {
      const picture = await Net.state.picture(wanted);
      if (wanted !== state) return false;
      take(picture);
      return true;
    } catch (fault) {
      $("net-status").textContent = `This could not be shown: ${fault.message}`;
      said(fault.message);
      state = Net.state.read(location.search);
      return false;
    } finally {
      main.removeAttribute("aria-busy");
    }
  }

  const acts = {
    async choose(id) {
      if (start && id && id !== start) { acts.path(start, id); return; }
      if (id === null && start) { start = null; }
      if (id === null && way) { acts.forgetPath(); return; }
      if (id !== null) { way = null; }
      state = { ...state, sel: id || "", path: way ? state.path : "" };
      remember(false);
      canvas.focus(state.sel, lights());
      paintPanel();
      if (listed()) tables.show(shown.nodes, shown.links, state.sel);
      const node = nodes.get(id);
      if (node) {
        canvas.show(id);
        said(`${node.label}, ${kinds.get(node.kind).one}, ${count(node.reports, "report")}, ${count(app.links(id).length, "link")}`);
      }
    },
    chooseLink: (id) => { start = null; acts.choose(id); },
    async land(hit) {
      const id = hit.id;
      if (start && id !== start) { acts.path(start, id); return; }
      const changes = { sel: id, hide: state.hide.filter((other) => other !== id) };
      const kind = nodes.has(id) ? nodes.get(id).kind : hit.kind;
      if (state.types && !state.types.includes(kind)) changes.types = [...state.types, kind];
      if (!nodes.has(id)) changes.also = [...state.also, id];
      way = null;
      const done = await change({ ...changes, path: "" }, { show: id });
      if (done && !nodes.has(id)) said(`${hit.label} has no place in this picture`);
      else if (done) { acts.choose(id); $("net-stage").focus({ preventScroll: true }); }
    },
    async expand({ id, kind }) {
      if (meta.file) return;
      const before = new Set(nodes.keys());
      const name = kind ? `${id},${kind}` : id;
      const held = state.expand.find((entry) => entry === name || entry.startsWith(kind ? `${name},` : `${name},,`));
      const more = kind ? `${id},${kind}` : `${id},`;
      const already = held ? Number(held.split(",")[2] || meta.atOnce) : 0;
      const entry = held ? `${more},${already + meta.atOnce}` : name;
      const expand = held ? state.expand.map((other) => (other === held ? entry : other)) : [...state.expand, entry];
      if (await change({ expand, sel: id, path: "" })) {
        const fresh = [...nodes.keys()].filter((other) => !before.has(other)).length;
        said(fresh ? `${count(fresh, "node")} added` : "Nothing more to add");
        canvas.show(id);
      }
    },
    collapse: (id) => change({ expand: state.expand.filter((entry) => entry.split(",")[0] !== id) }),
    hide: (id) => { said(`${nodes.get(id).label} hidden`); return change({ hide: [...state.hide, id], sel: "" }); },
    all: (value) => change({ all: value, expand: [], also: [], path: "", sel: "" }, { fit: true }),
    pin(id) {
      const node = nodes.get(id);
      if (!node) return;
      const others = state.pin.filter((text) => !text.startsWith(`${id},`));
      const off = others.length < state.pin.length;
      if (!off && !home.has(id)) home.set(id, { x: node.x, y: node.y });
      const pin = off ? others : [...others, `${id},${Math.round(node.x)},${Math.round(node.y)}`];
      if (off && home.has(id)) { const at = home.get(id); moved.delete(id); canvas.place(id, at.x, at.y); }
      acts.setPins(pin, `${node.label} ${off ? "unpinned" : "pinned"}`);
    },
    setPins(pin, words) {
      state = { ...state, pin };
      remember(false);
      canvas.pin(pinned());
      paintChips();
      if (nodes.has(state.sel)) paintPanel();
      said(pin.length > Net.state.PINS ? `${words}. More than ${Net.state.PINS} pins stay in this window only` : words);
    },
    unpinAll() {
      for (const id of pinned()) { const at = home.get(id); if (at) canvas.place(id, at.x, at.y); }
      acts.setPins([], "Nothing is pinned");
    },
    // A pinned node that is dragged stays pinned, where it is now.
    dropped(id) {
      if (!app.isPinned(id)) { paintPanel(); return; }
      const node = nodes.get(id);
      acts.setPins(state.pin.map((text) => (text.startsWith(`${id},`) ? `${id},${Math.round(node.x)},${Math.round(node.y)}` : text)), `${node.label} moved`);
    },
    nudge({ id, by: [dx, dy] }) {
      const node = nodes.get(id);
      if (!home.has(id)) home.set(id, { x: node.x, y: node.y });
      moved.add(id);
      canvas.place(id, node.x + dx * 20, node.y + dy * 20);
      acts.dropped(id);
    },
    around: (id) => change({ around: id, hops: "1", expand: [], also: [], path: "", sel: id }, { fit: true }),
    type(name) {
      const there = [...new Set([...nodes.values()].map((node) => node.kind))];
      const on = state.types === null ? there : state.types;
      const next = on.includes(name) ? on.filter((other) => other !== name) : [...on, name];
      change({ types: there.every((kind) => next.includes(kind)) ? null : next });
    },
    origins: (value) => change({ origins: value === "all" ? "" : value }),
    years([from, to]) { if (from !== state.from || to !== state.to) { Net.state.forget(); change({ from, to }); } },
    narrow({ list, id }) {
      const now = state[list];
      change({ [list]: now.includes(id) ? now.filter((other) => other !== id) : [...now, id] }, { fit: true });
    },
    tables: () => tables.show(shown.nodes, shown.links, state.sel),
    start(id) { start = id; paintPanel(); said("Choose the other end of the path"); $("net-find").focus(); },
    async path(a, b) {
      start = null;
      try {
        const { hops } = await Net.state.path(a, b, state);
        way = hops;
        const missing = [...new Set([a, b, ...hops.flatMap((hop) => [hop.source, hop.target])])].filter((id) => !nodes.has(id));
        await change({ path: `${a}~${b}`, sel: "", also: [...state.also, ...missing] });
        said(hops.length ? count(hops.length, "step") : "No path");
      } catch (fault) { said(fault.message); $("net-status").textContent = fault.message; }
    },
    forgetPath() { way = null; return change({ path: "", sel: "" }); },
    view: (name) => { change({ view: name === "table" ? "table" : "" }); if (name === "graph") { canvas.resize(); canvas.fit(false); } },
    pane(name) {
      main.dataset.pane = name;
      delete main.dataset.sheet;
      state = { ...state, sel: name === "list" ? "" : state.sel, view: "" };
      paintSides();
      if (name === "graph") { canvas.resize(); canvas.fit(false); paintPanel(); }
    },
  };

  // --- buttons and the address ----------------------------------------------------------------------
  Net.keys.listen({ stage: $("net-stage"), app, canvas, shown: () => shown, find: $("net-find"), escape: () => { $("net-export").open = false; acts.choose(null); } });
  document.addEventListener("click", (event) => { if (!$("net-export").contains(event.target)) $("net-export").open = false; });
  for (const button of document.querySelectorAll("button[data-view]")) button.addEventListener("click", () => acts.view(button.dataset.view));
  for (const button of document.querySelectorAll("button[data-pane]")) button.addEventListener("click", () => acts.pane(button.dataset.pane));
  $("net-in").addEventListener("click", () => canvas.zoom(1.3));
  $("net-out").addEventListener("click", () => canvas.zoom(1 / 1.3));
  $("net-fit").addEventListener("click", () => canvas.fit(true));
  window.addEventListener("popstate", async () => {
    state = Net.state.read(location.search);
    way = null;
    if (await fetched()) paint();
  });
  if (meta.file) $("net-export").hidden = true;

  phone.addEventListener("change", () => { paintSides(); canvas.resize(); canvas.fit(false); });

  // --- the first picture ------------------------------------------------------------------------------
  function ready() {
    paintStatus();
    if (state.path.includes("~") && !meta.file && !way) acts.path(...state.path.split("~"));
    document.documentElement.dataset.drawn = String(Math.round(performance.now()));
  }

  // Thousands of nodes are not in the page: they are asked for.
  async function begin() {
    if (meta.later) {
      $("net-status").textContent = "Everything is being laid out …";
      if (!(await fetched())) return;
    } else {
      take({ nodes: given.nodes, links: given.links, cut: meta.cut });
    }
    if (!state.sel && state.around) state.sel = state.around;
    paint();
    canvas.fit(false);
    if (canvas.by()) ready();
  }

  Net.app = { state: () => state, shown: () => shown, canvas, act: app.act };
  begin();
})();
