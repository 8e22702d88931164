// What of a picture is shown: by kind, by origins, near places and bodies, and not hidden.
"use strict";
window.Net = window.Net || {};

(() => {
  const BY_ORIGIN = { single: (link) => link.origins === 1, confirmed: (link) => link.origins > 1 };

  function of(nodes, links, state) {
    const hidden = new Set(state.hide);
    const ok = (node) => !hidden.has(node.id) && (state.types === null || state.types.includes(node.kind));
    const byOrigin = BY_ORIGIN[state.origins];
    const beside = near(links, state);
    let some = nodes.filter((node) => ok(node) && (!beside || beside.has(node.id)));
    const ids = new Set(some.map((node) => node.id));
    const ties = links.filter((link) => ids.has(link.source) && ids.has(link.target) && (!byOrigin || byOrigin(link)));
    if (byOrigin) {
      const tied = new Set(ties.flatMap((link) => [link.source, link.target]));
      some = some.filter((node) => tied.has(node.id));
    }
    return { nodes: some, links: ties };
  }

  // What is linked with one of the places asked for and one of the bodies, or is one; null for all.
  function near(links, state) {
    const around = (ids) => new Set(links.filter((link) => ids.includes(link.source) || ids.includes(link.target)).flatMap((link) => [link.source, link.target]).concat(ids));
    const groups = [state.place, state.by].filter((ids) => ids.length).map(around);
    return groups.length ? new Set([...groups[0]].filter((id) => groups.every((group) => group.has(id)))) : null;
  }

  Net.shown = { of };
})();
