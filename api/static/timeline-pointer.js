// The pointer on the lanes: dragging and pinching move the days that are shown, a click chooses, what
// one points at is told in words.
"use strict";

(() => {
  const { time, marks, walk } = Timeline;

  // `shown` gives the days that are shown, `axis` has their width; `move`, `zoom` and `shift` change
  // them, `choose` is told the key of a mark.
  function pointer({ area, axis, frame, tip, known, shown, move, zoom, shift, choose }) {
    let dragging = null;
    const touches = new Map();
    const gap = () => { const at = [...touches.values()]; return at.length === 2 ? Math.abs(at[0] - at[1]) : null; };
    const dayAt = (clientX) => time.scale(shown().first, shown().last, axis.clientWidth).day(clientX - axis.getBoundingClientRect().left);

    function tell(event) {
      const mark = event.target.closest?.(".tl-mark");
      const box = frame.getBoundingClientRect();
      tip.hidden = !mark || dragging !== null;
      if (tip.hidden) return;
      tip.textContent = marks.clip(mark.getAttribute("aria-label"), 220);
      const left = Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 8);
      Object.assign(tip.style, { left: `${Math.max(8, left)}px`, top: `${event.clientY - box.top + 18}px` });
    }

    function onDown(event) {
      if (event.button !== 0 || !event.target.closest(".tl-plot")) return;
      touches.set(event.pointerId, event.clientX);
      dragging = { x: event.clientX, window: { ...shown() }, moved: false, gap: gap() };
    }

    function onMove(event) {
      if (!touches.has(event.pointerId) || !dragging) return tell(event);
      touches.set(event.pointerId, event.clientX);
      const { window: was, x } = dragging;
      if (touches.size === 2 && dragging.gap) {
        const middle = (was.first + was.last) / 2;
        const factor = dragging.gap / Math.max(20, gap());
        dragging.moved = true;
        return move({ first: middle - (middle - was.first) * factor, last: middle + (was.last - middle) * factor }, { isDragging: true });
      }
      if (!dragging.moved && Math.abs(event.clientX - x) < 6) return undefined;
      dragging.moved = true;
      tip.hidden = true;
      const by = ((x - event.clientX) / axis.clientWidth) * (was.last + 1 - was.first);
      const bounded = Math.max(known.first - was.first, Math.min(known.last - was.last, by));
      return move({ first: was.first + bounded, last: was.last + bounded }, { isDragging: true });
    }

    function onUp(event) {
      const was = dragging;
      touches.delete(event.pointerId);
      if (touches.size || !was) return;
      dragging = null;
      if (was.moved) move(shown());
      else if (event.type === "pointerup") {
        const mark = event.target.closest?.(".tl-mark");
        if (mark) { walk.focus(mark); choose(mark.dataset.key); }
      }
    }

    function onWheel(event) {
      if (!event.target.closest(".tl-plot")) return;
      if (event.ctrlKey) {
        event.preventDefault();
        zoom(Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY * 0.004))), dayAt(event.clientX));
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        shift(Math.max(-0.2, Math.min(0.2, event.deltaX / axis.clientWidth)));
      }
    }

    area.addEventListener("pointerdown", onDown);
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", onUp);
    area.addEventListener("pointerleave", () => { tip.hidden = true; });
    area.addEventListener("wheel", onWheel, { passive: false });
  }

  Timeline.pointer = pointer;
})();
