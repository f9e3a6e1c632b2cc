// The page's own requests, from the browser's record of them: what shows that the key stays.
import { byId, make } from "../lib/dom.js";

const FILES = "Nothing: files of this page";

export function listRequests({ standin }) {
  const counts = new Map();
  new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) {
      const row = rowOf(new URL(name), standin);
      counts.set(row.join("\n"), (counts.get(row.join("\n")) ?? 0) + 1);
    }
    byId("requests").replaceChildren(...[...counts].map(([row, count]) => tableRow(row.split("\n"), count)));
  }).observe({ type: "resource", buffered: true });
}

function tableRow([to, carries], count) {
  return make("tr", {}, make("th", { scope: "row" }, to), make("td", {}, String(count)), make("td", {}, carries));
}

/** @returns {[string, string]} where to, and what it carries */
function rowOf({ origin, host, pathname }, standin) {
  const own = origin === location.origin;
  if (own && pathname === "/v1/token") return ["this server’s Worker", "User, scopes and your secret as a caller"];
  if (own) return ["this server", FILES];
  const name = origin === standin ? `${host} (stand-in)` : host;
  if (pathname.startsWith("/_standin/")) return [name, "The public half of the demo key"];
  if (pathname === "/token") return [name, "An assertion, good for an hour"];
  return [name, "The token"];
}
