// Drawing by vis-network, for pictures of up to 300 nodes.
"use strict";
window.Net = window.Net || {};

(() => {
  function create(box, scene, labels, options, hooks) {
    const nodes = new vis.DataSet();
    const links = new vis.DataSet();
    const frame = document.createElement("div");
    frame.className = "net-layer";
    box.append(frame);
    const network = new vis.Network(frame, { nodes, edges: links }, {
      ...options,
      // What is chosen is drawn by the scene: a selection of vis's own would draw all once more before.
      interaction: { ...options.interaction, tooltipDelay: 1e6, selectable: false },
    });
    // vis makes its frame a stop of the Tab key; keys are handled around it, on the stage.
    frame.querySelector(".vis-network").tabIndex = -1;

    function nodeLook(node) {
      const { shape, radius, fill, edge, border, opacity } = scene.nodeLook(node);
      const colours = { background: fill, border: edge };
      return {
        id: node.id, x: node.x, y: node.y, shape, size: radius * (shape === "square" ? 0.88 : 1), borderWidth: border, opacity,
        color: { ...colours, highlight: colours, hover: { background: fill, border: scene.paper.ink } },
      };
    }

    function linkLook(link) {
      const { tint, width, opacity, dashed, bend } = scene.linkLook(link);
      return {
        id: link.id, from: link.source, to: link.target, width, dashes: dashed ? [5, 4] : false, hoverWidth: 1, selectionWidth: 0,
        color: { color: tint, highlight: tint, hover: scene.paper.ink, opacity },
        smooth: bend ? { enabled: true, type: "curvedCW", roundness: 0.14 * bend } : false,
      };
    }

    // What looks as before is not given to vis again: each it is given costs it a measuring. What is
    // only lit otherwise needs none: vis reads that at each drawing.
    function change(set, looks, drawn, shine) {
      const stays = new Set(looks.map((look) => look.id));
      const gone = set.getIds().filter((id) => !stays.has(id));
      if (gone.length) set.remove(gone);
      for (const id of gone) drawn.delete(id);
      const others = looks.filter((look) => {
        const written = JSON.stringify(look, (key, value) => (key === "opacity" ? undefined : value));
        const isOther = drawn.get(look.id) !== written;
        drawn.set(look.id, written);
        if (!isOther) shine(look);
        return isOther;
      });
      if (others.length) set.update(others);
    }

    const shineNode = ({ id, opacity }) => { network.body.nodes[id].options.opacity = opacity; };
    const shineLink = ({ id, color }) => { network.body.edges[id].options.color.opacity = color.opacity; };

    const drawn = { nodes: new Map(), links: new Map() };
    let due = 0;

    // vis draws all once for each set that it is given: it is let draw when it has both.
    const tell = (what) => network.body.emitter.emit(what);
    function set() {
      clearTimeout(due);
      tell("_blockRedraw");
      change(nodes, [...scene.nodes.values()].map(nodeLook), drawn.nodes, shineNode);
      change(links, [...scene.links.values()].map(linkLook), drawn.links, shineLink);
      tell("_allowRedraw");
      network.redraw();
    }

    // After the frame that is next: what else that one shows, such as the panel, must not wait.
    function lightLater() {
      clearTimeout(due);
      requestAnimationFrame(() => { due = setTimeout(set); });
    }

    function camera() {
      const { x, y } = network.getViewPosition();
      return { x, y, scale: network.getScale(), width: frame.clientWidth, height: frame.clientHeight };
    }

    // vis draws in units of the canvas; labels and pins in those of the screen.
    function drawWords(ctx) {
      const at = camera();
      ctx.save();
      ctx.scale(1 / at.scale, 1 / at.scale);
      labels.draw(ctx, at, false);
      for (const id of scene.pins) if (scene.nodes.has(id)) Net.paint.pin(ctx, scene, scene.nodes.get(id), at.scale);
      ctx.restore();
    }

    network.on("afterDrawing", drawWords);
    const nodeOf = (event) => network.getNodeAt(event.pointer.DOM);
    network.on("click", (event) => {
      const node = nodeOf(event);
      const link = node === undefined ? network.getEdgeAt(event.pointer.DOM) : undefined;
      if (link !== undefined) hooks.chooseLink(link);
      else hooks.choose(node ?? null);
    });
    network.on("doubleClick", (event) => { const node = nodeOf(event); if (node !== undefined) hooks.expand(node); });
    network.on("dragEnd", (event) => {
      for (const id of event.nodes) { Object.assign(scene.nodes.get(id), network.getPosition(id)); drawn.nodes.delete(id); hooks.dragged(id); }
      network.unselectAll();
    });
    const enter = (what) => (event) => {
      scene.hover = what === "node" ? event.node : null;
      box.style.cursor = "pointer";
      hooks.hover(what, what === "node" ? scene.nodes.get(event.node) : scene.links.get(event.edge), event.pointer.DOM);
      network.redraw();
    };
    const leave = () => { scene.hover = null; box.style.cursor = ""; hooks.hover(null); network.redraw(); };
    network.on("hoverNode", enter("node"));
    network.on("hoverEdge", enter("link"));
    network.on("blurNode", leave);
    network.on("blurEdge", leave);
    network.on("dragStart", leave);

    return {
      name: "vis", set, light: lightLater, camera,
      redraw: () => network.redraw(),
      move: (to, animate) => network.moveTo({ ...to, animation: animate ? { duration: 350, easingFunction: "easeInOutCubic" } : false }),
      place(node) { drawn.nodes.delete(node.id); nodes.update({ id: node.id, x: node.x, y: node.y }); },
      resize: () => network.setSize("100%", "100%"),
      kill() { clearTimeout(due); network.destroy(); frame.remove(); },
    };
  }

  Net.vis = { create };
})();
