import { explainApiError } from "edgemint/diagnose";
import { readBounded } from "../../shared/body.js";
import { Failure } from "../failure.js";
import { printable } from "../output.js";
import { probeUrl, probesFor } from "../probes.js";

const TIMEOUT_MS = 10_000;
/** More than any of these calls is answered with. */
const MOST_OF_ANSWER = 1024 * 1024;

/** The token works: one reading call to each API that its scopes allow one for. */
export async function checkApis({ token, apiUrl, clientId, clientEmail }) {
  const probes = probesFor(token.scopes);
  if (!probes.length) return { says: "these scopes allow none of the calls that are tried here", skipped: true };
  const says = [];
  for (const probe of probes) {
    const seen = await call(probe, { ...token, clientId, clientEmail }, apiUrl);
    says.push(seen ? `${probe.api} knows it as ${seen}` : `${probe.api} takes it`);
  }
  return { says: says.join(", ") };
}

/** @returns {Promise<string | undefined>} whose token it is, where the API says */
async function call(probe, { accessToken, user, scopes, clientId, clientEmail }, apiUrl) {
  // By this address APIs know the service account itself.
  const owner = user ?? clientEmail;
  const response = await fetch(probeUrl(probe, owner, apiUrl), {
    headers: { Authorization: `Bearer ${accessToken}` },
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null);
  if (!response) throw unreachable(probe);
  const body = await readBounded(response, MOST_OF_ANSWER).then(textOf, () => "");
  // An API that quotes the token shall not show it to whom this is shown.
  const quoted = body.replaceAll(accessToken, "[redacted]");
  if (response.status !== 200) throw await refused(probe, response.status, quoted, { user, scopes, clientId });
  const seen = probe.user?.(parsed(body));
  if (seen === undefined) return undefined;
  const address = printable(seen).toLowerCase();
  if (address !== owner) throw otherUser(probe, address, owner);
  return address;
}

const textOf = (bytes) => new TextDecoder().decode(bytes);

function parsed(body) {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}

async function refused({ api }, status, body, facts) {
  const said = parsed(body).error?.message;
  const { id, likely, paste, retry } = (await explainApiError(status, body, facts)) ?? {};
  return new Failure(`${api} answers ${status}${said ? `: ${printable(said)}` : "."}`, {
    code: "api_refused",
    remedy: likely?.[0].remedy ?? "Read what the API says; this answer is not a known one.",
    retryable: retry ?? (status === 429 || status >= 500),
    diagnosis: id,
    likely,
    paste,
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
