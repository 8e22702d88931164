// A picture that is larger than its frame begins at what is largest in it, not at an empty corner.
"use strict";

for (const frame of document.querySelectorAll("[data-middle]")) {
  const spots = [...frame.querySelectorAll(".spot polygon")];
  const width = (spot) => spot.getBoundingClientRect().width;
  const [hub] = spots.sort((a, b) => width(b) - width(a));
  if (!hub) continue;
  const [at, edge] = [hub.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollLeft += at.left + at.width / 2 - edge.left - edge.width / 2;
  frame.scrollTop += at.top + at.height / 2 - edge.top - edge.height / 2;
}
