// A field with a list of what is found: typed into, walked through with the arrows, chosen by return
// or by a click. Pages say what is found and what choosing does.
"use strict";

(() => {
  const WAIT = 25; // milliseconds without a letter after which the server is asked

  // `first(words)` gives rows that are known at once; `find(words, tell)` tells of more, as often as it
  // knows more; a row is made by `row`. `chosen` is told the row that was chosen.
  function combobox(input, list, { first, find, chosen }) {
    let rows = [];
    let at = -1;
    let asked = 0;
    let timer = 0;
    let awaited = false; // the rows are of what stood in the field before
    let returned = false; // return was pressed meanwhile: the choice is made among the right ones

    function close() {
      returned = false;
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(index) {
      at = index;
      rows.forEach((each, place) => each.setAttribute("aria-selected", String(place === at)));
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else { input.setAttribute("aria-activedescendant", rows[at].id); rows[at].scrollIntoView({ block: "nearest" }); }
    }

    function show(found) {
      rows = found;
      rows.forEach((each, place) => { each.id = `${list.id}-${place}`; });
      list.replaceChildren(...rows);
      list.hidden = rows.length === 0;
      input.setAttribute("aria-expanded", String(rows.length > 0));
      mark(-1);
    }

    function look(words) {
      asked += 1;
      const mine = asked;
      find(words, (found) => {
        if (mine !== asked) return;
        const [kept, choose] = [at, returned];
        awaited = returned = false;
        show(found);
        if (kept >= 0 && kept < rows.length) mark(kept);
        if (choose && at >= 0) chosen(rows[at]);
      });
    }

    function typed() {
      const words = input.value.trim();
      clearTimeout(timer);
      asked += 1; // what was asked before is no longer wanted
      awaited = true;
      returned = false;
      if (!words) { close(); return; }
      if (list.hidden) show(first(words));
      timer = setTimeout(() => look(words), WAIT);
    }

    input.addEventListener("input", typed);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); clearTimeout(timer); asked += 1; close(); return; }
      if (event.key === "Escape") { input.value = ""; input.blur(); }
      if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        if (awaited) returned = true;
        else chosen(rows[at]);
      }
      if (list.hidden || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((at + 1 + step + rows.length + 1) % (rows.length + 1) - 1);
    });
    list.addEventListener("mousedown", (event) => {
      const row = event.target.closest("[role=option]");
      if (!row) return;
      event.preventDefault();
      chosen(row);
    });
  }

  // A row: a mark of its kind (or of a text), words, and what they are.
  combobox.row = ({ words, about, kind, ...data }) => {
    const made = document.createElement("li");
    const mark = Object.assign(document.createElement("span"), { className: kind ? `mark mark-${kind}` : "mark-text" });
    mark.setAttribute("aria-hidden", "true");
    made.append(mark, Object.assign(document.createElement("bdi"), { textContent: words }), Object.assign(document.createElement("small"), { textContent: about }));
    made.setAttribute("role", "option");
    Object.assign(made.dataset, data);
    return made;
  };

  window.combobox = combobox;
})();
