// The drawing: vis-network for nodes and links, and a pass of our own for the labels, so that
// none covers another and their size stays that of the screen.
"use strict";
window.Net = window.Net || {};

(() => {
  const { colour, clip, count } = Net.marks;
  const FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";
  const LETTERS = 12.5;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  function create(box, legend, options, hooks) {
    const kinds = new Map(legend.kinds.map((kind) => [kind.name, kind]));
    const nodes = new vis.DataSet();
    const links = new vis.DataSet();
    const network = new vis.Network(box, { nodes, edges: links }, {
      ...options,
      interaction: { ...options.interaction, tooltipDelay: 1e6 },
    });
    // vis makes its frame a stop of the Tab key; keys are handled around it, on the stage.
    box.querySelector(".vis-network").tabIndex = -1;
    const view = { nodes: new Map(), links: new Map(), focus: null, hover: null, chosen: null, boxes: [] };
    const widths = new Map();
    let paper;

    const style = () => getComputedStyle(box);
    function learn() {
      const css = style();
      paper = { ink: css.getPropertyValue("--ink").trim(), halo: css.getPropertyValue("--canvas").trim(),
        link: css.getPropertyValue("--link").trim(), accent: css.getPropertyValue("--accent").trim() };
    }

    const lit = (id) => view.focus === null || view.focus.nodes.has(id);
    const litLink = (id) => view.focus === null || view.focus.links.has(id);

    function nodeLook(node) {
      const kind = kinds.get(node.kind);
      const tint = colour(kind);
      const chosen = view.chosen === node.id;
      const fill = kind.hollow ? paper.halo : tint;
      const edge = chosen ? paper.ink : kind.hollow ? tint : paper.halo;
      const colours = { background: fill, border: edge };
      return {
        id: node.id, x: node.x, y: node.y, shape: kind.shape, size: node.radius * (kind.shape === "square" ? 0.88 : 1),
        borderWidth: chosen ? 3 : kind.hollow ? 2 : 1.2, opacity: lit(node.id) ? 1 : 0.13,
        color: { ...colours, highlight: colours, hover: { background: fill, border: paper.ink } },
      };
    }

    function linkLook(link) {
      const strength = Math.min(0.62, 0.2 + 0.09 * Math.sqrt(Math.max(link.events, link.reports)));
      const focused = view.focus !== null && litLink(link.id);
      // A second link between the same two stays behind the first.
      const opacity = !litLink(link.id) ? 0.05 : focused ? 0.85 : link.rank ? 0.22 : strength;
      const tint = view.chosen === link.id ? paper.accent : paper.link;
      return {
        id: link.id, from: link.source, to: link.target, width: (link.rank && !focused ? Math.min(link.width, 1.2) : link.width) + (view.chosen === link.id ? 1.5 : 0),
        dashes: link.origins === 1 ? [5, 4] : false, hoverWidth: 1, selectionWidth: 0,
        color: { color: tint, highlight: tint, hover: paper.ink, opacity },
        smooth: link.rank ? { enabled: true, type: "curvedCW", roundness: 0.14 * link.rank } : false,
      };
    }

    function change(set, looks) {
      const stays = new Set(looks.map((look) => look.id));
      const gone = set.getIds().filter((id) => !stays.has(id));
      if (gone.length) set.remove(gone);
      set.update(looks);
    }

    function draw(shownNodes, shownLinks, chosen, lights) {
      learn();
      view.nodes = new Map(shownNodes.map((node) => [node.id, node]));
      const pairs = new Map();
      view.links = new Map(shownLinks.map((link) => {
        const pair = [link.source, link.target].sort().join(" ");
        pairs.set(pair, (pairs.has(pair) ? pairs.get(pair) : -1) + 1);
        return [link.id, { ...link, rank: pairs.get(pair) }];
      }));
      focus(chosen, lights);
    }

    function look() {
      change(nodes, [...view.nodes.values()].map(nodeLook));
      change(links, [...view.links.values()].map(linkLook));
    }

    function focus(chosen, lights) {
      view.chosen = chosen;
      view.focus = lights;
      look();
    }

    // --- labels -------------------------------------------------------------------------------
    function widthOf(ctx, words, font) {
      const key = `${font}|${words}`;
      if (!widths.has(key)) { ctx.font = font; widths.set(key, ctx.measureText(words).width); }
      return widths.get(key);
    }

    const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

    function importance(node) {
      if (node.id === view.chosen) return 1e6;
      if (node.id === view.hover) return 1e5;
      return node.radius + ({ group: 7, agency: 4 }[node.kind] || 0) + (view.focus !== null && lit(node.id) ? 1e3 : 0);
    }

    function spots(node, wide, tall, down) {
      const gap = 3;
      const middle = -wide / 2;
      return [
        [middle, down + gap], [middle, -down - gap - tall], [down + gap, -tall / 2], [-down - gap - wide, -tall / 2],
        [down * 0.6, down * 0.6 + gap], [-down * 0.6 - wide, down * 0.6 + gap],
        [down * 0.6, -down * 0.6 - gap - tall], [-down * 0.6 - wide, -down * 0.6 - gap - tall],
        [-wide * 0.25, down + gap], [-wide * 0.75, down + gap], [-wide * 0.25, -down - gap - tall], [-wide * 0.75, -down - gap - tall],
      ];
    }

    // Where everything stands on the screen, and what no label may cover.
    function survey(scale) {
      const screen = new Map();
      const taken = [];
      for (const node of view.nodes.values()) {
        const at = network.getPosition(node.id);
        const [x, y, r] = [at.x * scale, at.y * scale, node.radius * scale * 1.05];
        screen.set(node.id, [x, y, r]);
        const tight = r * 0.86;  // shapes leave the corners of their boxes free
        if (lit(node.id)) taken.push([x - tight, y - tight, x + tight, y + tight, r]);
      }
      const middle = network.getViewPosition();
      const [left, top] = [middle.x * scale - box.clientWidth / 2, middle.y * scale - box.clientHeight / 2];
      const inside = (rect) => rect[0] > left && rect[1] > top
        && rect[2] < left + box.clientWidth && rect[3] < top + box.clientHeight;
      return { screen, taken, inside };
    }

    // The label of a node where there is room for it, shorter for a hub that has none else.
    function seat(ctx, node, { screen, taken, inside }) {
      const [x, y, r] = screen.get(node.id);
      const hub = node.radius >= 15 || node.kind === "group";
      const large = node.radius > 17 || node.id === view.chosen;
      const forced = node.id === view.chosen || node.id === view.hover;
      const size = LETTERS + (large ? 1 : 0);
      const font = `${large ? 650 : 500} ${size}px ${FACE}`;
      const free = (rect) => inside(rect) && !taken.some((other) => meets(rect, other));
      // A hub without a name says nothing: it may cover nodes much smaller than itself.
      const over = (rect) => inside(rect) && !taken.some((other) => (other[4] || Infinity) > r * 0.6 && meets(rect, other));
      for (const length of forced ? [46] : hub ? [26, 15] : [26]) {
        const words = clip(node.short, length);
        const wide = widthOf(ctx, words, font);
        const rects = spots(node, wide, size, r).map(([dx, dy]) => [x + dx - 2, y + dy - 1, x + dx + wide + 2, y + dy + size + 1]);
        const rect = rects.find(free) || (hub ? rects.find(over) : null) || (forced ? rects[0] : null);
        if (rect) return { words, font, rect };
      }
      return null;
    }

    // Drawn in units of the screen, over what vis-network has drawn.
    function drawLabels(ctx) {
      const scale = network.getScale();
      const found = survey(scale);
      const named = (node) => lit(node.id) && (view.focus !== null || scale > 0.45 || node.radius > 13 || node.kind === "group");
      const order = [...view.nodes.values()].filter(named).sort((a, b) => importance(b) - importance(a));
      const ready = [];
      for (const node of order) {
        const label = seat(ctx, node, found);
        if (label) { found.taken.push(label.rect); ready.push(label); }
      }
      ctx.save();
      ctx.scale(1 / scale, 1 / scale);
      drawLinkLabels(ctx, found.screen, found.taken);
      Object.assign(ctx, { textBaseline: "top", textAlign: "left", lineJoin: "round", lineWidth: 3.5, strokeStyle: paper.halo, fillStyle: paper.ink });
      for (const { words, font, rect } of ready) { ctx.font = font; ctx.strokeText(words, rect[0] + 2, rect[1] + 1); }
      for (const { words, font, rect } of ready) { ctx.font = font; ctx.fillText(words, rect[0] + 2, rect[1] + 1); }
      ctx.restore();
      view.boxes = ready.length;
    }

    // Words on links only where few are lit: more would hide what they name.
    function drawLinkLabels(ctx, screen, taken) {
      if (view.focus === null || view.focus.links.size > 10) return;
      const font = `500 11px ${FACE}`;
      ctx.font = font;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineWidth = 4;
      ctx.lineJoin = "round";
      for (const id of view.focus.links) {
        const link = view.links.get(id);
        if (!link) continue;
        const words = clip(hooks.linkWords(link), 34);
        const [a, b] = [screen.get(link.source), screen.get(link.target)];
        const half = widthOf(ctx, words, font) / 2 + 2;
        for (const part of [0.5, 0.38, 0.62]) {
          const [x, y] = [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
          const rect = [x - half, y - 7, x + half, y + 7];
          if (taken.some((other) => meets(rect, other))) continue;
          taken.push(rect);
          ctx.strokeStyle = paper.halo;
          ctx.strokeText(words, x, y);
          ctx.fillStyle = paper.link;
          ctx.fillText(words, x, y);
          break;
        }
      }
    }

    // --- moving -------------------------------------------------------------------------------
    function fit(animate) {
      const all = [...view.nodes.values()];
      if (all.length === 0) return;
      const left = Math.min(...all.map((n) => n.x - n.radius));
      const right = Math.max(...all.map((n) => n.x + n.radius));
      const top = Math.min(...all.map((n) => n.y - n.radius));
      const low = Math.max(...all.map((n) => n.y + n.radius));
      const scale = Math.min((box.clientWidth - 150) / Math.max(right - left, 1), (box.clientHeight - 110) / Math.max(low - top, 1), 1.5);
      // A little lower than the middle stays free, for the line that counts.
      move({ position: { x: (left + right) / 2, y: (top + low) / 2 + 14 / scale }, scale: Math.max(scale, 0.05) }, animate);
    }

    function move(to, animate) {
      network.moveTo({ ...to, animation: animate && !calm.matches ? { duration: 350, easingFunction: "easeInOutCubic" } : false });
    }

    function show(id) {
      if (!view.nodes.has(id)) return;
      const at = network.canvasToDOM(network.getPosition(id));
      const inside = at.x > 60 && at.y > 50 && at.x < box.clientWidth - 60 && at.y < box.clientHeight - 60;
      if (!inside) move({ position: network.getPosition(id), scale: Math.max(network.getScale(), 0.8) }, true);
    }

    // The neighbour that lies most in a direction; any node where it has none there.
    function toward(id, dx, dy) {
      const from = network.getPosition(id);
      const near = new Set(network.getConnectedNodes(id));
      const best = (some) => {
        let found = null;
        let least = Infinity;
        for (const other of some) {
          if (other === id) continue;
          const at = network.getPosition(other);
          const [x, y] = [at.x - from.x, at.y - from.y];
          const along = x * dx + y * dy;
          const aside = Math.abs(x * dy - y * dx);
          if (along > 0 && aside <= along * 1.2 && along + 2 * aside < least) { least = along + 2 * aside; found = other; }
        }
        return found;
      };
      return best(near) || best(view.nodes.keys());
    }

    network.on("afterDrawing", drawLabels);
    network.on("click", (event) => {
      if (event.nodes.length) hooks.choose(event.nodes[0]);
      else if (event.edges.length) hooks.chooseLink(event.edges[0]);
      else hooks.choose(null);
    });
    network.on("doubleClick", (event) => { if (event.nodes.length) hooks.expand(event.nodes[0]); });
    network.on("dragEnd", (event) => {
      for (const id of event.nodes) Object.assign(view.nodes.get(id), network.getPosition(id));
    });
    const enter = (what) => (event) => {
      view.hover = what === "node" ? event.node : null;
      box.style.cursor = "pointer";
      hooks.hover(what, what === "node" ? view.nodes.get(event.node) : view.links.get(event.edge), event.pointer.DOM);
      network.redraw();
    };
    const leave = () => { view.hover = null; box.style.cursor = ""; hooks.hover(null); network.redraw(); };
    network.on("hoverNode", enter("node"));
    network.on("hoverEdge", enter("link"));
    network.on("blurNode", leave);
    network.on("blurEdge", leave);
    network.on("dragStart", leave);
    Net.marks.whenThemeChanges(() => { learn(); look(); });

    return {
      draw, focus, fit, show, toward,
      zoom: (factor) => move({ scale: network.getScale() * factor }, true),
      resize: () => network.setSize("100%", "100%"),
      labels: () => view.boxes,
      place: (id) => network.canvasToDOM(network.getPosition(id)),
      drawn: () => ({ nodes: nodes.length, links: links.length, words: count(nodes.length, "node") }),
    };
  }

  Net.canvas = { create };
})();
