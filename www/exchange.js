// The three requests that can leave this tab: to the token endpoint, to the Worker, to an API.
import { explainApiError } from "edgemint/diagnose";
import { urlOf } from "./lib/apis.js";

/**
 * @typedef {object} Token
 * @property {string} accessToken
 * @property {Date} expiresAt
 * @property {string[]} scopes
 * @property {string} user
 */

/** With an assertion signed here; a second token for the same is asked for anew. @returns {Promise<Token>} */
export async function exchangeHere(minter, user, scopes) {
  await minter.invalidate(user, scopes);
  return minter.getToken(user, scopes);
}

/** By this server's Worker, with the key that it has. @returns {Promise<Token>} */
export async function exchangeInWorker(secret, user, scopes) {
  const response = await fetch("/v1/token", {
    method: "POST",
    headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" },
    body: JSON.stringify({ user, scopes }),
  }).catch(() => null);
  const body = await response?.json().catch(() => null);
  if (!response?.ok || !body?.access_token) throw problemOf(response, body);
  return {
    accessToken: body.access_token,
    expiresAt: new Date(body.expires_at * 1000),
    scopes: body.scope.split(" "),
    user: body.user,
  };
}

function problemOf(response, body) {
  if (body?.error?.code) return { ...body.error, status: response.status, answer: JSON.stringify(body) };
  if (!response) return { message: "The Worker cannot be reached.", remedy: "Check the network of this device." };
  return {
    message: "There is no edgemint Worker behind this page.",
    remedy: "Exchange from this tab, or open the page that your Worker serves.",
    status: response.status,
  };
}

/**
 * Asks an API with the token.
 *
 * @returns {Promise<{ status: number | null, body: string, explanation: object | null, milliseconds: number }>}
 */
export async function probe(api, token, facts, standin) {
  const start = performance.now();
  const answer = { status: null, body: "", explanation: null, milliseconds: 0 };
  try {
    const headers = { Authorization: `Bearer ${token.accessToken}` };
    const response = await fetch(urlOf(api, token.user, standin), { headers });
    answer.status = response.status;
    answer.body = await response.text();
    if (standin && response.status === 404) answer.body = "The stand-in for Google does not have this API.";
    if (!response.ok) answer.explanation = await explainApiError(answer.status, answer.body, facts);
  } catch {
    answer.body = "No answer: this device is offline, or something between here and Google stopped the request.";
  }
  return { ...answer, milliseconds: performance.now() - start };
}
