// The picture: shapes coloured by their step, names where there is room, a walk by arrow keys.
// All words are set as text; colours stand in map.css, by the classes that shapes have.
"use strict";
window.Atlas = window.Atlas || {};

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const CALM = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const VIEWS = {
    azerbaijan: { most: [[35.1, 38.1], [45.4, 56.9]], first: null },
    world: { most: [[-75, -200], [84, 200]], first: [[-50, -125], [70, 155]] },
  };
  const SIDE = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const RANKS = { none: 0, unknown: 0.5, wide: 0.4, 0: 0.6 };
  const TOLD = 4; // from this step on
  const fetched = new Map();

  function shapesOf(address) {
    if (!fetched.has(address)) {
      fetched.set(address, window.asking.reach(address).then((answer) => {
        if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
        return answer.json();
      }).catch((fault) => { fetched.delete(address); throw fault; }));
    }
    return fetched.get(address);
  }

  function hatch() {
    const make = (name, attributes) => {
      const node = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      return node;
    };
    const pattern = make("pattern", { id: "map-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(make("rect", { width: 7, height: 7, class: "map-hatch-ground" }), make("line", { x1: 0, y1: 0, x2: 0, y2: 7, class: "map-hatch-line" }));
    const dots = make("pattern", { id: "map-dots", width: 7, height: 7, patternUnits: "userSpaceOnUse" });
    dots.append(make("rect", { width: 7, height: 7, class: "map-hatch-ground" }), make("circle", { cx: 3.5, cy: 3.5, r: 1, class: "map-dot" }));
    const defs = make("defs", {});
    defs.append(pattern, dots);
    return defs;
  }

  class Canvas {
    constructor(stage, tip, chosen) {
      this.stage = stage;
      this.tip = tip;
      this.chosen = chosen;
      this.data = null;
      this.paths = new Map();
      this.names = new Map();
      this.at = null;
      this.map = L.map(stage, {
        zoomControl: false, attributionControl: false, keyboard: false, scrollWheelZoom: false,
        zoomSnap: 0.25, zoomDelta: 0.75, maxBoundsViscosity: 1, boxZoom: false,
        zoomAnimation: !CALM, fadeAnimation: false, markerZoomAnimation: !CALM, inertia: !CALM,
        renderer: L.svg({ padding: 1 }),
      });
      for (const [name, order] of [["ground", 390], ["marks", 450], ["names", 460]]) {
        this.map.createPane(name).classList.add(`map-pane-${name}`);
        this.map.getPane(name).style.zIndex = order;
      }
      this.map.on("zoomend", () => this.place());
      stage.addEventListener("pointerdown", () => this.map.scrollWheelZoom.enable());
      stage.addEventListener("mouseleave", () => { this.map.scrollWheelZoom.disable(); this.hush(); });
      stage.addEventListener("keydown", (event) => this.walk(event));
      stage.removeAttribute("tabindex");
      this.watch = new ResizeObserver(() => this.resized());
      this.watch.observe(stage);
    }

    // --- what is drawn ----------------------------------------------------------------------------
    async show(data) {
      this.late = null;
      if (!this.stage.offsetWidth) { this.late = data; return; }  // behind a tab: drawn when seen
      const files = Object.entries(data.files);
      const answers = await Promise.all(files.map(([, address]) => shapesOf(address)));
      const file = Object.fromEntries(files.map(([name], number) => [name, answers[number]]));
      const fresh = this.data === null || this.data.region !== data.region;
      const narrowed = fresh || this.inside(this.data).join() !== this.inside(data).join();
      this.data = data;
      if (fresh) this.draw(file.districts || file.countries, file.around);
      for (const key of this.paths.keys()) this.dress(key);
      if (narrowed) this.fit();
      this.mark("selected", data.lit);
      this.place();
      this.stage.dataset.drawn = data.region;
    }

    draw(shapes, around) {
      this.map.eachLayer((layer) => layer.remove());
      this.paths.clear();
      this.names.clear();
      this.marks = {};
      const view = VIEWS[this.data.region];
      this.map.setMinZoom(0);
      this.map.setMaxBounds(null);
      this.home = view.first === null ? L.geoJSON(shapes).getBounds() : L.latLngBounds(view.first);
      this.map.fitBounds(this.home, { animate: false });
      const ground = L.svg({ padding: 1, pane: "ground" });
      if (around) {
        const land = L.geoJSON(around, { pane: "ground", renderer: ground, interactive: false, style: { className: "map-around" } });
        land.addTo(this.map);
        for (const shape of around.features) this.name(shape, "map-name map-name-around");
      }
      this.layer = L.geoJSON(shapes, { style: { className: "map-shape", weight: 1 }, onEachFeature: (shape, path) => this.paths.set(shape.id, path) });
      this.layer.addTo(this.map);
      this.stage.querySelector(".leaflet-overlay-pane svg").prepend(hatch());
      for (const [key, path] of this.paths) this.listen(key, path);
      for (const shape of shapes.features) this.name(shape, "map-name");
      this.map.setMaxBounds(view.most);
      this.limit();
    }

    listen(key, path) {
      const node = path.getElement();
      node.setAttribute("role", "button");
      node.dataset.key = key;
      path.on("click", (event) => { L.DomEvent.stop(event); this.chosen(key); });
      path.on("mousemove", (event) => this.tell(key, event.containerPoint));
      path.on("mouseout", () => this.hush());
      node.addEventListener("focus", () => { this.at = key; this.tabs(); this.mark("focused", key); this.reveal(key); });
      node.addEventListener("blur", () => { this.mark("focused", null); this.hush(); });
    }

    dress(key) {
      const node = this.paths.get(key).getElement();
      const told = this.data.shapes[key] || { label: key, step: "none", words: "", note: "", out: false };
      const out = told.out ? " map-out" : "";
      node.setAttribute("class", `map-shape leaflet-interactive step-${told.step}${out}`);
      node.setAttribute("aria-label", [`${told.label}: ${told.words}`, told.note].filter(Boolean).join(". "));
      node.setAttribute("aria-pressed", String(key === this.data.selected));
      const name = this.names.get(key);
      if (name) {
        name.span.textContent = told.label;
        name.node.classList.toggle("map-on-dark", told.step >= "4" && told.step <= "9" && !told.out);
      }
    }

    name(shape, kind) {
      if (!shape.properties.at) return;
      const span = document.createElement("span");
      span.textContent = shape.properties.name;
      const at = L.latLng(shape.properties.at[1], shape.properties.at[0]);
      const marker = L.marker(at, { pane: "names", interactive: false, keyboard: false, icon: L.divIcon({ className: kind, html: span, iconSize: null }) });
      marker.addTo(this.map);
      this.names.set(shape.id, { span, at, node: marker.getElement(), bounds: L.geoJSON(shape).getBounds() });
      marker.getElement().setAttribute("aria-hidden", "true");
    }

    // A second outline above all others, since moving the shape itself would lose its focus.
    mark(kind, key) {
      if (this.marks[kind]) this.marks[kind].remove();
      this.marks[kind] = null;
      const path = this.paths.get(key);
      if (!path) return;
      this.marks[kind] = L.geoJSON(path.toGeoJSON(), { pane: "marks", interactive: false, style: { className: `map-mark map-${kind}`, fill: false } }).addTo(this.map);
    }

    light(key) {
      if (!this.data) return;
      this.data = { ...this.data, selected: key, lit: this.paths.has(key) ? key : null };
      for (const each of this.paths.keys()) this.paths.get(each).getElement().setAttribute("aria-pressed", String(each === key));
      this.mark("selected", this.data.lit);
      if (this.data.lit) { this.reveal(key, false); this.at = key; }
      this.tabs();
      this.place();
    }

    // --- names where there is room ----------------------------------------------------------------
    place() {
      if (!this.data || !this.names.size) return;
      const rank = (key) => {
        const told = this.data.shapes[key];
        if (!told) return -2;
        return (key === this.data.lit ? 100 : 0) + (told.out ? -1 : RANKS[told.step] ?? Number(told.step));
      };
      const taken = [];
      for (const key of [...this.names.keys()].sort((a, b) => rank(b) - rank(a))) {
        const { span, at, node, bounds } = this.names.get(key);
        const point = this.map.latLngToLayerPoint(at);
        const [west, east] = [bounds.getWest(), bounds.getEast()].map((lng) => this.map.latLngToLayerPoint([at.lat, lng]).x);
        const width = span.offsetWidth;
        const box = [point.x - width / 2 - 2, point.y - 9, point.x + width / 2 + 2, point.y + 9];
        const free = taken.every((other) => box[0] > other[2] || other[0] > box[2] || box[1] > other[3] || other[1] > box[3]);
        // What much is told of is named although its name is wider than it is.
        const fits = (east - west) * 1.05 > width;
        const roomy = key === this.data.lit || !this.data.shapes[key] || rank(key) >= TOLD || fits;
        node.classList.toggle("map-over", !fits);
        const wanted = this.data.region === "azerbaijan" || rank(key) > 0;
        const edge = this.map.layerPointToContainerPoint(L.point(box[0], box[1]));
        const whole = edge.x >= 0 && edge.x + box[2] - box[0] <= this.stage.offsetWidth;
        const shown = free && roomy && wanted && (whole || Boolean(this.data.shapes[key]));
        node.classList.toggle("map-unseen", !shown);
        if (shown) taken.push(box);
      }
    }

    // --- where one looks --------------------------------------------------------------------------
    inside(data) {
      return Object.keys(data.shapes).filter((key) => !data.shapes[key].out).sort();
    }

    fit() {
      const inside = this.inside(this.data);
      const all = inside.length === 0 || inside.length === this.paths.size;
      const some = () => L.featureGroup(inside.map((key) => this.paths.get(key)).filter(Boolean)).getBounds();
      this.map.fitBounds(all ? this.home : some(), { paddingTopLeft: [14, this.data.region === "world" ? 14 : 46], paddingBottomRight: [14, 14], maxZoom: 9.5, animate: false });
    }

    limit() {
      this.map.setMinZoom(Math.max(0, this.map.getBoundsZoom(this.home, false, L.point(14, 14)) - 0.5));
    }

    resized() {
      if (!this.stage.offsetWidth) return;
      this.map.invalidateSize({ animate: false });
      if (this.late) { this.show(this.late).then(() => this.tabs()); return; }
      if (!this.data) return;
      this.map.setMinZoom(0);
      this.fit();
      this.limit();
      this.place();
    }

    reveal(key, speak = true) {
      const path = this.paths.get(key);
      if (!path) return;
      const centre = this.centre(key);
      if (!this.map.getBounds().pad(-0.03).contains(centre)) this.map.panTo(centre, { animate: !CALM });
      if (speak) this.tell(key, this.map.latLngToContainerPoint(centre));
    }

    zoom(by) { this.map.setZoom(this.map.getZoom() + by); }

    centre(key) {
      const name = this.names.get(key);
      return name ? name.at : this.paths.get(key).getBounds().getCenter();
    }

    // --- what is told of what one points at -------------------------------------------------------
    tell(key, point) {
      const told = this.data.shapes[key];
      if (!told) return;
      const label = document.createElement("b");
      label.textContent = told.label;
      const words = document.createElement("span");
      words.textContent = told.words;
      const lines = [label, words];
      if (told.note) {
        lines.push(document.createElement("small"));
        lines[2].textContent = told.note;
      }
      this.tip.replaceChildren(...lines);
      this.tip.hidden = false;
      const right = this.stage.offsetWidth - this.tip.offsetWidth - 8;
      const above = point.y - this.tip.offsetHeight - 16;
      this.tip.style.left = `${Math.max(8, Math.min(right, point.x + 14))}px`;
      this.tip.style.top = `${above > 8 ? above : point.y + 20}px`;
    }

    hush() { this.tip.hidden = true; }

    // --- by keyboard ------------------------------------------------------------------------------
    tabs() {
      if (!this.data) return;
      if (!this.paths.has(this.at)) {
        const rank = (key) => RANKS[this.data.shapes[key].step] ?? Number(this.data.shapes[key].step);
        const [most] = this.inside(this.data).sort((a, b) => rank(b) - rank(a));
        this.at = this.data.lit || most || this.paths.keys().next().value;
      }
      for (const [key, path] of this.paths) path.getElement().setAttribute("tabindex", key === this.at ? "0" : "-1");
    }

    walk(event) {
      const side = SIDE[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "+" || event.key === "=") this.zoom(0.75);
      else if (event.key === "-") this.zoom(-0.75);
      else if (event.key === "0") this.fit();
      else if ((event.key === "Enter" || event.key === " ") && this.at) this.chosen(this.at);
      else if (side && this.at) this.step(side);
      else return;
      event.preventDefault();
    }

    step([dx, dy]) {
      const from = this.map.latLngToLayerPoint(this.centre(this.at));
      let best = null;
      for (const key of this.inside(this.data)) {
        if (key === this.at || !this.paths.has(key)) continue;
        const to = this.map.latLngToLayerPoint(this.centre(key)).subtract(from);
        const along = to.x * dx + to.y * dy;
        const aside = Math.abs(to.x * dy) + Math.abs(to.y * dx);
        if (along <= 0 || aside > 1.5 * along) continue;
        const far = along + 2 * aside;
        if (best === null || far < best.far) best = { key, far };
      }
      if (best) this.paths.get(best.key).getElement().focus({ preventScroll: true });
    }
  }

  Atlas.Canvas = Canvas;
})();
