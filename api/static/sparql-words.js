// The names in a drawn answer: as large as other words however small the picture is, and none covers
// another. What is not named is named on pointing at it.
"use strict";

const SIZE = 12;
const WIDE = 0.58; // of its size a letter is wide, about
const NO_DAYS = "period not stated";

// What tells an event from others, as in kg/network/labels.py: its days, or else its places.
export function wordsOf(label, kind) {
  if (kind !== "event") return label;
  const parts = label.split(", ");
  const last = parts[parts.length - 1];
  const middle = parts.slice(1, -1).map((part) => (part === NO_DAYS && last !== "place not stated" ? last : part));
  return middle.join(", ") || label;
}

// nodes: { x, y, links, words }, of which words is the text in the picture; the most linked come first.
// A name stands below its node, above it, beside it or, as far as it still touches it, aslant; and
// always in the picture, which reaches from `left` to `right`.
export function placeWords(nodes, scale, left, right) {
  const size = SIZE / Math.min(scale, 1);
  const wide = (node) => node.words.textContent.length * size * WIDE + size / 2;
  const taken = nodes.map(({ x, y }) => [x - 9, y - 9, x + 9, y + 9]);
  const meets = (a) => taken.some((b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]);
  const box = (node, [across, low]) => {
    const start = Math.max(left, Math.min(right - wide(node), node.x + across));
    return [start, node.y + low - size * 0.85, start + wide(node), node.y + low + size * 0.15];
  };
  for (const node of [...nodes].sort((a, b) => b.links - a.links || (a.iri < b.iri ? -1 : 1))) {
    const [up, down, beside] = [-14, 13 + size, size * 0.35];
    const seats = [0.5, 0.5, 0, 1, 0.2, 0.8, 0.2, 0.8].map((part, n) => [
      n === 2 ? 13 : n === 3 ? -wide(node) - 13 : -wide(node) * part,
      [down, up, beside, beside, down, down, up, up][n],
    ]);
    const seat = seats.find((each) => !meets(box(node, each)));
    const [start, , end] = box(node, seat || seats[0]);
    node.words.style.fontSize = `${size}px`;
    node.words.setAttribute("x", (start + end) / 2 - node.x);
    node.words.setAttribute("y", (seat || seats[0])[1]);
    node.words.classList.toggle("unseen", !seat);
    if (seat) taken.push(box(node, seat));
  }
}
