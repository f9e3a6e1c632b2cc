import { Failure } from "../failure.js";
import { probeUrl, probesFor } from "../probes.js";

const TIMEOUT_MS = 10_000;

/** The token works: one reading call to each API that its scopes allow one for. */
export async function checkApis({ token, apiUrl }) {
  const probes = probesFor(token.scopes);
  if (!probes.length) return { says: "these scopes allow none of the calls that are tried here", skipped: true };
  const says = [];
  for (const probe of probes) {
    const seen = await call(probe, token, apiUrl);
    says.push(seen ? `${probe.api} knows it as ${seen}` : `${probe.api} takes it`);
  }
  return { says: says.join(", ") };
}

/** @returns {Promise<string | undefined>} whose token it is, where the API says */
async function call(probe, { accessToken, user }, apiUrl) {
  const response = await fetch(probeUrl(probe, user, apiUrl), {
    headers: { Authorization: `Bearer ${accessToken}` },
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null);
  if (!response) throw unreachable(probe);
  const body = await response.text().catch(() => "");
  if (response.status !== 200) throw refused(probe, response.status, body);
  const seen = probe.user?.(parsed(body));
  if (seen && seen.toLowerCase() !== user) throw otherUser(probe, seen, user);
  return seen;
}

function parsed(body) {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}

function refused({ api }, status, body) {
  const message = parsed(body).error?.message;
  return new Failure(`${api} answers ${status}${message ? `: ${message}` : "."}`, {
    code: "api_refused",
    remedy: "",
    retryable: status === 429 || status >= 500,
  });
}

const unreachable = ({ api, origin }) =>
  new Failure(`${api} does not answer.`, {
    code: "api_unreachable",
    remedy: `Check that this machine reaches ${origin}, then try again.`,
    retryable: true,
  });

const otherUser = ({ api }, seen, user) =>
  new Failure(`${api} takes the token for one of ${seen}.`, {
    code: "other_user",
    remedy: `Ask for the primary address of the user: ${user} seems to be an alias.`,
  });
