/** The tests' own door, under `/_standin/`: faults, clock and journal over HTTP. Google has nothing of the kind. */
import { EXAMPLE_SCOPES } from "./example-domain.js";
import { json, text } from "./http.js";

export function createControl({ clock, directory, faults, journal }) {
  const routes = {
    "GET /_standin/exchanges": () => json(200, journal.exchanges),
    "DELETE /_standin/exchanges": () => done(journal.clear()),
    "GET /_standin/faults": () => json(200, faults.pending),
    "POST /_standin/faults": (body) => done(faults.next(body)),
    "DELETE /_standin/faults": () => done(faults.clear()),
    "PUT /_standin/clock": ({ offsetSeconds }) => done(setClock(clock, offsetSeconds)),
    "DELETE /_standin/clock": () => done(setClock(clock, 0)),
    "POST /_standin/keys": (key) => done(letIn(directory, key)),
  };

  /** @returns {import("./http.js").Answer} */
  return function answer({ method, path, body }) {
    const route = `${method} ${path}`;
    if (!Object.hasOwn(routes, route)) {
      return text(404, `No such control. There are:\n${Object.keys(routes).join("\n")}\n`);
    }
    try {
      return routes[route](body === "" ? {} : JSON.parse(body));
    } catch (error) {
      return json(400, { error: error.message });
    }
  };
}

function setClock(clock, offsetSeconds) {
  if (!Number.isFinite(offsetSeconds)) throw new Error("offsetSeconds must be a number of seconds");
  clock.offsetSeconds = offsetSeconds;
}

/** A service account made up elsewhere, by the public half of its key: it may act for the users of example.com. */
function letIn(directory, key) {
  directory.register(key);
  directory.grant(key.client_id, EXAMPLE_SCOPES);
}

function done() {
  return json(200, { ok: true });
}
