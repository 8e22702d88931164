// Nodes and links on a canvas of two dimensions, many at once; and a plate that keeps what was
// painted, so that moving the picture copies pixels instead of painting anew.
"use strict";
window.Net = window.Net || {};

(() => {
  const { corners } = Net.marks;
  const RUN = 300;
  const MARGIN = 0.4;
  const TINY = 1.6;
  const EVENTS = new Set(["clearance", "survey", "meeting"]);

  function groups(items, keyOf) {
    const found = new Map();
    for (const item of items) {
      const key = keyOf(item);
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(item);
    }
    return found;
  }

  function line(ctx, a, b, bend, scale) {
    const [ax, ay, bx, by] = [a.x * scale, a.y * scale, b.x * scale, b.y * scale];
    ctx.moveTo(ax, ay);
    if (!bend) { ctx.lineTo(bx, by); return; }
    const off = 0.14 * bend;
    ctx.quadraticCurveTo((ax + bx) / 2 + (by - ay) * off, (ay + by) / 2 - (bx - ax) * off, bx, by);
  }

  // Links of one look are one stroke, so far as the strokes stay short.
  function links(ctx, scene, some, scale, seen) {
    const drawn = [];
    for (const link of some) {
      const [a, b] = [scene.nodes.get(link.source), scene.nodes.get(link.target)];
      if (!a || !b || !seen(a, b)) continue;
      drawn.push({ a, b, look: scene.linkLook(link) });
    }
    const styles = groups(drawn, ({ look }) => `${look.tint} ${look.opacity.toFixed(2)} ${Math.max(0.5, Math.round(look.width * scale * 2) / 2)} ${look.dashed}`);
    for (const [style, group] of styles) {
      const { look } = group[0];
      ctx.strokeStyle = look.tint;
      ctx.globalAlpha = look.opacity;
      ctx.lineWidth = Number(style.split(" ").at(-2));
      ctx.setLineDash(look.dashed ? [4 + ctx.lineWidth, 3 + ctx.lineWidth] : []);
      for (let from = 0; from < group.length; from += RUN) {
        ctx.beginPath();
        for (const { a, b, look: { bend } } of group.slice(from, from + RUN)) line(ctx, a, b, bend, scale);
        ctx.stroke();
      }
    }
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }

  function outline(ctx, shape, x, y, radius) {
    if (shape === "dot") { ctx.moveTo(x + radius, y); ctx.arc(x, y, radius, 0, 2 * Math.PI); return; }
    const points = corners(shape, x, y, radius);
    ctx.moveTo(...points[0]);
    for (const point of points.slice(1)) ctx.lineTo(...point);
    ctx.closePath();
  }

  function nodes(ctx, scene, some, scale, seen) {
    const inside = [...some].filter((node) => seen(node, node));
    for (const [, group] of groups(inside, (node) => `${node.kind} ${node.id === scene.chosen}`)) {
      const look = scene.nodeLook(group[0]);
      Object.assign(ctx, { fillStyle: look.fill, strokeStyle: look.edge, lineWidth: look.border * Math.min(1, Math.max(scale, 0.35)) });
      for (let from = 0; from < group.length; from += RUN) {
        ctx.beginPath();
        for (const node of group.slice(from, from + RUN)) {
          const radius = Math.max(node.radius * scale, EVENTS.has(node.kind) ? 0.9 : 2.4);
          if (radius < TINY) ctx.rect(node.x * scale - radius, node.y * scale - radius, 2 * radius, 2 * radius);
          else outline(ctx, look.shape, node.x * scale, node.y * scale, radius);
        }
        if (look.hollow || scale > 0.3) ctx.stroke();
        ctx.fill();
      }
    }
  }

  // A pin beside a node: a head and a needle, whatever the colour of the node is.
  function pin(ctx, scene, node, scale) {
    const [x, y] = [node.x * scale + node.radius * scale * 0.75 + 2, node.y * scale - node.radius * scale * 0.75 - 2];
    Object.assign(ctx, { strokeStyle: scene.paper.ink, fillStyle: scene.paper.ink, lineWidth: 1.6, lineCap: "round" });
    ctx.beginPath();
    ctx.moveTo(x - 5, y + 6);
    ctx.lineTo(x, y);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x + 1.5, y - 2, 3.6, 0, 2 * Math.PI);
    ctx.fill();
    Object.assign(ctx, { strokeStyle: scene.paper.halo, lineWidth: 1 });
    ctx.stroke();
  }

  function sight(camera, wide) {
    const [x, y] = [(camera.width / camera.scale) * wide, (camera.height / camera.scale) * wide];
    const box = [camera.x - x, camera.y - y, camera.x + x, camera.y + y];
    return (a, b) => Math.max(a.x, b.x) >= box[0] && Math.min(a.x, b.x) <= box[2]
      && Math.max(a.y, b.y) >= box[1] && Math.min(a.y, b.y) <= box[3];
  }

  function plate(paint) {
    const canvas = document.createElement("canvas");
    const ctx = canvas.getContext("2d");
    let kept = null;

    function fill(camera, ratio) {
      const [width, height] = [camera.width * (1 + 2 * MARGIN), camera.height * (1 + 2 * MARGIN)].map(Math.ceil);
      if (canvas.width !== width * ratio || canvas.height !== height * ratio) Object.assign(canvas, { width: width * ratio, height: height * ratio });
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, canvas.width, canvas.height);
      ctx.setTransform(ratio, 0, 0, ratio, ratio * (width / 2 - camera.x * camera.scale), ratio * (height / 2 - camera.y * camera.scale));
      paint(ctx, camera.scale, sight(camera, 0.5 + MARGIN + 0.1));
      kept = { x: camera.x, y: camera.y, scale: camera.scale, width, height };
    }

    // Whether the view has come to the edge of what was painted.
    function isShort(camera) {
      const zoom = camera.scale / kept.scale;
      const [dx, dy] = [Math.abs(camera.x - kept.x) * kept.scale, Math.abs(camera.y - kept.y) * kept.scale];
      return dx + camera.width / zoom / 2 > kept.width / 2 + 1 || dy + camera.height / zoom / 2 > kept.height / 2 + 1;
    }

    function draw(onto, camera, moving, ratio) {
      if (!kept || (!moving && (kept.scale !== camera.scale || isShort(camera)))) fill(camera, ratio);
      else if (moving && kept.scale === camera.scale && isShort(camera)) fill(camera, ratio);
      const zoom = camera.scale / kept.scale;
      const [width, height] = [kept.width * zoom, kept.height * zoom];
      const left = camera.width / 2 + (kept.x - camera.x) * camera.scale - width / 2;
      const top = camera.height / 2 + (kept.y - camera.y) * camera.scale - height / 2;
      onto.drawImage(canvas, left, top, width, height);
    }

    return { draw, spoil: () => { kept = null; } };
  }

  Net.paint = { links, nodes, pin, plate, sight };
})();
