// The picture, whatever draws it: up to 300 nodes vis-network, up to 2,000 our own canvas in a light
// profile, above that sigma.js, or our canvas again where there is no graphics card. All of them
// show one scene and are moved alike.
"use strict";
window.Net = window.Net || {};

(() => {
  const MOST_BY_CANVAS = 2000;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  function create(box, legend, options, hooks) {
    const scene = Net.scene.create(box, legend);
    const labels = Net.labels.create(scene, hooks.linkWords);
    let drawing = null;
    let card = null;
    let waits = null;

    // Which drawing so many nodes need; null while the scripts of sigma.js are on their way. Tests
    // set Net.prefer ("gl", "canvas") before the page begins.
    function choose(count, file) {
      if (count <= Net.scene.CROWD && !Net.prefer) return "vis";
      if (count <= MOST_BY_CANVAS && !Net.prefer) return "canvas";
      if (card === null) card = !file && Boolean(Net.gl) && Net.gl.isThere();
      if (!card || window.Sigma) return card ? "sigma" : "canvas";
      Net.gl.load().catch(() => { card = false; }).then(() => { if (waits) { show(); waits(); } });
      return null;
    }

    function make(name) {
      if (name === "vis") return Net.vis.create(box, scene, labels, options, hooks);
      try {
        return Net.big.create(box, scene, labels, hooks, name === "sigma");
      } catch (fault) {
        if (name !== "sigma") throw fault;
        card = false;  // a card that fails is none
        for (const rest of box.querySelectorAll(".net-layer")) rest.remove();
        return Net.big.create(box, scene, labels, hooks, false);
      }
    }

    function show() {
      const name = choose(scene.nodes.size, hooks.file);
      if (name === null) return false;
      if (!drawing || drawing.name !== name) {
        const before = drawing && drawing.camera();
        if (drawing) drawing.kill();
        drawing = make(name);
        if (before) drawing.move({ position: { x: before.x, y: before.y }, scale: before.scale }, false);
      }
      drawing.set();
      return true;
    }

    function draw(nodes, links, chosen, lights, pins) {
      scene.set(nodes, links);
      scene.light(chosen, lights);
      scene.pins = pins;
      waits = waits || fitLater;
      if (show()) waits = null;
    }

    let wanted = false;
    function fitLater() { waits = null; if (wanted) { wanted = false; fit(false); } hooks.ready(); }

    function focus(chosen, lights) {
      scene.light(chosen, lights);
      if (drawing) drawing.light();
    }

    function move(to, animate) {
      drawing.move(to, animate && !calm.matches);
    }

    // All nodes, or some.
    function fit(animate, ids = scene.nodes.keys()) {
      if (!drawing || waits) { wanted = true; return; }
      const { left, right, top, low } = scene.bounds(ids);
      if (left > right) return;
      const [width, height] = [box.clientWidth, box.clientHeight];
      const aside = width < 500 ? 60 : 150;
      const scale = Math.min((width - aside) / Math.max(right - left, 1), (height - 110) / Math.max(low - top, 1), 1.5);
      // A little lower than the middle stays free, for the line that counts.
      move({ position: { x: (left + right) / 2, y: (top + low) / 2 + 14 / scale }, scale: Math.max(scale, 0.02) }, animate);
    }

    function at(id) {
      const [node, camera] = [scene.nodes.get(id), drawing.camera()];
      return { x: (node.x - camera.x) * camera.scale + camera.width / 2, y: (node.y - camera.y) * camera.scale + camera.height / 2 };
    }

    function bring(id) {
      if (!drawing || !scene.nodes.has(id)) return;
      const { x, y } = at(id);
      const node = scene.nodes.get(id);
      const camera = drawing.camera();
      const inside = x > 60 && y > 50 && x < box.clientWidth - 60 && y < box.clientHeight - 60;
      if (!inside) move({ position: { x: node.x, y: node.y }, scale: Math.max(camera.scale, scene.isCrowd() ? 0.5 : 0.8) }, true);
    }

    // Move a node by hand or by keys.
    function place(id, x, y) {
      const node = scene.nodes.get(id);
      if (!node || !drawing) return;
      Object.assign(node, { x, y });
      scene.moved();
      drawing.place(node);
    }

    Net.marks.whenThemeChanges(() => { scene.learn(); if (drawing) drawing.set(); });

    return {
      draw, focus, fit, place, show: bring,
      toward: scene.toward,
      zoom: (factor) => drawing && move({ scale: drawing.camera().scale * factor }, true),
      resize: () => drawing && drawing.resize(),
      pin(pins) { scene.pins = pins; if (drawing) drawing.redraw(); },
      labels: labels.count,
      camera: () => drawing.camera(),
      move: (to) => drawing.move(to, false),
      at,
      by: () => (drawing ? drawing.name : null),
      isWithoutCard: () => card === false && scene.nodes.size > MOST_BY_CANVAS,
    };
  }

  Net.canvas = { create };
})();
