import { checkSecure } from "../shared/secure-url.js";
import { bodyOf } from "./body.js";
import { withParams } from "./query.js";

/** What gaxios has for Node alone. */
const OF_NODE = [
  ...["adapter", "agent", "cert", "key", "proxy", "noProxy"],
  ...["maxContentLength", "size", "maxRedirects", "follow"],
];

/** What is read of a request and may be absent. */
const NONE = Object.fromEntries(["signal", "timeout", "fetchImplementation", "duplex", "body"].map((name) => [name]));

/**
 * The request that gaxios would make of its options, without the token: this is the `config` of answers and
 * errors, which people log.
 */
export function prepare(given) {
  // As a copy without a prototype: what stands at the root of all objects is nobody's option.
  const options = { __proto__: null, ...given };
  const unsupported = OF_NODE.find((name) => options[name] !== undefined);
  if (unsupported) {
    throw new TypeError(
      `edgemint/google sends requests by fetch, which has no "${unsupported}". ` +
        "Leave it out, or give a fetch of your own as fetchImplementation.",
    );
  }
  const url = target(options);
  checkSecure(url);
  const headers = new Headers(definedHeaders(options.headers));
  if (options.responseType === "json" && !headers.has("accept")) headers.set("accept", "application/json");
  return {
    ...NONE,
    ...options,
    method: (options.method ?? "GET").toUpperCase(),
    url,
    headers,
    ...bodyOf(options, headers),
    responseType: options.responseType ?? "unknown",
    validateStatus: options.validateStatus ?? ((status) => status >= 200 && status < 300),
  };
}

/** `new Headers` would send "undefined". */
function definedHeaders(headers = {}) {
  if (typeof headers[Symbol.iterator] === "function") return headers;
  return Object.entries(headers).filter(([, value]) => value !== undefined && value !== null);
}

function target({ url, baseURL, params, paramsSerializer }) {
  if (!url) throw new TypeError("A request needs a url.");
  const found = new URL(url, baseURL);
  return params ? withParams(found, params, paramsSerializer) : found;
}
