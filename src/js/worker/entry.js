// The Worker's entry: hands each request to the WebAssembly, of which there is another instance after a trap.
// Its two methods are all that another Worker can call: what wasm-bindgen exports stays in here.
import { WorkerEntrypoint } from "cloudflare:workers";
import glue from "../../../target/worker/edgemint.js";
import module from "../../../target/worker/edgemint_bg.wasm";
import { WORKER_FAILED } from "../generated/messages.js";
import { logInternal } from "../shared/log.js";
import { attempt, scopesOf, userOf } from "../shared/plain.js";
import { loadNow } from "../wasm/load-now.js";

export { Counters } from "./counters.js";
export { UserTokens } from "./user-tokens.js";

const load = loadNow(glue, () => module);
// What may fail does so when the Worker starts.
load();

export default class extends WorkerEntrypoint {
  fetch(request) {
    const { env, ctx } = this;
    const response = working(({ fetch }) => fetch(request, env, ctx)).catch(failure);
    // Runs to its end although the caller may leave: a future that is never polled again is never
    // dropped, and would keep its memory and any lock that it holds.
    ctx.waitUntil(response);
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
    const asked = [callerOf(ctx), userOf(user), scopesOf(scopes)];
    const instance = load();
    const calling = instance.run(({ getToken }) => getToken(env, ...asked));
    ctx.waitUntil(calling.then(({ behind }) => instance.settled(behind)).catch(() => {}));
    const { token } = await calling.catch(refuse);
    return token;
  }
}

async function working(work) {
  return load().run(work);
}

/** Names are texts; whatever else stands there is nobody. */
function callerOf(ctx) {
  const caller = attempt(() => ctx.props?.caller);
  return typeof caller === "string" && caller.length <= MOST_OF_CALLER ? caller : undefined;
}
/** Longer than a name in a policy. */
const MOST_OF_CALLER = 1_024;

const FAILED = { ...WORKER_FAILED, upstream: null };

/** The same shape as every other refusal (src/server/wire.rs). */
function failure(error) {
  logInternal(error);
  const headers = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
  };
  return Response.json({ error: FAILED }, { status: 500, headers });
}

/** Throws what a bound Worker catches. */
function refuse(thrown) {
  const told = typeof thrown?.code === "string" && thrown.remedy && thrown.code !== FAILED.code;
  if (!told) logInternal(thrown);
  const { message, ...facts } = told ? thrown : FAILED;
  throw Object.assign(new Error(message), { name: "EdgemintError", ...facts });
}
