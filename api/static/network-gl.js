// Nodes and links by sigma.js, on the graphics card. It only draws: places, camera, pointer, labels
// and what is lit are those of network-big.js.
"use strict";
window.Net = window.Net || {};

(() => {
  const SCRIPTS = ["/static/vendor/graphology.umd.min.js", "/static/vendor/sigma.min.js"];
  const HOLE = " hole";
  const HEXAGON = `float sdf_hexagon(vec2 uv, float size) {
    const vec3 k = vec3(-0.866025404, 0.5, 0.577350269);
    float r = size * 0.866025404;
    vec2 p = abs(uv);
    p -= 2.0 * min(dot(k.xy, p), 0.0) * k.xy;
    p -= vec2(clamp(p.x, -k.z * r, k.z * r), r);
    return length(p) * sign(p.y);
  }`;
  const STAR = `float sdf_star(vec2 uv, float size) {
    const float turn = 1.256637061;
    float angle = abs(mod(atan(uv.x, uv.y) + turn / 2.0, turn) - turn / 2.0);
    vec2 p = length(uv) * vec2(cos(angle), sin(angle));
    vec2 tip = vec2(size, 0.0);
    vec2 dent = size * 0.44 * vec2(cos(turn / 2.0), sin(turn / 2.0));
    vec2 side = dent - tip;
    vec2 off = p - tip;
    float along = clamp(dot(off, side) / dot(side, side), 0.0, 1.0);
    return length(off - side * along) * sign(off.x * side.y - off.y * side.x);
  }`;
  const DOWN = `float sdf_down(vec2 uv, float size) {
    const float k = 1.732050808;
    float r = size * k / 2.0;
    vec2 p = vec2(abs(uv.x) - r, -uv.y + r / k);
    if (p.x + k * p.y > 0.0) p = vec2(p.x - k * p.y, -k * p.x - p.y) / 2.0;
    p.x -= clamp(p.x, -2.0 * r, 0.0);
    return -length(p) * sign(p.y);
  }`;
  const NAMES = { dot: "circle", square: "square", triangle: "triangle", diamond: "diamond", hexagon: "hexagon", star: "star", triangleDown: "down" };
  // Shapes of one area look alike large: as the corners in network-marks.js.
  const SIZES = { dot: 1, square: 0.9, triangle: 1.2, diamond: 1.2, hexagon: 1.1, star: 1.25, triangleDown: 1.2 };

  // A card, not a processor that plays one: there our own canvas is faster.
  function isThere() {
    if (window.Net.prefer) return window.Net.prefer === "gl";
    const probe = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
    if (probe === null) return false;
    const name = nameOf(probe);
    probe.getExtension("WEBGL_lose_context")?.loseContext();
    return !/swiftshader|llvmpipe|software/i.test(name);
  }

  function nameOf(probe) {
    const about = probe.getExtension("WEBGL_debug_renderer_info");
    return about ? String(probe.getParameter(about.UNMASKED_RENDERER_WEBGL)) : "";
  }

  const script = (address) => new Promise((done, fail) => {
    const element = document.createElement("script");
    Object.assign(element, { src: address, async: false, onload: done, onerror: () => fail(new Error(`${address} did not load`)) });
    document.head.append(element);
  });

  let loading = null;
  const load = () => { loading = loading || Promise.all(SCRIPTS.map(script)); return loading; };

  function primitives() {
    const draw = Sigma.rendering;
    const own = (name, glsl, inradiusFactor) => ({ name, glsl, inradiusFactor, uniforms: [] });
    return {
      nodes: {
        shapes: [draw.sdfCircle(), draw.sdfSquare(), draw.sdfTriangle(), draw.sdfDiamond(),
          own("hexagon", HEXAGON, 0.866), own("star", STAR, 0.4), own("down", DOWN, 0.5)],
        layers: [draw.layerFill()],
      },
      edges: {
        paths: [draw.pathLine()],
        // Dashed is a line with gaps painted over it.
        layers: [draw.layerPlain(), draw.layerDashed({ dashColor: { attribute: "gapColor" }, dashSize: { attribute: "gap", default: 0, mode: "pixels" }, gapSize: { attribute: "dash", default: 0, mode: "pixels" } })],
      },
    };
  }

  const ask = (name) => ({ attribute: name });
  const STYLES = {
    nodes: [{ x: ask("x"), y: ask("y"), size: ask("size"), color: ask("color"), shape: ask("shape"), zIndex: ask("zIndex"), label: "" }],
    edges: [{ size: ask("size"), color: ask("color"), opacity: ask("opacity"), label: "" }],
  };

  function create(box, scene) {
    const graph = new graphology.Graph({ multi: true, type: "undirected" });
    const sigma = new Sigma(graph, box, {
      primitives: primitives(),
      styles: STYLES,
      settings: {
        autoRescale: false, renderLabels: false, renderEdgeLabels: false, enableEdgeEvents: false, itemSizesReference: "screen",
        zoomToSizeRatioFunction: (ratio) => ratio,
        allowInvalidContainer: true, minEdgeThickness: 0.6, doubleClickZoomingRatio: 1,
      },
    });

    function set() {
      graph.clear();
      for (const node of scene.nodes.values()) {
        const look = scene.nodeLook(node);
        const at = { x: node.x, y: -node.y, shape: NAMES[look.shape], zIndex: node.radius };
        const size = node.radius * SIZES[look.shape];
        graph.addNode(node.id, { ...at, size, color: look.tint });
        if (look.hollow) graph.addNode(node.id + HOLE, { ...at, zIndex: at.zIndex + 0.1, size: size * 0.62, color: scene.paper.halo });
      }
      for (const link of scene.links.values()) {
        const look = scene.linkLook(link);
        graph.addEdgeWithKey(link.id, link.source, link.target, {
          size: look.width, color: look.tint, opacity: look.opacity, gapColor: scene.paper.halo, gap: look.dashed ? 4 : 0, dash: look.dashed ? 5 : 0 });
      }
      sigma.refresh();
    }

    function move(node) {
      for (const id of [node.id, node.id + HOLE]) if (graph.hasNode(id)) graph.mergeNodeAttributes(id, { x: node.x, y: -node.y });
    }

    // Without rescaling a unit is a pixel and the middle is the middle; sigma counts in shares of the longer side.
    function draw(camera) {
      const side = Math.max(camera.width, camera.height);
      sigma.getCamera().setState({ x: 0.5 + camera.x / side, y: 0.5 - camera.y / side, ratio: 1 / camera.scale, angle: 0 });
    }

    return { set, move, draw, resize: () => { sigma.resize(true); sigma.refresh(); }, kill: () => sigma.kill() };
  }

  Net.gl = { isThere, load, create };
})();
