/**
 * Faults of the token endpoint, queued by a test and spent one a request: the first queued fault that fits the
 * request's subject is used up.
 *
 * @typedef {object} Fault
 * @property {string} kind a name in FAULTS
 * @property {number} [times] how many requests meet it; 1 unless told
 * @property {string} [user] only assertions for this subject meet it
 * @property {number | string} [retryAfter] rate-limit: seconds to wait; text goes out as it is
 * @property {"seconds" | "date"} [format] rate-limit: how Retry-After is written
 * @property {number} [delayMs] slow: how long the answer is held back
 * @property {number} [bytes] huge-body: size of the padding
 * @property {object} [members] changed: what stands in the honest answer instead
 * @property {string} [id] refusal: a name in REFUSALS
 */
import { html, json } from "./http.js";
import { NO_STORE, isRefusalId, refusalAnswer } from "./refusals.js";

/** Each makes the answer; `grant` runs the honest exchange, for the faults that spoil its answer on the way. */
export const FAULTS = {
  "server-error": () => refusalAnswer("internal_failure"),
  unavailable: () => html(503, "Service Unavailable"),
  "rate-limit": (fault, _grant, clock) =>
    json(
      429,
      { error: "rate_limit_exceeded", error_description: "Rate Limit Exceeded" },
      { ...NO_STORE, "Retry-After": retryAfter(fault, clock) },
    ),
  slow: async ({ delayMs = 1000 }, grant) => ({ ...(await grant()), delayMs }),
  "cut-before-headers": async (_fault, grant) => ({ ...(await grant()), cut: "before-headers" }),
  "cut-mid-body": async (_fault, grant) => ({ ...(await grant()), cut: "mid-body" }),
  "bad-json": () => ({ ...json(200, {}, NO_STORE), body: '{"access_token": "ya29.' }),
  "no-access-token": () => json(200, { expires_in: 3599, token_type: "Bearer" }, NO_STORE),
  "empty-access-token": () => json(200, { access_token: "", expires_in: 3599, token_type: "Bearer" }, NO_STORE),
  "huge-body": async ({ bytes = 16 * 1024 * 1024 }, grant) => {
    const answer = await grant();
    return { ...answer, body: JSON.stringify({ ...JSON.parse(answer.body), padding: "x".repeat(bytes) }) };
  },
  changed: async ({ members }, grant) => {
    const answer = await grant();
    return { ...answer, body: JSON.stringify({ ...JSON.parse(answer.body), ...members }) };
  },
  refusal: ({ id }) => refusalAnswer(id),
};

export function createFaults(clock) {
  /** @type {(Fault & { times: number })[]} */
  const queue = [];

  return {
    /** @param {Fault} fault */
    next(fault) {
      checkFault(fault);
      queue.push({ ...fault, times: fault.times ?? 1 });
    },

    pending: queue,

    clear() {
      queue.length = 0;
    },

    /** @param {unknown} subject @returns {Fault | null} */
    take(subject) {
      const index = queue.findIndex(({ user }) => user === undefined || sameUser(user, subject));
      if (index < 0) return null;
      const fault = queue[index];
      fault.times -= 1;
      if (fault.times === 0) queue.splice(index, 1);
      return fault;
    },

    /** @param {Fault} fault @param {() => Promise<import("./http.js").Answer>} grant */
    apply(fault, grant) {
      return FAULTS[fault.kind](fault, grant, clock);
    },
  };
}

function checkFault({ kind, times = 1, id }) {
  const kinds = Object.keys(FAULTS);
  if (!kinds.includes(kind)) throw new Error(`no fault is called ${kind}; there are: ${kinds.join(", ")}`);
  if (!Number.isInteger(times) || times < 1) throw new Error("times must be a whole number, 1 or more");
  if (kind === "refusal" && !isRefusalId(id)) throw new Error(`no refusal is called ${id}; refusals.js has the IDs`);
}

function retryAfter({ retryAfter = 1, format = "seconds" }, clock) {
  return format === "date" ? new Date(clock.now() + retryAfter * 1000).toUTCString() : String(retryAfter);
}

function sameUser(user, subject) {
  return typeof subject === "string" && user.toLowerCase() === subject.toLowerCase();
}
