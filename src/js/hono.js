import { createMinter } from "edgemint";

import { STATUSES } from "./generated/statuses.js";
import { minterPool } from "./minter/minter-pool.js";
import { EdgemintError } from "./shared/errors.js";
import { logError, stackOf } from "./shared/log.js";
import { OF_MINTER } from "./shared/options.js";
import { own } from "./shared/plain.js";

/**
 * Middleware that puts a minter on the context. `credentials` and `cache` may be functions of the context, because a
 * Worker's bindings are only there.
 */
export function edgemint(given) {
  const { credentials, cache, ...options } = own(given, OF_MINTER);
  const minterFor = minterPool(createMinter);
  const of = (value, c) => (typeof value === "function" ? value(c) : value);
  return async function edgemint(c, next) {
    const found = { ...options, credentials: await of(credentials, c) };
    if (cache) found.cache = of(cache, c);
    c.set("edgemint", await minterFor(found));
    await next();
  };
}

/** For `app.onError`: an EdgemintError as JSON, every other error as Hono answers it by itself. */
export function onError(error, c) {
  if (error instanceof EdgemintError) return refusal(error, c);
  if ("getResponse" in error) {
    const response = error.getResponse();
    return c.newResponse(response.body, response);
  }
  logError({ event: "handler_failed", stack: stackOf(error) });
  return c.text("Internal Server Error", 500);
}

function refusal(error, c) {
  const { code, message, remedy, retryable, retryAfter } = error;
  c.header("cache-control", "no-store");
  if (retryAfter !== undefined) c.header("retry-after", String(retryAfter));
  return c.json({ error: { code, message, remedy, retryable } }, STATUSES[code] ?? 502);
}
