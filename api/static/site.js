// What every page has: the state carried from tab to tab, the switch of light and dark, copying the
// address, and the search that "/" leads to.
"use strict";

(() => {
  const STATE = ["sel", "place", "by", "from", "to", "types", "origins", "measure", "as_of", "generation"];
  const ALSO = { place: ["district"], by: ["body"], from: ["month"], to: ["month"] }; // as questions call it

  const AGAIN = 20000; // milliseconds after which a page that is seen again asks whether it is of now
  const WAITED = 3000; // between two looks at a graph that is being built

  // --- one state, in the address of every tab -----------------------------------------------------
  function carry() {
    const here = new URLSearchParams(location.search);
    const carried = new URLSearchParams();
    for (const name of STATE) {
      for (const own of [name, ...(ALSO[name] || [])]) {
        for (const value of here.getAll(own)) if (value) carried.append(name, value);
      }
    }
    const text = carried.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%40", "@");
    for (const link of document.querySelectorAll("a[data-carry]")) {
      link.href = text ? `${link.pathname}?${text}` : link.pathname;
    }
    for (const form of document.querySelectorAll("form[data-carry]")) {
      form.querySelectorAll("input[data-carried]").forEach((input) => input.remove());
      for (const [name, value] of carried) {
        if (form.elements.namedItem(name)) continue;
        const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
        input.dataset.carried = "";
        form.append(input);
      }
    }
  }

  // --- the generation that a link was copied on ---------------------------------------------------
  // It stays in the address as long as it is the one that is seen; of one that has gone the page
  // tells, once.
  const PRESENT = document.querySelector("meta[name=generation]")?.content || "";
  const gone = document.getElementById("gone");
  const stamp = gone ? "" : new URLSearchParams(location.search).get("generation") || "";
  const written = (fields) => {
    const text = fields.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%40", "@");
    return text ? `${location.pathname}?${text}` : location.pathname;
  };
  function keepStamp() {
    const fields = new URLSearchParams(location.search);
    if ((fields.get("generation") || "") === stamp) return;
    if (stamp) fields.set("generation", stamp);
    else fields.delete("generation");
    history.replaceState(history.state, "", written(fields) + location.hash);
  }
  function link() {
    const fields = new URLSearchParams(location.search);
    if (PRESENT) fields.set("generation", `${PRESENT}@${new Date().toISOString().slice(0, 10)}`);
    return location.origin + written(fields) + location.hash;
  }
  gone?.querySelector("[data-now]").addEventListener("click", (event) => { event.preventDefault(); gone.remove(); });

  const present = async () => {
    const answer = await fetch("/api/generation").catch(() => null);
    return answer?.ok ? (await answer.json()).tag : null;
  };
  let looked = Date.now();
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden || !PRESENT || Date.now() - looked < AGAIN) return;
    looked = Date.now();
    const tag = await present();
    if (!tag || tag === PRESENT || document.getElementById("changed")) return;
    const anew = Object.assign(document.createElement("a"), { href: location.href, textContent: "Load it anew" });
    const told = Object.assign(document.createElement("aside"), { id: "changed", className: "gone" });
    const words = document.createElement("p");
    words.append("The graph has changed since this page was drawn. ", anew);
    told.setAttribute("role", "status");
    told.append(words);
    document.getElementById("main").before(told);
  });
  if (document.querySelector("[data-look-again]")) {
    setInterval(async () => { if (await present()) location.reload(); }, WAITED);
  }

  function follow() { keepStamp(); carry(); }
  follow();
  for (const event of ["popstate", "statechange", "pageshow"]) window.addEventListener(event, follow);

  // --- light and dark -----------------------------------------------------------------------------
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const theme = document.getElementById("theme");

  function tellTheme() {
    theme.setAttribute("aria-pressed", String(dark()));
    window.dispatchEvent(new Event("themechange"));
  }
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* for this page only */ }
    tellTheme();
  });
  system.addEventListener("change", tellTheme);
  theme.hidden = false;
  tellTheme();

  // --- an answer on its way -------------------------------------------------------------------------
  // A line at the top moves if it takes longer than a moment; files to be saved bring no other page.
  const going = (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.type === "click" && event.target.closest("a[href]");
    const isPage = link ? link.origin === location.origin && !link.matches("[download], [target], .formats a, [href^='#'], [href*='format='], [href^='/api/']")
      && link.pathname + link.search !== location.pathname + location.search : event.type === "submit";
    if (isPage) root.dataset.going = "";
  };
  for (const name of ["click", "submit"]) {
    document.addEventListener(name, (event) => setTimeout(going, 0, event)); // what scripts take over brings no page
  }
  window.addEventListener("pageshow", () => { delete root.dataset.going; });

  // --- on paper -----------------------------------------------------------------------------------
  // In light colours, also what a script has drawn; where it comes from stands below.
  const SHEET = 690; // pixels that A4 or Letter has between its margins
  let screen = null;

  window.addEventListener("beforeprint", () => {
    const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format();
    document.getElementById("printed").textContent = `Demining knowledge graph, printed on ${day} from ${link()}`;
    for (const plate of document.querySelectorAll("[data-plate]")) {
      const { offsetWidth: width, offsetHeight: height } = plate;
      plate.removeAttribute("style");
      if (!width) continue;
      plate.style.setProperty("--plate-width", `${width}px`);
      plate.style.setProperty("--plate-height", `${height}px`);
      plate.style.setProperty("--plate-zoom", Math.min(1, SHEET / width));
    }
    if (!dark()) return;
    screen = { theme: root.dataset.theme };
    root.dataset.theme = "light";
    window.dispatchEvent(new Event("themechange"));
  });
  window.addEventListener("afterprint", () => {
    if (!screen) return;
    if (screen.theme) root.dataset.theme = screen.theme; else delete root.dataset.theme;
    screen = null;
    tellTheme();
  });

  // --- copying the address ------------------------------------------------------------------------
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = button.textContent;
      try { await navigator.clipboard.writeText(link()); button.textContent = "Copied"; }
      catch { button.textContent = "Copy it from the address bar"; }
      setTimeout(() => { button.textContent = words; }, 1600);
    });
  }

  // --- the search ---------------------------------------------------------------------------------
  const input = document.querySelector("#site-search input");
  const MOST = 7;
  const { row } = combobox;
  const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const day = (text) => (text ? DAY.format(new Date(text)).replace("Sept", "Sep") : "");
  const all = (words) => row({ address: `/search?q=${encodeURIComponent(words)}`, words: `All on “${words}”`, about: "names and reports" });

  // Names come first: they are found sooner than words of reports.
  async function find(words, tell) {
    const ask = async (what) => {
      const answer = await fetch(`/api/search?limit=${MOST}&of=${what}&q=${encodeURIComponent(words)}`).catch(() => null);
      return answer?.ok ? (await answer.json())[what] : [];
    };
    const [things, passages] = [ask("things"), ask("passages")];
    const names = (await things).map((thing) => row({
      address: thing.address, words: thing.label, kind: thing.key.split("/")[0],
      about: thing.matched === thing.label ? thing.kind : `${thing.kind} · ${thing.matched}`,
    }));
    tell([...names, all(words)]);
    const told = (await passages).slice(0, 3).map((each) => row({
      address: each.address, words: `…${each.before.slice(-14)}${each.match}${each.after.slice(0, 40)}…`,
      about: [each.outlet, day(each.published)].filter(Boolean).join(", "),
    }));
    tell([...names, ...told, all(words)]);
  }
  combobox(input, document.getElementById("site-found"), {
    first: (words) => [all(words)], find, chosen: (each) => location.assign(each.dataset.address),
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable=true]");
    if (event.key !== "/" || typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const own = document.querySelector("[data-search]") || input;
    event.preventDefault();
    own.focus();
  });
})();
