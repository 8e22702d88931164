// Find in the network: a combobox of names, of which one is shown in the picture. Its last row leads to
// what the search of all pages finds: reports, and things that no picture holds.
"use strict";
window.Net = window.Net || {};

(() => {
  const { el, mark, clip } = Net.marks;
  const WAIT = 90; // milliseconds without a letter
  const MOST = 12;

  function create(input, list, app) {
    let rows = [];
    let at = -1;
    let asked = 0;
    let answered = "";
    let timer = 0;

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    const row = (look, take, ...content) => ({ take, element: el("li", { role: "option", class: look }, ...content) });

    function named(hit) {
      const kind = app.kind(hit.kind);
      const other = hit.matched && hit.matched !== hit.label ? ` · ${hit.matched}` : "";
      return row(null, () => app.act("land", hit), mark(kind), el("span", { text: hit.label }), el("small", { text: kind.one + other }));
    }

    const everywhere = (words) => row("all", () => location.assign(`/search?q=${encodeURIComponent(words)}`),
      el("span", { text: `All on “${clip(words, 40)}”` }), el("small", { text: "names and reports, beyond the network" }));

    function show(hits, words, without = "Nothing in the network is called so.") {
      const none = el("li", { class: "none", text: without });
      rows = [...hits.map(named), ...(app.meta.file ? [] : [everywhere(words)])];
      rows.forEach(({ element, take: act }, index) => {
        element.id = `net-found-${index}`;
        element.addEventListener("mousedown", (event) => { event.preventDefault(); take(act); });
      });
      list.replaceChildren(...(hits.length ? [] : [none]), ...rows.map(({ element }) => element));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      choose(hits.length ? 0 : -1);
    }

    function choose(index) {
      at = index;
      rows.forEach(({ element }, place) => element.setAttribute("aria-selected", String(place === at)));
      if (at < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", rows[at].element.id);
      rows[at].element.scrollIntoView({ block: "nearest" });
    }

    async function look() {
      const words = input.value.trim();
      asked += 1;
      const mine = asked;
      if (!words) { rows = []; close(); return; }
      let found;
      try {
        found = await app.find(words);
      } catch (fault) {
        if (mine === asked) show([], words, `Names could not be looked up: ${fault.message}.`);
        return;
      }
      if (mine !== asked) return;
      answered = words;
      show(found.filter((hit) => app.kind(hit.kind)), words);
    }

    function take(act) {
      asked += 1;
      input.value = "";
      close();
      input.blur();
      act();
    }

    function enter() {
      // Who types faster than the answers come means the words, not the list of before.
      if (!list.hidden && answered === input.value.trim()) { if (rows[at]) take(rows[at].take); return; }
      clearTimeout(timer);
      look().then(() => { if (rows[at]) take(rows[at].take); });
    }

    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, WAIT); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); clearTimeout(timer); asked += 1; close(); return; }
      if (event.key === "Escape") { input.value = ""; input.blur(); }
      if (event.key === "Enter") { event.preventDefault(); enter(); }
      if (!["ArrowDown", "ArrowUp"].includes(event.key) || !rows.length) return;
      event.preventDefault();
      const last = rows.length - 1;
      choose(event.key === "ArrowDown" ? (at >= last ? 0 : at + 1) : (at <= 0 ? last : at - 1));
    });
  }

  // In a file there is no server: names are compared without accents and case.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ə", "e").replaceAll("ı", "i").toLowerCase();

  async function among(nodes, words) {
    const wanted = plain(words);
    const hits = [];
    for (const node of nodes) {
      const matched = [node.label, node.short, ...node.names].find((name) => plain(name).includes(wanted));
      if (matched) hits.push({ id: node.id, label: node.label, kind: node.kind, matched, at: plain(matched).indexOf(wanted) });
    }
    return hits.sort((a, b) => a.at - b.at || a.label.localeCompare(b.label)).slice(0, MOST);
  }

  Net.find = { create, among };
})();
