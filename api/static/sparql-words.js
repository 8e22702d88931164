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
export function placeWords(nodes, scale) {
  const size = SIZE / Math.min(scale, 1);
  const half = (node) => (node.words.textContent.length * size * WIDE) / 2;
  const taken = nodes.map(({ x, y }) => [x - 9, y - 9, x + 9, y + 9]);
  const meets = (a) => taken.some((b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]);
  for (const node of [...nodes].sort((a, b) => b.links - a.links || (a.iri < b.iri ? -1 : 1))) {
    const [up, down] = [-14, 13 + size];
    const box = (low) => [node.x - half(node), node.y + low - size * 0.85, node.x + half(node), node.y + low + size * 0.15];
    const free = [down, up].find((low) => !meets(box(low)));
    node.words.style.fontSize = `${size}px`;
    node.words.setAttribute("y", free ?? down);
    node.words.classList.toggle("unseen", free === undefined);
    if (free !== undefined) taken.push(box(free));
  }
}
