// What stands about the picture: the table in its place, chips of what was changed, choices of links, the
// line that counts, and files to take away.
"use strict";
window.Net = window.Net || {};

(() => {
  const { el, count, number } = Net.marks;
  const FORMATS = [["png", "picture"], ["svg", "picture, scalable"], ["csv", "links as a table"], ["graphml", "yEd, Cytoscape"], ["gexf", "Gephi"], ["html", "works from disk"]];
  const $ = (id) => document.getElementById(id);
  const phone = window.matchMedia("screen and (max-width: 860px)");

  // page: { state, held, app, acts, canvas, main, change }
  function create(page) {
    const { held, app } = page;
    const { meta } = app;
    const tables = Net.lists.create($("net-table"), app);

    // The table takes the place of the picture, and on a phone stands before it.
    function table() {
      const listed = page.state.view === "table" || (phone.matches && page.main.dataset.pane === "list");
      if (listed) tables.show(held.shown.nodes, held.shown.links, page.state.sel);
    }

    function paint() {
      const isTable = page.state.view === "table";
      $("net-table").hidden = !isTable;
      $("net-canvas").hidden = isTable;
      if (!page.main.dataset.pane) page.main.dataset.pane = isTable || !page.state.view ? "list" : "graph";
      table();
      for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String((button.dataset.view === "table") === isTable));
      for (const button of document.querySelectorAll("[data-pane]:is(button)")) button.setAttribute("aria-pressed", String(button.dataset.pane === page.main.dataset.pane));
      origins();
      chips();
      status();
      $("net-formats").replaceChildren(...FORMATS.map(([form, about]) => el("li", {}, el("a", { href: Net.state.file(form, page.state), download: "" }, form.toUpperCase(), el("small", { text: about })))));
    }

    function origins() {
      const box = $("net-origins");
      const choices = [["all", "All"], ["confirmed", "2+ origins"], ["single", "Single"]];
      if (!box.children.length) {
        box.append(...choices.map(([value, text]) => el("label", {}, el("input", { type: "radio", name: "origins", value, onchange: () => page.acts.origins(value) }), text)));
      }
      for (const input of box.querySelectorAll("input")) input.checked = input.value === (page.state.origins || "all");
    }

    function chips() {
      const name = (id) => (held.nodes.get(id) || { short: id.split("/").pop() }).short;
      const chip = (text, undo) => el("li", {}, el("span", { text }), el("button", { type: "button", "aria-label": `Undo: ${text}`, text: "×", onclick: undo }));
      const found = [];
      if (page.state.around) found.push(chip(`Around ${name(page.state.around)}`, () => page.change({ around: "", hops: "" })));
      for (const list of ["place", "by"]) for (const id of page.state[list]) found.push(chip(`Only with ${name(id)}`, () => page.acts.narrow({ list, id })));
      for (const id of new Set(page.state.expand.map((entry) => entry.split(",")[0]))) found.push(chip(`${name(id)} expanded`, () => page.acts.collapse(id)));
      for (const id of page.state.also) if (!(page.state.path && page.state.path.includes("~"))) found.push(chip(`+ ${name(id)}`, () => page.change({ also: page.state.also.filter((other) => other !== id) })));
      if (page.state.all) found.push(chip("Everything", () => page.acts.all("")));
      if (page.state.pin.length) found.push(chip(`${page.state.pin.length} pinned`, page.acts.unpinAll));
      if (page.state.path) found.push(chip("Path", page.acts.forgetPath));
      if (page.state.hide.length) found.push(chip(`${page.state.hide.length} hidden`, () => page.change({ hide: [] })));
      if (page.state.types) found.push(chip("Some kinds", () => page.change({ types: null })));
      $("net-chips").replaceChildren(...found);
    }

    // That a picture is on its way, and after a second for how long.
    function wait() {
      if (page.since === null) return null;
      const seconds = Math.floor((performance.now() - page.since) / 1000);
      const there = held.shown.nodes.length > 0;
      if (there && seconds === 0) return null;
      const what = page.state.all ? "Everything" : "The picture";
      const meanwhile = there && page.state.all ? "; meanwhile this is the overview" : "";
      return `${what} is being laid out${seconds ? `, for ${seconds} s so far` : " …"}${meanwhile}`;
    }

    function status() {
      const { nodes, links } = held.shown;
      const parts = [wait()];
      if (nodes.length || page.since === null) parts.push(`${count(nodes.length, "entity", "entities")}, ${count(links.length, "link")}`);
      if (held.cut > 0) parts.push(`${number(held.cut)} more are found by name`);
      if (page.state.from || page.state.to) parts.push("only what is linked in these years");
      if (nodes.length > Net.scene.CROWD) parts.push("more names as you zoom in");
      if (page.canvas.isWithoutCard()) parts.push("drawn without a graphics card");
      $("net-status").replaceChildren(parts.filter(Boolean).join(" · "), whole() || "");
    }

    // The way from the overview to everything there is, and back.
    function whole() {
      if (meta.file || page.state.around) return null;
      return page.state.all
        ? el("button", { type: "button", text: "Back to the overview", onclick: () => page.acts.all("") })
        : el("button", { type: "button", text: "Show everything, each event too", onclick: () => page.acts.all("1") });
    }

    phone.addEventListener("change", () => { paint(); page.canvas.resize(); page.canvas.fit(false); });

    return { paint, table, chips, status };
  }

  Net.sides = { create };
})();
