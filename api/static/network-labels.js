// The words beside nodes and on links: of the size of the screen, and none covers another.
"use strict";
window.Net = window.Net || {};

(() => {
  const { clip } = Net.marks;
  const FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";
  const LETTERS = 12.5;
  const CELL = 64;
  const MOST = 220;
  const TRIED = 900;
  const FEWEST = 14;
  const ALWAYS = new Set(["agency", "group", "district"]);

  const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  // What is taken on the screen, by cells.
  function table() {
    const cells = new Map();
    const each = (rect, act) => {
      for (let x = Math.floor(rect[0] / CELL); x <= Math.floor(rect[2] / CELL); x += 1) {
        for (let y = Math.floor(rect[1] / CELL); y <= Math.floor(rect[3] / CELL); y += 1) {
          if (act(x * 65536 + y)) return true;
        }
      }
      return false;
    };
    return {
      add: (rect) => each(rect, (key) => { const list = cells.get(key); if (list) list.push(rect); else cells.set(key, [rect]); return false; }),
      covers: (rect, counts = () => true) => each(rect, (key) => (cells.get(key) || []).some((other) => counts(other) && meets(rect, other))),
    };
  }

  function create(scene, linkWords) {
    const widths = new Map();
    let seats = [];
    let words = [];

    function widthOf(ctx, text, font) {
      const key = `${font}|${text}`;
      if (!widths.has(key)) {
        if (widths.size > 20_000) widths.clear();
        ctx.font = font;
        widths.set(key, ctx.measureText(text).width);
      }
      return widths.get(key);
    }

    function importance(node) {
      if (node.id === scene.chosen) return 1e6;
      if (node.id === scene.hover) return 1e5;
      return node.radius + ({ group: 7, agency: 4 }[node.kind] || 0) + (scene.lights !== null && scene.lit(node.id) ? 1e3 : 0);
    }

    function spots(wide, tall, down) {
      const gap = 3;
      const middle = -wide / 2;
      return [
        [middle, down + gap], [middle, -down - gap - tall], [down + gap, -tall / 2], [-down - gap - wide, -tall / 2],
        [down * 0.6, down * 0.6 + gap], [-down * 0.6 - wide, down * 0.6 + gap],
        [down * 0.6, -down * 0.6 - gap - tall], [-down * 0.6 - wide, -down * 0.6 - gap - tall],
        [-wide * 0.25, down + gap], [-wide * 0.75, down + gap], [-wide * 0.25, -down - gap - tall], [-wide * 0.75, -down - gap - tall],
      ];
    }

    // Which nodes may be named at this zoom: in a crowd those that much hangs on.
    function mayBeNamed(node, scale) {
      if (!scene.lit(node.id)) return false;
      if (scene.lights !== null && scene.lights.nodes.size < 120) return true;
      if (scene.isCrowd()) return scale > 1.1 || (ALWAYS.has(node.kind) && (scale > 0.45 || node.radius > 11));
      return scene.lights !== null || scale > 0.45 || node.radius > 13 || node.kind === "group";
    }

    // However small all is: a picture without a name says nothing.
    const mostOf = (some) => some.sort((a, b) => importance(b) - importance(a)).slice(0, FEWEST);

    // Where everything stands on the screen, and what no label may cover.
    function survey(camera) {
      const { scale } = camera;
      const taken = table();
      const [left, top] = [camera.x * scale - camera.width / 2, camera.y * scale - camera.height / 2];
      const [right, low] = [left + camera.width, top + camera.height];
      const [named, seen] = [[], []];
      for (const node of scene.nodes.values()) {
        const [x, y, r] = [node.x * scale, node.y * scale, node.radius * scale * 1.05];
        if (x < left - r || x > right + r || y < top - r || y > low + r) continue;
        const tight = r * 0.86;  // shapes leave the corners of their boxes free
        if (scene.lit(node.id)) taken.add([x - tight, y - tight, x + tight, y + tight, r]);
        if (mayBeNamed(node, scale)) named.push(node);
        else if (ALWAYS.has(node.kind)) seen.push(node);
      }
      if (scene.isCrowd() && scene.lights === null && named.length < FEWEST) named.push(...mostOf(seen));
      const inside = (rect) => rect[0] > left && rect[1] > top && rect[2] < right && rect[3] < low;
      return { taken, inside, named };
    }

    // The label of a node where there is room for it, shorter for a hub that has none else.
    function seat(ctx, node, scale, { taken, inside }) {
      const [x, y, r] = [node.x * scale, node.y * scale, node.radius * scale * 1.05];
      const hub = node.radius >= 15 || (node.kind === "group" && scale > 0.3);
      const large = node.radius > 17 || node.id === scene.chosen;
      const forced = node.id === scene.chosen || node.id === scene.hover;
      const size = LETTERS + (large ? 1 : 0);
      const font = `${large ? 650 : 500} ${size}px ${FACE}`;
      const free = (rect) => inside(rect) && !taken.covers(rect);
      // A hub without a name says nothing: it may cover nodes much smaller than itself.
      const over = (rect) => inside(rect) && !taken.covers(rect, (other) => (other[4] || Infinity) > r * 0.75);
      for (const length of forced ? [46] : hub ? [26, 15] : [26]) {
        const text = clip(node.short, length);
        const wide = widthOf(ctx, text, font);
        const rects = spots(wide, size, r).map(([dx, dy]) => [x + dx - 2, y + dy - 1, x + dx + wide + 2, y + dy + size + 1]);
        const rect = rects.find(free) || (hub ? rects.find(over) : null) || (forced ? rects[0] : null);
        if (rect) { taken.add(rect); return { node, text, font, dx: rect[0] + 2 - x, dy: rect[1] + 1 - y }; }
      }
      return null;
    }

    function find(ctx, camera) {
      const found = survey(camera);
      const order = found.named.map((node) => [importance(node), node]).sort((a, b) => b[0] - a[0]).slice(0, TRIED);
      seats = [];
      for (const [, node] of order) {
        const label = seat(ctx, node, camera.scale, found);
        if (label) seats.push(label);
        if (seats.length >= MOST) break;
      }
      words = findOnLinks(ctx, camera.scale, found.taken);
    }

    // Words on links only where few are lit: more would hide what they name.
    function findOnLinks(ctx, scale, taken) {
      if (scene.lights === null || scene.lights.links.size > 10) return [];
      const font = `500 11px ${FACE}`;
      const found = [];
      for (const id of scene.lights.links) {
        const link = scene.links.get(id);
        if (!link) continue;
        const text = clip(linkWords(link), 34);
        const [a, b] = [scene.nodes.get(link.source), scene.nodes.get(link.target)];
        const half = widthOf(ctx, text, font) / 2 + 2;
        for (const part of [0.5, 0.38, 0.62]) {
          const [x, y] = [(a.x + (b.x - a.x) * part) * scale, (a.y + (b.y - a.y) * part) * scale];
          const rect = [x - half, y - 7, x + half, y + 7];
          if (taken.covers(rect)) continue;
          taken.add(rect);
          found.push({ a, b, part, text, font });
          break;
        }
      }
      return found;
    }

    // The context stands so that a node at (x, y) is at (x * scale, y * scale).
    function draw(ctx, camera, moving) {
      const { scale } = camera;
      if (!moving) find(ctx, camera);
      ctx.save();
      Object.assign(ctx, { lineJoin: "round", lineWidth: 4, strokeStyle: scene.paper.halo, fillStyle: scene.paper.link, textAlign: "center", textBaseline: "middle" });
      for (const { a, b, part, text, font } of words) {
        const [x, y] = [(a.x + (b.x - a.x) * part) * scale, (a.y + (b.y - a.y) * part) * scale];
        ctx.font = font;
        ctx.strokeText(text, x, y);
        ctx.fillText(text, x, y);
      }
      Object.assign(ctx, { textBaseline: "top", textAlign: "left", lineWidth: 3.5, fillStyle: scene.paper.ink });
      for (const act of ["strokeText", "fillText"]) {
        for (const { node, text, font, dx, dy } of seats) { ctx.font = font; ctx[act](text, node.x * scale + dx, node.y * scale + dy); }
      }
      ctx.restore();
    }

    return { draw, count: () => seats.length };
  }

  Net.labels = { create };
})();
