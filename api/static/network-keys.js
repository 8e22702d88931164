// The keyboard: arrows walk from node to node, letters and signs act on the chosen one.
"use strict";
window.Net = window.Net || {};

(() => {
  const WALK = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function listen({ stage, app, canvas, shown, find, escape }) {
    const { act } = app;
    // The chosen node, as a list of one or none.
    const chosen = () => [app.state().sel].filter((id) => app.node(id));

    function walk(key) {
      const [from] = chosen();
      const first = shown().nodes.reduce((best, node) => (!best || node.reports > best.reports ? node : best), null);
      const next = from ? canvas.toward(from, ...WALK[key]) : first && first.id;
      if (next) act("choose", next);
    }

    const KEYS = {
      Enter: () => chosen().forEach((id) => act("expand", { id })),
      Backspace: () => chosen().filter(app.isOpen).forEach((id) => act("collapse", id)),
      Delete: () => chosen().forEach((id) => act("hide", id)),
      f: () => chosen().forEach((id) => act("pin", id)),
      p: () => app.meta.file || chosen().forEach((id) => act("start", id)),
      "+": () => canvas.zoom(1.3),
      "=": () => canvas.zoom(1.3),
      "-": () => canvas.zoom(1 / 1.3),
      0: () => canvas.fit(true),
    };

    function acting(event) {
      const [id] = chosen();
      if (!WALK[event.key]) return KEYS[event.key];
      return event.shiftKey && id ? () => act("nudge", { id, by: WALK[event.key] }) : () => walk(event.key);
    }

    stage.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const does = acting(event);
      if (does) { event.preventDefault(); does(); }
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.matches("input, select, textarea") && event.target.type !== "checkbox";
      if (event.key === "/" && !typing && app.meta.file) { event.preventDefault(); find.focus(); }
      if (event.key === "Escape" && !typing) escape();
    });
  }

  Net.keys = { listen };
})();
