// The page: one state, which stands in the address; every act changes it and shows the new one.
"use strict";
window.Net = window.Net || {};

(() => {
  const { el, count } = Net.marks;
  const $ = (id) => document.getElementById(id);
  const NODE = /^[a-z-]+\/[^\s/~|>]+$/;
  const SOON = 400; // milliseconds in which a picture may come without a word of it
  const UNTIL_SEEN = 120; // milliseconds after which what was chosen is certainly on the screen
  const main = $("main");
  const given = JSON.parse($("network-data").textContent);
  const meta = given.meta;
  const options = typeof given.options === "string" ? JSON.parse(given.options) : given.options;
  const kinds = new Map(meta.kinds.map((kind) => [kind.name, kind]));
  const held = Net.held.create();

  // What its parts share. `way` is a path that is shown, `start` the end of one that is looked for,
  // `since` when the picture that is waited for was asked for.
  const page = {
    state: Net.state.read(location.search), way: null, start: null, since: null, held, main,
    change, remember, paintPanel,
    lights: () => held.lights(page.state.sel, page.way),
    pinned: () => new Set(Net.state.pins(page.state).keys()),
    said: (words) => { $("net-said").textContent = words; },
  };

  const app = page.app = {
    box: $("net-panel"), meta,
    state: () => page.state,
    node: (id) => held.nodes.get(id),
    kind: (name) => kinds.get(name),
    links: held.linksOf,
    isPinned: (id) => Net.state.pins(page.state).has(id),
    hasMoved: (id) => held.moved.has(id),
    isOpen: (id) => page.state.expand.some((entry) => entry.split(",")[0] === id),
    proofs: (link) => (meta.file
      ? Promise.resolve({ evidence: meta.evidence[Net.state.linkId(link)] || [] })
      : Net.state.evidence(link, page.state)),
    figures: Net.state.figures,
    find: (words) => (meta.file
      ? Net.find.among(held.nodes.values(), words)
      : Net.state.find(words).then((found) => found.hits)),
    act: (name, value) => acts[name](value),
  };

  const acts = page.acts = Net.acts.create(page);
  const panel = Net.panel.create(app);
  const canvas = page.canvas = Net.canvas.create($("net-stage"), meta, options, {
    choose: (id) => acts.choose(id),
    chooseLink: (id) => acts.chooseLink(id),
    expand: (id) => acts.expand({ id }),
    dragged: (id) => { held.moved.add(id); if (page.state.sel === id || app.isPinned(id)) acts.dropped(id); },
    ready,
    file: meta.file,
    linkWords: (link) => link.label || (link.events ? count(link.events, "event") : meta.links[link.kind].forward),
    hover,
  });
  page.sides = Net.sides.create(page);
  const legend = Net.lists.legend($("net-legend"), app);
  const period = Net.lists.period(app);
  Net.find.create($("net-find"), $("net-found"), app);

  // --- showing ------------------------------------------------------------------------------------
  function hover(what, thing, at) {
    const tip = $("net-tip");
    tip.hidden = !what || !thing;
    if (tip.hidden) return;
    if (what === "node") {
      tip.replaceChildren(thing.label, el("small", { text: `${kinds.get(thing.kind).one} · ${count(thing.reports, "report")}` }));
    } else {
      const [a, b] = [held.nodes.get(thing.source), held.nodes.get(thing.target)];
      tip.replaceChildren(`${a.short} ${meta.links[thing.kind].forward} ${b.short}`, el("small", { text: panel.tally(thing) }));
    }
    const stage = $("net-stage");
    tip.style.left = `${Math.min(at.x + 14, stage.clientWidth - tip.offsetWidth - 8)}px`;
    tip.style.top = `${Math.min(at.y + 16, stage.clientHeight - tip.offsetHeight - 8)}px`;
  }

  function paint() {
    held.show(page.state);
    canvas.draw(held.shown.nodes, held.shown.links, page.state.sel, page.lights(), page.pinned());
    legend([...held.nodes.values()].filter((node) => !page.state.hide.includes(node.id)), page.state.types);
    period(page.state);
    page.sides.paint();
    paintPanel();
  }

  function paintPanel() {
    const link = held.links.get(page.state.sel);
    const node = held.nodes.get(page.state.sel);
    if (link || node || page.way || page.start) main.dataset.sheet = ""; else delete main.dataset.sheet;
    if (page.way) panel.path(...page.state.path.split("~"), page.way);
    else if (page.start) panel.waiting(page.start);
    else if (link) panel.link(link);
    else if (node) panel.entity(node);
    else panel.whole(held.shown.nodes, held.shown.links);
    $("net-panel").scrollTop = 0;
  }

  // --- changing -----------------------------------------------------------------------------------
  // A step back has to lead here at once; what is only chosen may wait until it can be seen, since a
  // browser loads the icon of the page anew at each change of the address.
  let later = 0;
  function remember(push) {
    clearTimeout(later);
    if (push) write(true); else later = setTimeout(write, UNTIL_SEEN, false);
  }

  function write(push) {
    const address = meta.file ? `#${Net.state.write(page.state)}` : location.pathname + Net.state.write(page.state);
    try { history[push ? "pushState" : "replaceState"](null, "", address); } catch { /* a file may not */ }
    window.dispatchEvent(new Event("statechange"));
  }

  async function change(changes, { push = true, fit = false, show = null } = {}) {
    const before = Net.state.asked(page.state);
    page.state = { ...page.state, ...changes };
    if (!meta.file && Net.state.asked(page.state) !== before && !(await fetched())) return false;
    remember(push);
    paint();
    if (fit) canvas.fit(true);
    if (show) canvas.show(show);
    return true;
  }

  // What was chosen while it was on its way stays chosen; a picture nobody wants any more is let go.
  async function fetched() {
    main.setAttribute("aria-busy", "true");
    const wanted = Net.state.asked(page.state);
    const isWanted = () => wanted === Net.state.asked(page.state);
    const since = page.since = performance.now();
    const telling = setInterval(page.sides.status, 1000);
    try {
      const picture = await Net.state.picture(page.state);
      if (!isWanted()) return false;
      held.take(picture, page.state);
      return true;
    } catch (fault) {
      if (!isWanted()) return false;
      $("net-status").textContent = `This could not be shown: ${fault.message}`;
      page.said(fault.message);
      page.state = Net.state.read(location.search);
      return false;
    } finally {
      clearInterval(telling);
      if (page.since === since) { page.since = null; main.removeAttribute("aria-busy"); }
    }
  }

  // Thousands of nodes take seconds to be laid out for the first time: the overview is shown meanwhile.
  async function everything() {
    const coming = fetched();
    page.sides.status();
    const late = await Promise.race([coming.then(() => false), new Promise((done) => { setTimeout(done, SOON, true); })]);
    if (late) {
      page.said("Everything is being laid out; meanwhile this is the overview");
      const overview = await Net.state.picture({ ...page.state, all: "" }).catch(() => null);
      if (overview && page.since !== null && held.nodes.size === 0) { held.take(overview, page.state); paint(); canvas.fit(false); }
    }
    return coming;
  }

  // --- buttons and the address --------------------------------------------------------------------
  // The menu closes first; what was chosen is let go of next, and the focus goes on where it was.
  function escape() {
    const menu = $("net-export");
    if (menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
      return;
    }
    acts.choose(null);
    if (document.activeElement === document.body) $("net-stage").focus();
  }

  Net.keys.listen({ stage: $("net-stage"), app, canvas, shown: () => held.shown, find: $("net-find"), escape });
  document.addEventListener("click", (event) => { if (!$("net-export").contains(event.target)) $("net-export").open = false; });
  for (const button of document.querySelectorAll("button[data-view]")) button.addEventListener("click", () => acts.view(button.dataset.view));
  for (const button of document.querySelectorAll("button[data-pane]")) button.addEventListener("click", () => acts.pane(button.dataset.pane));
  $("net-in").addEventListener("click", () => canvas.zoom(1.3));
  $("net-out").addEventListener("click", () => canvas.zoom(1 / 1.3));
  $("net-fit").addEventListener("click", () => canvas.fit(true));
  window.addEventListener("popstate", async () => {
    clearTimeout(later);
    page.state = Net.state.read(location.search);
    page.way = null;
    if (await fetched()) paint();
  });
  if (meta.file) $("net-export").hidden = true;

  // --- the first picture --------------------------------------------------------------------------
  function ready() {
    page.sides.status();
    if (page.state.path.includes("~") && !meta.file && !page.way) acts.path(...page.state.path.split("~"));
    document.documentElement.dataset.drawn = String(Math.round(performance.now()));
  }

  // What was chosen on another page may not be in the overview: then its surroundings are shown.
  const isElsewhere = ({ sel, around }) => !meta.file && !around && NODE.test(sel) && !held.nodes.has(sel);

  // Thousands of nodes are not in the page.
  async function begin() {
    if (meta.later) {
      if (!(await everything())) return;
    } else {
      held.take({ nodes: given.nodes, links: given.links, cut: meta.cut }, page.state);
    }
    if (!page.state.sel && page.state.around) page.state.sel = page.state.around;
    if (isElsewhere(page.state)) {
      page.state = { ...page.state, around: page.state.sel };
      if (await fetched()) remember(false);
    }
    paint();
    canvas.fit(false);
    if (canvas.by()) ready();
  }

  Net.app = { state: () => page.state, shown: () => held.shown, canvas, act: app.act };
  begin();
})();
