// The page: its choice stands in the address; what the server writes for an address takes the place
// of what was shown, so that list, panel and legend are the same with and without this script.
"use strict";

(() => {
  const $ = (id) => document.getElementById(id);
  const PARTS = ["map-head", "map-fault", "map-regions", "map-list", "map-legend", "map-panel", "map-forms", "map-data"];
  const USUAL = { show: "reports", origins: "all" };
  const form = $("map-form");
  const grid = document.querySelector(".map-grid");
  let turn = 0;

  $("map-card").hidden = false;
  document.documentElement.classList.add("map-scripted");
  const canvas = new Atlas.Canvas($("map-stage"), $("map-tip"), (key) => choose(key));
  const data = () => JSON.parse($("map-data").dataset.json);

  async function draw() {
    try {
      await canvas.show(data());
      canvas.tabs();
    } catch (fault) {
      tell(`The map could not be drawn: ${fault.message}.`, draw);
    }
  }

  // What went wrong, above what is shown as before.
  function tell(words, again) {
    const [notice, line, button] = ["div", "p", "button"].map((name) => document.createElement(name));
    notice.className = "notice bad";
    Object.assign(button, { type: "button", textContent: "Try again" });
    button.addEventListener("click", () => { notice.remove(); again(); });
    line.append(Object.assign(document.createElement("strong"), { textContent: words }), " ", button);
    notice.append(line);
    $("map-fault").replaceChildren(notice);
  }

  // --- from one address to the next ---------------------------------------------------------------
  async function go(address, { push = true, wait = false, whole = false } = {}) {
    const mine = ++turn;
    if (push) {
      history.pushState(null, "", address.pathname + address.search);
      window.dispatchEvent(new Event("statechange"));
    }
    follow(address);
    grid.setAttribute("aria-busy", "true");
    const asked = new URL(address);
    if (wait) asked.searchParams.set("wait", "1");
    let written;
    try {
      written = await page(asked);
    } catch (fault) {
      if (mine !== turn) return;
      grid.removeAttribute("aria-busy");
      tell(`What you asked for is not shown: ${fault.message}.`, () => go(address, { push: false, wait, whole }));
      return;
    }
    if (mine !== turn) return;
    grid.removeAttribute("aria-busy");
    const wrong = written.getElementById("map-data") === null;
    if (wrong && written.getElementById("map-fault") === null) { location.assign(address); return; }
    take(written, wrong ? ["map-fault"] : PARTS);
    if (whole && written.getElementById("map-form")) refill(written.getElementById("map-form"));
    if (wrong) { form.querySelector("details").open = true; return; }
    document.title = written.title;
    await draw();
    if (data().late && !wait) go(address, { push: false, wait: true });
  }

  async function page(address) {
    const answer = await window.asking.reach(address, { headers: { Accept: "text/html" } });
    if (!/^text\/html/.test(answer.headers.get("content-type"))) throw new Error(`the server answered ${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  function take(written, parts) {
    const focused = document.activeElement;
    const kept = focused && focused.closest("#map-list, #map-regions, #map-panel");
    for (const id of parts) {
      const [old, fresh] = [$(id), written.getElementById(id)];
      if (!old || !fresh) continue;
      if (fresh.dataset.json) old.dataset.json = fresh.dataset.json;
      old.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
    }
    if (!kept || document.contains(focused)) return;
    const { key } = focused.dataset;
    const again = [...document.querySelectorAll("#map-list a[data-key]")].find((link) => link.dataset.key === key);
    (again || (kept.id === "map-regions" ? $("map-regions").querySelector("[aria-current]") : $("map-panel"))).focus({ preventScroll: true });
  }

  // The hidden fields of the form stay those of the address, so that sending it keeps them.
  function follow(address) {
    for (const name of ["region", "sel"]) form.elements[name].value = address.searchParams.get(name) || "";
  }

  function refill(fresh) {
    const fields = document.importNode(fresh, true);
    form.replaceChildren(...fields.childNodes);
  }

  function filled() {
    const address = new URL(location.pathname, location.href);
    for (const [name, value] of new FormData(form)) {
      if (value.trim() && USUAL[name] !== value) address.searchParams.append(name, value.trim());
    }
    return address;
  }

  // What is known here stands there at once; the server's words take its place.
  function sketch(key) {
    const told = key === null ? null : data().shapes[key];
    if (!told) return;
    const name = document.createElement("h2");
    const words = document.createElement("p");
    name.textContent = told.label;
    words.textContent = told.words;
    $("map-panel").replaceChildren(name, words);
  }

  // A place just chosen stands in the address before the server has answered.
  const isChosen = () => data().selected || (grid.hasAttribute("aria-busy") && new URL(location.href).searchParams.has("sel"));

  function choose(key) {
    const address = new URL(location.href);
    if (key === null) address.searchParams.delete("sel");
    else address.searchParams.set("sel", key);
    canvas.light(key);
    sketch(key);
    go(address);
    if (key !== null && matchMedia("(max-width: 860px)").matches) $("map-panel").scrollIntoView({ block: "nearest" });
  }

  // --- what people do -------------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest && event.target.closest("a[data-key], a[data-go]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.key) { choose(link.dataset.key); return; }
    const address = new URL(link.href);
    if (!address.searchParams.has("sel")) canvas.light(null);
    go(address, { whole: link.closest("#map-panel") !== null });
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); go(filled()); });
  form.addEventListener("change", () => go(filled()));
  window.addEventListener("popstate", () => go(new URL(location.href), { push: false, whole: true }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isChosen() || event.target.closest("input, select")) return;
    choose(null);
  });
  for (const [id, act] of [["map-in", () => canvas.zoom(0.75)], ["map-out", () => canvas.zoom(-0.75)], ["map-fit", () => canvas.fit()]]) {
    $(id).addEventListener("click", act);
  }
  for (const tab of document.querySelectorAll(".map-tabs button")) {
    tab.addEventListener("click", () => {
      grid.dataset.pane = tab.dataset.pane;
      for (const each of document.querySelectorAll(".map-tabs button")) each.setAttribute("aria-pressed", String(each === tab));
    });
  }

  draw().then(() => { if (data().late) go(new URL(location.href), { push: false, wait: true }); });
})();
