// What is drawn, whatever draws it: the nodes and links, which are lit, their looks, what lies
// under the pointer. Places are in units of the canvas at zoom 1.
"use strict";
window.Net = window.Net || {};

(() => {
  const { colour } = Net.marks;
  const CROWD = 300;
  const CELL = 96;

  function create(box, legend) {
    const kinds = new Map(legend.kinds.map((kind) => [kind.name, kind]));
    const scene = { kinds, nodes: new Map(), links: new Map(), lights: null, hover: null, chosen: null, pins: new Set(), paper: {} };
    let grid = null;

    scene.learn = () => {
      const css = getComputedStyle(box);
      const ask = (name) => css.getPropertyValue(name).trim();
      scene.paper = { ink: ask("--ink"), halo: ask("--canvas"), link: ask("--link"), accent: ask("--accent") };
    };

    scene.set = (nodes, links) => {
      scene.learn();
      scene.nodes = new Map(nodes.map((node) => [node.id, node]));
      const pairs = new Map();
      scene.links = new Map(links.map((link) => {
        const pair = link.source < link.target ? `${link.source} ${link.target}` : `${link.target} ${link.source}`;
        const rank = pairs.has(pair) ? pairs.get(pair) + 1 : 0;
        pairs.set(pair, rank);
        return [link.id, { ...link, rank }];
      }));
      grid = null;
    };

    scene.light = (chosen, lights) => { scene.chosen = chosen; scene.lights = lights; };
    scene.lit = (id) => scene.lights === null || scene.lights.nodes.has(id);
    scene.litLink = (id) => scene.lights === null || scene.lights.links.has(id);
    scene.isCrowd = () => scene.nodes.size > CROWD;
    scene.colour = (node) => colour(kinds.get(node.kind));

    scene.nodeLook = (node) => {
      const kind = kinds.get(node.kind);
      const tint = colour(kind);
      const chosen = scene.chosen === node.id;
      const hollow = Boolean(kind.hollow);
      return {
        shape: kind.shape, radius: node.radius, hollow, tint, fill: hollow ? scene.paper.halo : tint,
        edge: chosen ? scene.paper.ink : hollow ? tint : scene.paper.halo,
        border: chosen ? 3 : hollow ? 2 : 1.2, opacity: scene.lit(node.id) ? 1 : 0.13,
      };
    };

    scene.linkLook = (link) => {
      // The more links there are, the fainter each: they are seen as a whole.
      const [least, most] = scene.links.size > 6000 ? [0.05, 0.25] : scene.isCrowd() ? [0.12, 0.45] : [0.2, 0.62];
      const strength = isOfEvent(link) ? least : Math.min(most, least + 0.09 * Math.sqrt(Math.max(link.events, link.reports)));
      const focused = scene.lights !== null && scene.litLink(link.id);
      const chosen = scene.chosen === link.id;
      // A second link between the same two stays behind the first.
      const opacity = !scene.litLink(link.id) ? 0.05 : focused ? 0.85 : link.rank ? 0.22 : strength;
      const width = (link.rank && !focused ? Math.min(link.width, 1.2) : link.width) + (chosen ? 1.5 : 0);
      return { tint: chosen ? scene.paper.accent : scene.paper.link, width, opacity, dashed: link.origins === 1 && !isOfEvent(link), bend: link.rank };
    };

    // What all nodes take up, or some of them.
    scene.bounds = (ids = scene.nodes.keys()) => {
      const found = { left: Infinity, right: -Infinity, top: Infinity, low: -Infinity };
      for (const id of ids) {
        const node = scene.nodes.get(id);
        if (!node) continue;
        found.left = Math.min(found.left, node.x - node.radius);
        found.right = Math.max(found.right, node.x + node.radius);
        found.top = Math.min(found.top, node.y - node.radius);
        found.low = Math.max(found.low, node.y + node.radius);
      }
      return found;
    };

    // The neighbour that lies most in a direction; any node where it has none there.
    scene.toward = (id, dx, dy) => {
      const from = scene.nodes.get(id);
      const near = new Set();
      for (const link of scene.links.values()) {
        if (link.source === id) near.add(link.target);
        else if (link.target === id) near.add(link.source);
      }
      const best = (some) => {
        let found = null;
        let least = Infinity;
        for (const other of some) {
          if (other === id) continue;
          const at = scene.nodes.get(other);
          const [x, y] = [at.x - from.x, at.y - from.y];
          const along = x * dx + y * dy;
          const aside = Math.abs(x * dy - y * dx);
          if (along > 0 && aside <= along * 1.2 && along + 2 * aside < least) { least = along + 2 * aside; found = other; }
        }
        return found;
      };
      return best(near) || best(scene.nodes.keys());
    };

    // --- what lies under a point -----------------------------------------------------------------
    const cell = (x, y) => `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;

    scene.moved = () => { grid = null; };

    function cells() {
      if (grid) return grid;
      grid = new Map();
      for (const node of scene.nodes.values()) {
        const key = cell(node.x, node.y);
        if (!grid.has(key)) grid.set(key, []);
        grid.get(key).push(node);
      }
      return grid;
    }

    scene.nodeAt = (x, y, slack) => {
      let found = null;
      let least = Infinity;
      for (let i = -1; i <= 1; i += 1) {
        for (let j = -1; j <= 1; j += 1) {
          for (const node of cells().get(cell(x + i * CELL, y + j * CELL)) || []) {
            const off = Math.hypot(node.x - x, node.y - y) - node.radius;
            if (off <= slack && off < least) { least = off; found = node; }
          }
        }
      }
      return found;
    };

    scene.linkAt = (x, y, slack) => {
      let found = null;
      let least = slack;
      for (const link of scene.links.values()) {
        if (scene.lights !== null && !scene.lights.links.has(link.id)) continue;
        const [a, b] = [scene.nodes.get(link.source), scene.nodes.get(link.target)];
        if ((x < a.x - slack && x < b.x - slack) || (x > a.x + slack && x > b.x + slack)) continue;
        if ((y < a.y - slack && y < b.y - slack) || (y > a.y + slack && y > b.y + slack)) continue;
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
        const off = Math.hypot(a.x + along * dx - x, a.y + along * dy - y);
        if (off < least) { least = off; found = link; }
      }
      return found;
    };

    return scene;
  }

  const OF_EVENTS = new Set(["performed-by", "convened-by", "attended-by", "took-place-in"]);
  // A link of one event is of one report: to dash it would say nothing.
  const isOfEvent = (link) => OF_EVENTS.has(link.kind);

  Net.scene = { create, isOfEvent, CROWD };
})();
