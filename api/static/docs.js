"use strict";
// Swagger UI on the description of this server; the validator badge would ask an outside server.
// Three of its parts are given what readers of screens need: a path within a button is no link of its
// own, what stands before the routes is a region, and the routes have a heading above their groups.
const forReaders = ({ React }) => {
  const make = React.createElement;
  return {
    components: { DeepLink: ({ text }) => make("span", null, text) },
    wrapComponents: {
      InfoContainer: (Original) => (props) => make("div", { role: "region", "aria-label": "About" }, make(Original, props)),
      operations: (Original) => (props) => make("div", null, make("h2", { className: "visually-hidden" }, "Routes"), make(Original, props)),
    },
  };
};

// Swagger UI has colours for the dark, which a class of the document turns on.
const root = document.documentElement;
const system = window.matchMedia("(prefers-color-scheme: dark)");
const follow = () => root.classList.toggle("dark-mode", root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
for (const [who, what] of [[window, "themechange"], [system, "change"]]) who.addEventListener(what, follow);
follow();

window.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#swagger",
    validatorUrl: null,
    deepLinking: true,
    defaultModelsExpandDepth: -1,
    docExpansion: "list",
    tryItOutEnabled: true,
    plugins: [forReaders],
  });
});

// What Swagger UI draws when a route is opened: fields get the names of their parameters, tables of
// answers that of their route, and examples can be scrolled by keyboard.
new MutationObserver(() => {
  for (const field of document.querySelectorAll(".opblock :is(select, input, textarea):not([aria-label])")) {
    field.setAttribute("aria-label", field.closest("tr[data-param-name]")?.dataset.paramName || "Body");
  }
  for (const example of document.querySelectorAll("#swagger pre.example:not([tabindex])")) example.tabIndex = 0;
  for (const table of document.querySelectorAll("#swagger table[role=region]:not([aria-label])")) {
    table.setAttribute("aria-label", `Answers of ${table.closest(".opblock").querySelector(".opblock-summary-path").textContent}`);
  }
}).observe(document.getElementById("swagger"), { childList: true, subtree: true });
