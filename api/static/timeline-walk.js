// Walking from mark to mark by keyboard: one of each lane is in the order of tabs.
"use strict";

(() => {
  const marksOf = (lane) => [...lane.querySelectorAll(".tl-mark")];

  function focus(mark) {
    if (!mark) return;
    const lane = mark.closest(".tl-lane");
    for (const each of lane ? marksOf(lane) : []) each.setAttribute("tabindex", each === mark ? "0" : "-1");
    mark.focus();
  }

  function step(mark, by) {
    const all = marksOf(mark.closest(".tl-lane"));
    focus(all[Math.max(0, Math.min(all.length - 1, all.indexOf(mark) + by))]);
  }

  // The nearest mark of the next lane that has any.
  function across(mark, lanes, by) {
    const filled = lanes.filter((lane) => marksOf(lane).length);
    const lane = filled[filled.indexOf(mark.closest(".tl-lane")) + by];
    if (!lane) return;
    const x = (each) => { const box = each.getBoundingClientRect(); return box.left + box.width / 2; };
    focus(marksOf(lane).reduce((best, each) => (Math.abs(x(each) - x(mark)) < Math.abs(x(best) - x(mark)) ? each : best)));
  }

  // Whether the key was one of the walk's; `open` is told of a mark that is chosen.
  function key(event, lanes, open) {
    const mark = event.target.closest(".tl-mark");
    const act = mark && {
      Enter: () => open(mark), " ": () => open(mark),
      ArrowLeft: () => step(mark, -1), ArrowRight: () => step(mark, 1),
      ArrowUp: () => across(mark, lanes, -1), ArrowDown: () => across(mark, lanes, 1),
    }[event.key];
    if (!act) return false;
    event.preventDefault();
    act();
    return true;
  }

  Timeline.walk = { focus, key };
})();
