// Drawing for hundreds and thousands of nodes: a still ground (sigma.js on a graphics card, or else our own
// canvas), and above it what is lit, pins and labels. Pointer, wheel and fingers are handled here.
"use strict";
window.Net = window.Net || {};

(() => {
  const CALM = 120;
  const CLICK = 4;
  const TWICE = 320;
  const [FAR, NEAR] = [0.01, 6];

  const layer = (box, tag) => {
    const element = document.createElement(tag);
    element.className = "net-layer";
    box.append(element);
    return element;
  };

  // The ground where there is no graphics card.
  function flat(box, scene) {
    const canvas = layer(box, "canvas");
    const ctx = canvas.getContext("2d");
    const plate = Net.paint.plate((onto, scale, seen) => {
      const lights = scene.lights;
      scene.lights = null;
      Net.paint.links(onto, scene, scene.links.values(), scale, seen);
      Net.paint.nodes(onto, scene, scene.nodes.values(), scale, seen);
      scene.lights = lights;
    });
    return {
      element: canvas,
      set: plate.spoil, move: plate.spoil, resize: plate.spoil,
      draw(camera, moving, ratio) { fitTo(canvas, ctx, camera, ratio); plate.draw(ctx, camera, moving, ratio); },
      kill: () => canvas.remove(),
    };
  }

  function card(box, scene) {
    const element = layer(box, "div");
    const drawn = Net.gl.create(element, scene);
    return { ...drawn, element, kill() { drawn.kill(); element.remove(); } };
  }

  function fitTo(canvas, ctx, camera, ratio) {
    const [width, height] = [Math.round(camera.width * ratio), Math.round(camera.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, camera.width, camera.height);
  }

  function create(box, scene, labels, hooks, onCard) {
    const ground = (onCard ? card : flat)(box, scene);
    const over = layer(box, "canvas");
    const ctx = over.getContext("2d");
    const view = { x: 0, y: 0, scale: 1 };
    let waiting = 0;
    let settled = 0;
    let moving = false;
    let flight = 0;
    let due = 0;

    const camera = () => ({ ...view, width: box.clientWidth, height: box.clientHeight });
    const ratio = () => Math.min(window.devicePixelRatio || 1, 2);

    const lit = Net.paint.plate((onto, scale, seen) => {
      if (scene.lights === null) return;
      const own = (ids, all) => [...ids].map((id) => all.get(id)).filter(Boolean);
      Net.paint.links(onto, scene, own(scene.lights.links, scene.links), scale, seen);
      Net.paint.nodes(onto, scene, own(scene.lights.nodes, scene.nodes), scale, seen);
    });

    function frame() {
      waiting = 0;
      const at = camera();
      if (!at.width || !at.height) return;
      ground.draw(at, moving, ratio());
      ground.element.style.opacity = scene.lights === null ? "" : "0.16";
      fitTo(over, ctx, at, ratio());
      if (scene.lights !== null) lit.draw(ctx, at, moving, ratio());
      ctx.translate(at.width / 2 - at.x * at.scale, at.height / 2 - at.y * at.scale);
      drawHover(at.scale);
      labels.draw(ctx, at, moving);
      for (const id of scene.pins) if (scene.nodes.has(id)) Net.paint.pin(ctx, scene, scene.nodes.get(id), at.scale);
    }

    function drawHover(scale) {
      const ids = new Set([scene.hover, scene.lights === null ? null : scene.chosen]);
      const some = [...ids].map((id) => scene.nodes.get(id)).filter(Boolean);
      Net.paint.nodes(ctx, scene, some, scale, () => true);
      for (const node of some) {
        ctx.strokeStyle = scene.paper.ink;
        ctx.lineWidth = 1.5;
        ctx.beginPath();
        ctx.arc(node.x * scale, node.y * scale, node.radius * scale * 1.25 + 3, 0, 2 * Math.PI);
        ctx.stroke();
      }
    }

    const redraw = () => { if (!waiting) waiting = requestAnimationFrame(frame); };

    // After the frame that is next: what else that one shows, such as the panel, must not wait.
    function redrawLater() {
      clearTimeout(due);
      requestAnimationFrame(() => { due = setTimeout(redraw); });
    }

    function moves() {
      moving = true;
      clearTimeout(settled);
      settled = setTimeout(() => { moving = false; redraw(); }, CALM);
      redraw();
    }

    const limit = (scale) => Math.max(FAR, Math.min(NEAR, scale));

    function move(to, animate) {
      cancelAnimationFrame(flight);
      const aim = { ...view, ...(to.position || {}), scale: limit(to.scale || view.scale) };
      if (!animate) { Object.assign(view, aim); redraw(); return; }
      const from = { ...view };
      const begin = performance.now();
      const step = (now) => {
        const part = Math.min(1, Math.max(0, (now - begin) / 350));
        const eased = part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2;
        view.scale = from.scale * (aim.scale / from.scale) ** eased;
        for (const axis of ["x", "y"]) view[axis] = from[axis] + (aim[axis] - from[axis]) * eased;
        moves();
        if (part < 1) flight = requestAnimationFrame(step);
      };
      flight = requestAnimationFrame(step);
    }

    // --- pointer ----------------------------------------------------------------------------------
    const points = new Map();
    let pressed = null;
    let last = { at: 0, id: null };

    const spot = (event) => {
      const frameBox = over.getBoundingClientRect();
      return { x: event.clientX - frameBox.left, y: event.clientY - frameBox.top };
    };
    const onCanvas = ({ x, y }) => ({ x: view.x + (x - box.clientWidth / 2) / view.scale, y: view.y + (y - box.clientHeight / 2) / view.scale });

    function under(point) {
      const at = onCanvas(point);
      const node = scene.nodeAt(at.x, at.y, 3 / view.scale);
      return { node, link: node ? null : scene.linkAt(at.x, at.y, 4 / view.scale) };
    }

    function zoomAt(point, factor) {
      const before = onCanvas(point);
      view.scale = limit(view.scale * factor);
      const after = onCanvas(point);
      view.x += before.x - after.x;
      view.y += before.y - after.y;
      moves();
    }

    function down(event) {
      over.setPointerCapture(event.pointerId);
      const point = spot(event);
      points.set(event.pointerId, point);
      pressed = points.size === 1 ? { from: point, at: point, node: under(point).node, far: false } : null;
      hooks.hover(null);
    }

    function pan(point) {
      view.x -= (point.x - pressed.at.x) / view.scale;
      view.y -= (point.y - pressed.at.y) / view.scale;
      moves();
    }

    function drag(point) {
      Object.assign(pressed.node, onCanvas(point));
      scene.hover = pressed.node.id;
      lit.spoil();
      moves();
    }

    function pinch(event) {
      const [a, b] = [...points.values()];
      const apart = Math.hypot(a.x - b.x, a.y - b.y);
      points.set(event.pointerId, spot(event));
      const [c, d] = [...points.values()];
      zoomAt({ x: (c.x + d.x) / 2, y: (c.y + d.y) / 2 }, Math.hypot(c.x - d.x, c.y - d.y) / (apart || 1));
    }

    function moved(event) {
      if (points.size === 2 && points.has(event.pointerId)) { pinch(event); return; }
      const point = spot(event);
      if (!pressed) { if (event.pointerType === "mouse") hover(point); return; }
      pressed.far = pressed.far || Math.hypot(point.x - pressed.from.x, point.y - pressed.from.y) > CLICK;
      if (pressed.far && pressed.node) drag(point);
      else if (pressed.far) pan(point);
      pressed.at = point;
    }

    function hover(point) {
      const { node, link } = under(point);
      const id = node ? node.id : null;
      over.style.cursor = node || link ? "pointer" : "";
      hooks.hover(node ? "node" : link ? "link" : null, node || link, point);
      if (scene.hover !== id) { scene.hover = id; redraw(); }
    }

    function up(event) {
      points.delete(event.pointerId);
      const was = pressed;
      pressed = null;
      if (!was) return;
      if (was.far && was.node) { scene.moved(); ground.move(was.node); redraw(); hooks.dragged(was.node.id); return; }
      if (!was.far) click(was.at);
    }

    function click(point) {
      const { node, link } = under(point);
      const again = node && last.id === node.id && performance.now() - last.at < TWICE;
      last = { at: performance.now(), id: node ? node.id : null };
      if (again) hooks.expand(node.id);
      else if (node) hooks.choose(node.id);
      else if (link) hooks.chooseLink(link.id);
      else hooks.choose(null);
    }

    over.addEventListener("pointerdown", down);
    over.addEventListener("pointermove", moved);
    over.addEventListener("pointerup", up);
    over.addEventListener("pointercancel", (event) => { points.delete(event.pointerId); pressed = null; });
    over.addEventListener("pointerleave", () => { if (!pressed) { hooks.hover(null); if (scene.hover) { scene.hover = null; redraw(); } } });
    over.addEventListener("wheel", (event) => { event.preventDefault(); zoomAt(spot(event), Math.exp(-event.deltaY * 0.0014)); }, { passive: false });

    return {
      name: onCard ? "sigma" : "canvas", camera, redraw, move,
      set() { ground.set(); lit.spoil(); redraw(); },
      light() { lit.spoil(); redrawLater(); },
      place(node) { scene.moved(); ground.move(node); lit.spoil(); redraw(); },
      resize() { ground.resize(); lit.spoil(); redraw(); },
      kill() { clearTimeout(due); cancelAnimationFrame(waiting); cancelAnimationFrame(flight); clearTimeout(settled); ground.kill(); over.remove(); },
    };
  }

  Net.big = { create };
})();
