/** One request to the token endpoint as a test sees it: a queued fault takes effect and the journal is written. */
import { text } from "../http.js";
import { decodeAssertion } from "./assertion.js";

export function createTokenRoute({ endpoint, faults, journal }) {
  /** @returns {Promise<import("../http.js").Answer>} */
  return async function answer(request) {
    if (request.method !== "POST") return text(405, "Only POST is answered here.\n", { Allow: "POST, OPTIONS" });
    const { header, claims } = peek(request.body);
    const fault = faults.take(claims?.sub);
    const grant = () => endpoint(request);
    const answer = fault ? await faults.apply(fault, grant) : await grant();
    journal.record({ header, claims, fault: fault && fault.kind, answer });
    return answer;
  };
}

function peek(body) {
  try {
    return decodeAssertion(new URLSearchParams(body).get("assertion"));
  } catch {
    return { header: null, claims: null };
  }
}
