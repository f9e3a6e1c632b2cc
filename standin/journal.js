/**
 * One line for each token request, so that a test can count exchanges and a demo can show what was asserted. The
 * signature is never kept: header and claims alone are no credential.
 *
 * @typedef {object} Exchange
 * @property {number} count 1 for the first since the journal was cleared
 * @property {string} time
 * @property {number | null} status null when the connection was cut before the headers
 * @property {string | null} error
 * @property {string | null} errorDescription
 * @property {Record<string, unknown> | null} header null when the assertion could not be read
 * @property {Record<string, unknown> | null} claims
 * @property {string | null} subject
 * @property {string | null} fault
 */

/** A demo may run for days; what is older than this is forgotten. */
const KEPT = 10_000;

export function createJournal(clock) {
  /** @type {Exchange[]} */
  const exchanges = [];
  let count = 0;

  return {
    exchanges,

    /** @param {Pick<Exchange, "header" | "claims" | "fault"> & { answer: import("./http.js").Answer }} entry */
    record({ header, claims, fault, answer }) {
      count += 1;
      exchanges.push({
        count,
        time: new Date(clock.now()).toISOString(),
        status: answer.cut === "before-headers" ? null : answer.status,
        ...errorOf(answer),
        header,
        claims,
        subject: claims?.sub ?? null,
        fault,
      });
      if (exchanges.length > KEPT) exchanges.shift();
    },

    clear() {
      exchanges.length = 0;
      count = 0;
    },
  };
}

function errorOf({ status, headers, body }) {
  if (status === 200 || !headers["Content-Type"].startsWith("application/json")) {
    return { error: null, errorDescription: null };
  }
  const { error, error_description: errorDescription = null } = JSON.parse(body);
  return { error, errorDescription };
}
