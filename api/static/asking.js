// Asking the server from a page: what goes wrong is told in words for who reads it.
"use strict";

(() => {
  const AWAY = "the server cannot be reached";

  // A browser says "Failed to fetch", or "Load failed", of a server that is away.
  async function reach(address, options) {
    try {
      return await fetch(address, options);
    } catch (fault) {
      throw fault.name === "AbortError" ? fault : new Error(AWAY, { cause: fault });
    }
  }

  // What stands between may answer for a server that does not, in words of its own.
  async function json(address) {
    const answer = await reach(address, { headers: { Accept: "application/json" } });
    const body = await answer.json().catch(() => null);
    if (answer.ok && body !== null) return body;
    throw new Error(body?.detail || body?.title || `the server answered ${answer.status}`);
  }

  window.asking = { reach, json };
})();
