// The Worker's entry: hands each request to the WebAssembly, and replaces an instance that trapped.
// Its two methods are all that another Worker can call: what wasm-bindgen exports stays in here.
import { WorkerEntrypoint } from "cloudflare:workers";
import {
  __wbg_reset_state as renew,
  fetch as answer,
  getToken,
  initSync,
} from "../../../target/worker/edgemint.js";
import module from "../../../target/worker/edgemint_bg.wasm";

export { Counters } from "./counters.js";
export { UserTokens } from "./user-tokens.js";

initSync({ module });

let trapped = false;
/** For each request in flight, what ends it when the instance that works on it is gone. */
const inFlight = new Set();

// A Rust panic is a trap (panic = "abort"). After an await it happens in a microtask, where no
// caller sees it: the promise of its request, and of every other one, would stay pending for ever.
addEventListener("error", (event) => noteTrap(event.error));

function noteTrap(error) {
  // A RangeError is a stack overflow.
  if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) return;
  trapped = true;
  for (const end of inFlight) end(error);
}

export default class extends WorkerEntrypoint {
  fetch(request) {
    const response = untilTrapped(() => answer(request, this.env, this.ctx)).catch(internalError);
    // Runs to its end although the caller may leave: a future that is never polled again is never
    // dropped, and would keep its memory and any lock that it holds.
    this.ctx.waitUntil(response);
    return response;
  }

  /**
   * A token for a Worker that is bound to this one; the binding's props say who it is.
   *
   * @param {string} user
   * @param {string | string[]} scopes
   */
  async getToken(user, scopes) {
    const { env, ctx } = this;
    const calling = untilTrapped(() => getToken(env, ctx.props?.caller, user, scopes));
    ctx.waitUntil(calling.then(({ behind }) => behind).catch(() => {}));
    const { token } = await calling.catch(refuse);
    return token;
  }
}

/** What the instance promises, or its end. */
async function untilTrapped(work) {
  const { promise: trap, reject } = Promise.withResolvers();
  inFlight.add(reject);
  try {
    if (trapped) renew();
    trapped = false;
    return await Promise.race([work(), trap]);
  } catch (error) {
    noteTrap(error);
    throw error;
  } finally {
    inFlight.delete(reject);
  }
}

const FAILED = {
  code: "internal",
  message: "The Worker failed while it worked on this request.",
  remedy: "Try again. If it fails again, the Worker's log holds the reason: please report it.",
  retryable: true,
  upstream: null,
};

/** The same shape as every other refusal (src/server/wire.rs). */
function internalError() {
  const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
  return Response.json({ error: FAILED }, { status: 500, headers });
}

/** Throws what a bound Worker catches. */
function refuse(thrown) {
  const { message, ...facts } = typeof thrown?.code === "string" && thrown.remedy ? thrown : FAILED;
  throw Object.assign(new Error(message), { name: "EdgemintError", ...facts });
}
