// The page: which days are shown, what is chosen, and the address that says both.
"use strict";

(() => {
  const { time, marks, lanes, walk, json } = Timeline;
  const { el } = marks;
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("tl-data").content.textContent);
  if (data.window === null) return;
  const published = data.days.map(([day, count]) => [time.parse(day), count]);
  const items = new Map();
  const learn = (found) => { data.items = found; for (const item of found) items.set(item.key, item); };
  learn(data.items);
  const given = { first: time.parse(data.window.from), last: time.parse(data.window.to) };
  const known = {
    first: time.floor(Math.min(given.first, time.parse(data.known.from)), "month"),
    last: time.after(Math.max(given.last, time.parse(data.known.to)), "month") - 1,
  };
  const opened = new Set();
  const fetched = new Map([[key(given, data.step), data.intervals]]);
  const narrow = window.matchMedia("screen and (max-width: 860px)");
  let shown = { ...given };
  let chosen = null;
  let pending = null;

  function key({ first, last }, step) { return `${step} ${first} ${last}`; }
  const state = () => new URLSearchParams(location.search);
  // Scripts ask for what is there now, by the names that the server knows.
  const FIELDS = ["measure", "place", "by", "district", "body", "from", "to", "as_of", "strict", "sel", "types", "origins", "lanes"];
  const asked = () => new URLSearchParams([...state()].filter(([name]) => FIELDS.includes(name)));
  const isAll = () => shown.first <= known.first && shown.last >= known.last;

  // --- drawing

  const rows = [
    { lane: "intervals", title: data.what, note: `At least and at most, as reports prove, for all that is asked for together.${data.origins === "all" ? "" : " They rest on reports of all origins."}` },
    ...data.lanes,
    { lane: "reports", title: "Reports published", note: "" },
  ].map((lane) => {
    const plot = el("div", { class: "tl-plot" });
    const note = el("p", { class: "tl-note", text: lane.note });
    const count = el("span", { class: "count" });
    const foot = el("p", { class: "tl-more" });
    const section = el("section", { class: "tl-lane", "data-lane": lane.lane, "aria-label": lane.title },
      el("header", {}, el("h2", {}, lane.title, " ", count), note), el("div", { class: "tl-body" }, plot, foot));
    return { ...lane, section, plot, note, count, foot };
  });
  const axis = el("div", { class: "tl-plot" });
  const band = el("div", { class: "tl-band", hidden: true });
  $("tl-lanes").append(el("div", { class: "tl-lane tl-axis-row", "aria-hidden": "true" }, el("header"), axis), ...rows.map((row) => row.section), band);

  const stepNow = () => time.stepOf(shown.first, shown.last);
  function aligned() {
    const step = stepNow();
    return { first: time.floor(shown.first, step), last: time.after(shown.last, step) - 1, step };
  }

  function draw() {
    const width = axis.clientWidth;
    if (!width) return;
    const scale = time.scale(shown.first, shown.last, width);
    const step = stepNow();
    const focused = document.activeElement.closest(".tl-mark");
    const lane = focused?.closest(".tl-lane");
    axis.replaceChildren(lanes.axis(scale));
    for (const row of rows) drawRow(row, scale, step);
    $("tl-window").replaceChildren(el("b", { text: time.span(shown.first, shown.last) }), ` by ${step}`);
    strip.show(shown);
    $("tl-all").disabled = isAll();
    decorate(scale);
    // Drawing anew makes new elements: the focus goes to the one of the same thing.
    if (focused) walk.focus(find(focused.dataset.key) || lane.querySelector(".tl-mark") || $("tl-picture"));
  }

  function drawRow(row, scale, step) {
    if (row.lane === "intervals") {
      row.plot.replaceChildren(lanes.intervals(scale, data, data.what));
      row.count.textContent = `per ${step}`;
    } else if (row.lane === "reports") {
      row.plot.replaceChildren(lanes.reports(scale, published, step));
      row.count.textContent = `per ${step}`;
      if (data.reports_without_day) row.note.textContent = `${marks.count(data.reports_without_day, "more has", "more have")} no date.`;
    } else {
      const of = data.items.filter((item) => item.lane === row.lane);
      const drawn = lanes.things(scale, row, of, opened.has(row.lane));
      row.plot.replaceChildren(drawn.picture);
      row.count.textContent = `${drawn.count}`;
      row.foot.replaceChildren(...foot(row, of, drawn));
    }
    row.plot.querySelector(".tl-mark")?.setAttribute("tabindex", "0");
  }

  function foot(row, of, drawn) {
    const undated = of.filter((item) => !item.is_drawn).length;
    const parts = [];
    if (drawn.left) parts.push(el("button", { type: "button", text: `+ ${drawn.left} more`, onclick: () => toggle(row.lane) }));
    else if (opened.has(row.lane) && drawn.capped) parts.push(el("button", { type: "button", text: "Show fewer", onclick: () => toggle(row.lane) }));
    const lost = data.left_out[row.lane];
    if (lost) parts.push(el("span", { class: "muted", text: `${marks.count(lost, "more")} told by fewer reports: choose fewer days` }));
    if (undated) parts.push(el("a", { href: `#table-${row.lane}`, text: `${undated} without a day` }));
    return parts;
  }
  function toggle(lane) {
    opened[opened.has(lane) ? "delete" : "add"](lane);
    draw();
    rows.find((row) => row.lane === lane).foot.querySelector("button")?.focus();
  }

  // What is chosen, and what the selected entity has nothing to do with.
  function decorate(scale) {
    const sel = state().get("sel");
    for (const mark of $("tl-lanes").querySelectorAll(".tl-mark")) {
      const item = items.get(mark.dataset.key);
      const isOf = !sel || !item || [item.key, ...item.places, ...item.bodies, ...item.people, ...item.told.map((t) => t.thing)].includes(sel);
      mark.classList.toggle("faded", !isOf);
      mark.classList.toggle("chosen", mark.dataset.key === chosen);
    }
    const days = daysOf(chosen);
    band.hidden = !days || days[0] > shown.last || days[1] < shown.first;
    if (band.hidden) return;
    const [left, right] = [Math.max(0, scale.x(days[0])), Math.min(scale.width, scale.x(days[1] + 1))];
    const offset = axis.offsetLeft;
    Object.assign(band.style, { left: `${offset + left}px`, width: `${Math.max(2, right - left)}px` });
  }
  function daysOf(name) {
    if (!name) return null;
    const item = items.get(name);
    const [first, last] = item ? [item.first_day || item.last_day, item.last_day || item.first_day] : name.split("/").slice(1);
    return first ? [time.parse(first), time.parse(last)] : null;
  }

  // --- the days that are shown

  function move({ first, last }, { isDragging = false } = {}) {
    const length = Math.max(6, Math.min(last - first, known.last - known.first));
    first = Math.round(Math.max(known.first, Math.min(first, known.last - length)));
    shown = { first, last: Math.round(first + length) };
    draw();
    clearTimeout(pending);
    if (!isDragging) pending = setTimeout(settle, 180);
  }
  function zoom(factor, at = (shown.first + shown.last) / 2) {
    move({ first: at - (at - shown.first) * factor, last: at + (shown.last - at) * factor });
  }
  const shift = (part) => {
    const by = Math.round((shown.last - shown.first + 1) * part);
    const bounded = Math.max(known.first - shown.first, Math.min(known.last - shown.last, by));
    move({ first: shown.first + bounded, last: shown.last + bounded });
  };

  // Days of wide windows are those of whole months: nobody drags to the day over twenty years.
  function snapped() {
    const step = stepNow();
    if (step === "week") return shown;
    const middle = (day) => time.floor(day + 15, "month");
    return { first: middle(shown.first), last: Math.max(middle(shown.last + 1) - 1, middle(shown.first) + 27) };
  }

  function settle() {
    shown = snapped();
    const fields = state();
    const [from, to] = time.address(shown.first, shown.last);
    fields.delete("from");
    fields.delete("to");
    if (!isAll()) { fields.set("from", from); fields.set("to", to); }
    write(fields);
    $("tl-from").value = isAll() ? "" : from;
    $("tl-to").value = isAll() ? "" : to;
    draw();
    refresh();
  }
  function write(fields) {
    const text = fields.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
    window.dispatchEvent(new Event("statechange"));
  }

  let newest = 0;
  async function refresh() {
    newest += 1;
    const number = newest;
    const { first, last, step } = aligned();
    const name = key({ first, last }, step);
    const fields = asked();
    fields.set("from", time.iso(first));
    fields.set("to", time.iso(last));
    fields.set("step", step);
    $("tl-lanes").classList.toggle("waiting", !fetched.has(name));
    $("tl-lanes").setAttribute("aria-busy", String(!fetched.has(name)));
    try {
      if (!fetched.get(name)) fetched.set(name, (await json(`/api/timeline?${fields}&lanes=intervals`)).intervals);
      if (number !== newest) return;
      if (data.partial) await refreshItems(fields);
      if (number !== newest) return;
      data.intervals = fetched.get(name);
      draw();
      await refreshTables(number);
    } catch (error) {
      if (number === newest) $("tl-window").append(` · intervals could not be read: ${error.message}`);
    } finally {
      if (number === newest) { $("tl-lanes").classList.remove("waiting"); $("tl-lanes").removeAttribute("aria-busy"); }
    }
  }

  // Of a graph with too many things for one page, those of the days that are shown.
  async function refreshItems(fields) {
    const found = await json(`/api/timeline?${fields}&lanes=figures,running-totals,meetings,posts,projects`);
    learn(found.items);
    data.left_out = found.left_out;
    Object.assign(data.labels, found.labels);
  }

  // The tables come from the server, where their text is escaped; none of their scripts would run.
  async function refreshTables(number) {
    const fields = asked();
    fields.set("from", time.iso(shown.first));
    fields.set("to", time.iso(shown.last));
    const response = await fetch(`/timeline/tables?${fields}`);
    if (!response.ok || number !== newest) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (number === newest) $("tl-tables").replaceChildren(...page.body.childNodes);
  }

  // --- choosing

  const panel = Timeline.panel($("tl-panel"), {
    data, state,
    zoom: (first, last) => move({ first: first - 3, last: last + 3 }),
    fade: (name) => {
      const fields = state();
      if (fields.get("sel") === name) fields.delete("sel");
      else fields.set("sel", name);
      write(fields);
      select(fields.get("sel"));
      if (items.has(chosen)) panel.showItem(items.get(chosen));
    },
    closed: () => {
      const was = chosen;
      chosen = null;
      draw();
      remember();
      walk.focus(find(was));
    },
  });
  function select(name) {
    $("tl-sel").value = name || "";
    $("tl-selected").hidden = !name;
    if (name) {
      const known = el("a", { href: `/id/${name}` }, el("b", { text: data.labels[name] || name }));
      $("tl-selected").replaceChildren("All but what concerns ", known, " is faded. ", el("button", { type: "button", class: "tl-link", text: "Show all alike", onclick: unselect }));
    }
    draw();
  }
  function unselect() {
    const fields = state();
    fields.delete("sel");
    write(fields);
    select(null);
  }
  const find = (name) => name && $("tl-lanes").querySelector(`.tl-mark[data-key="${CSS.escape(name)}"]`);

  function choose(name, { isKeyboard = false } = {}) {
    chosen = name;
    const [kind, first, last] = name.split("/");
    const item = items.get(name);
    const interval = (data.intervals || []).find((each) => each.first_day === first && each.last_day === last);
    if (item) panel.showItem(item);
    else if (kind === "interval" && interval) panel.showInterval(interval);
    else if (kind === "reports") panel.showReports(time.parse(first), time.parse(last), published.reduce((sum, [day, count]) => (day >= time.parse(first) && day <= time.parse(last) ? sum + count : sum), 0));
    else return;
    remember();
    decorate(time.scale(shown.first, shown.last, axis.clientWidth));
    $("tl-tip").hidden = true;
    if (isKeyboard || narrow.matches) $("tl-chosen").focus();
  }
  function remember() {
    const fields = state();
    if (chosen) fields.set("item", chosen);
    else fields.delete("item");
    write(fields);
  }

  // --- keyboard

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.shiftKey && ["ArrowLeft", "ArrowRight"].includes(event.key)) return act(event, () => shift(event.key === "ArrowLeft" ? -0.25 : 0.25));
    const zooms = { "+": () => zoom(0.6), "=": () => zoom(0.6), "-": () => zoom(1 / 0.6), 0: () => move(known) };
    if (zooms[event.key]) return act(event, zooms[event.key]);
    return walk.key(event, rows.map((row) => row.section), (mark) => choose(mark.dataset.key, { isKeyboard: true }));
  }
  function act(event, what) {
    event.preventDefault();
    what();
  }
  // --- wiring

  const strip = Timeline.overview($("tl-overview"), { known, days: published, moved: move });
  $("tl-in").addEventListener("click", () => zoom(0.6));
  $("tl-out").addEventListener("click", () => zoom(1 / 0.6));
  $("tl-earlier").addEventListener("click", () => shift(-0.25));
  $("tl-later").addEventListener("click", () => shift(0.25));
  $("tl-all").addEventListener("click", () => move(known));
  $("tl-picture").addEventListener("keydown", onKey);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && panel.isOpen()) panel.close(); });
  Timeline.pointer({ area: $("tl-lanes"), axis, frame: $("tl-picture"), tip: $("tl-tip"), known, shown: () => shown, move, zoom, shift, choose });
  for (const name of ["tl-measure", "tl-origins"]) $(name).addEventListener("change", () => $("tl-form").requestSubmit());
  $("tl-form").addEventListener("submit", () => { for (const field of $("tl-form").elements) if (field.name && !field.value) field.disabled = true; });
  window.addEventListener("pageshow", () => { for (const field of $("tl-form").elements) field.disabled = false; });

  function view(name) {
    document.body.dataset.view = name;
    for (const each of $("tl-tabs").children) each.setAttribute("aria-pressed", String(each.dataset.view === name));
    fit();
  }
  for (const each of $("tl-tabs").children) each.addEventListener("click", () => view(each.dataset.view));
  $("tl-tables").addEventListener("click", (event) => {
    const back = event.target.closest("a[href^='#table-']");
    if (back) view("list");
  });

  let width = 0;
  function fit() {
    if (!axis.clientWidth || axis.clientWidth === width) return;
    width = axis.clientWidth;
    strip.draw($("tl-overview").clientWidth);
    draw();
  }
  if (narrow.matches && !document.getElementById("fault")) $("tl-filters").open = false;
  narrow.addEventListener("change", () => { $("tl-filters").open = !narrow.matches; });
  $("tl-board").hidden = false;
  $("tl-tabs").hidden = false;
  view("list");
  new ResizeObserver(fit).observe($("tl-lanes"));
  if (data.intervals === null || time.floor(given.first, data.step) !== given.first || time.after(given.last, data.step) - 1 !== given.last) refresh();
  const item = state().get("item");
  if (item) choose(item);
})();
