"use strict";
// Swagger UI on the description of this server; the validator badge would ask an outside server.
window.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#swagger",
    validatorUrl: null,
    deepLinking: true,
    defaultModelsExpandDepth: -1,
    docExpansion: "list",
    tryItOutEnabled: true,
  });
});
