// What is looked at, as it stands in the address; and the one place that asks the server.
"use strict";
window.Net = window.Net || {};

(() => {
  const LISTS = ["expand", "also", "hide", "place", "by", "pin"];
  const TEXTS = ["all", "around", "hops", "from", "to", "origins", "sel", "path", "view"];
  // Other tabs use these; here they are only passed on.
  const KEPT = ["measure", "as_of"];
  // These decide which nodes there are and where: the server answers for them.
  const ASKED = ["all", "around", "hops", "from", "to", "expand", "also"];

  const text = (value) => (value === null || value === undefined ? "" : String(value));

  function read(search) {
    const query = new URLSearchParams(search);
    const state = { types: query.has("types") ? query.get("types").split(",").filter(Boolean) : null };
    for (const name of [...TEXTS, ...KEPT]) state[name] = text(query.get(name));
    for (const name of LISTS) state[name] = query.getAll(name);
    return state;
  }

  function write(state, names) {
    const query = new URLSearchParams();
    const wanted = (name) => names === undefined || names.includes(name);
    for (const name of [...TEXTS, ...KEPT]) if (wanted(name) && state[name]) query.set(name, state[name]);
    for (const name of LISTS) if (wanted(name)) state[name].slice(0, name === "pin" ? PINS : undefined).forEach((value) => query.append(name, value));
    if (wanted("types") && state.types) query.set("types", state.types.join(","));
    const written = query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%7E", "~");
    return written ? `?${written}` : "";
  }

  // A pin is written as key,x,y; more than these stay in this window only, so that an address stays one.
  const PINS = 12;

  function pins(state) {
    return new Map(state.pin.map((text) => {
      const [, key, x, y] = /^(.*),(-?\d+),(-?\d+)$/.exec(text) || [];
      return [key, { x: Number(x), y: Number(y) }];
    }).filter(([key]) => key));
  }

  const ask = (address) => window.asking.json(address);

  const kept = new Map();
  function askOnce(address) {
    if (!kept.has(address)) {
      kept.set(address, ask(address).catch((fault) => { kept.delete(address); throw fault; }));
    }
    return kept.get(address);
  }

  const asked = (state) => write(state, ASKED);
  const linkId = (link) => `${link.source} ${link.kind} ${link.target}`;

  Net.state = {
    read, write, asked, linkId, pins, PINS,
    forget: () => kept.clear(),
    picture: (state) => ask(`/api/network${asked(state)}`),
    find: (words) => askOnce(`/api/network/find?q=${encodeURIComponent(words)}`),
    evidence(link, state) {
      const query = new URLSearchParams({ from: link.source, to: link.target, kind: link.kind });
      if (state.from) query.set("since", state.from);
      if (state.to) query.set("until", state.to);
      return askOnce(`/api/network/evidence?${query}`);
    },
    figures(report, event) {
      const query = new URLSearchParams({ report: report.split("/").pop(), event });
      return askOnce(`/api/network/figures?${query}`).then((found) => found.figures);
    },
    path(a, b, state) {
      const query = new URLSearchParams({ a, b });
      for (const name of ["from", "to"]) if (state[name]) query.set(name, state[name]);
      return askOnce(`/api/network/path?${query}`);
    },
    file: (form, state) =>
      `/api/network/export.${form}${write(state, [...ASKED, "origins", "hide", "types", "place", "by"])}`,
  };
})();
