// What the server has given: nodes and links, which of them are shown, which are lit; and where the
// server had put what the reader has moved.
"use strict";
window.Net = window.Net || {};

(() => {
  const { linkId } = Net.state;

  function create() {
    const held = { nodes: new Map(), links: new Map(), cut: 0, shown: { nodes: [], links: [] }, home: new Map(), moved: new Set() };
    let ties = null;

    held.take = (picture, state) => {
      held.nodes = new Map(picture.nodes.map((node) => [node.id, node]));
      held.links = new Map(picture.links.map((link) => [linkId(link), { ...link, id: linkId(link) }]));
      held.cut = picture.cut;
      held.home.clear();
      held.moved.clear();
      putPins(state);
    };

    // Pinned nodes stand where the reader has put them.
    function putPins(state) {
      for (const [id, at] of Net.state.pins(state)) {
        const node = held.nodes.get(id);
        if (!node) continue;
        held.noteHome(node);
        Object.assign(node, at);
      }
    }

    held.noteHome = (node) => { if (!held.home.has(node.id)) held.home.set(node.id, { x: node.x, y: node.y }); };

    held.show = (state) => {
      held.shown = Net.shown.of([...held.nodes.values()], [...held.links.values()], state);
      ties = null;
    };

    // The links of a node that are shown; found for all nodes at the first asking.
    held.linksOf = (id) => {
      if (!ties) {
        ties = new Map();
        for (const link of held.shown.links) {
          for (const end of [link.source, link.target]) {
            if (ties.has(end)) ties.get(end).push(link);
            else ties.set(end, [link]);
          }
        }
      }
      return ties.get(id) || [];
    };

    const lit = (links, ...ids) => ({
      nodes: new Set([...ids, ...links.flatMap((link) => [link.source, link.target])]),
      links: new Set(links.map(linkId)),
    });

    // What is lit: a way, or else a link with its ends, or a node with its links; null for all.
    held.lights = (chosen, way) => {
      if (way && way.length) return lit(way);
      if (held.links.has(chosen)) return lit([held.links.get(chosen)]);
      return held.nodes.has(chosen) ? lit(held.linksOf(chosen), chosen) : null;
    };

    return held;
  }

  Net.held = { create };
})();
