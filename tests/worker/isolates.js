/** Several isolates of the Worker over the same Durable Objects, and requests to a chosen one. */
import assert from "node:assert/strict";
import { request } from "node:http";

import { DURABLE } from "../support/worker.js";
import { SECRET } from "./deployment.js";

/** Two more isolates with the same settings, over the first one's Durable Objects. */
export const siblings = (bindings) =>
  ["second", "third"].map((name) => ({
    name,
    bindings,
    durableObjects: { USER_TOKENS: { className: "UserTokens", scriptName: "edgemint", useSQLite: true } },
  }));

/** For startDeployment. */
export const THREE_ISOLATES = { cache: "durable", more: DURABLE, others: siblings };

export async function askAt(url, user, scopes = "gmail.readonly", signal = undefined) {
  const response = await fetch(`${url}/v1/token`, {
    method: "POST",
    headers: { Authorization: `Bearer ${SECRET}`, "Content-Type": "application/json" },
    body: JSON.stringify({ user, scopes }),
    signal,
  });
  return { status: response.status, cache: response.headers.get("x-edgemint-cache"), body: await response.json() };
}

/** Each got a token, and the one of the user that it asked for. */
export function assertOwnTokens(google, users, answers) {
  for (const [i, { status, body }] of answers.entries()) {
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(google.tokenInfo(body.access_token).user, users[i]);
  }
}

/** A request whose client can vanish: with a reset, at which workerd cancels it. It does not notice a mere close. */
export function lead(isolate, user, scopes) {
  const headers = { Authorization: `Bearer ${SECRET}`, "Content-Type": "application/json" };
  const sent = request(`${isolate}/v1/token`, { method: "POST", agent: false, headers });
  const { promise: wasCut, resolve } = Promise.withResolvers();
  sent.on("response", () => resolve(false)).on("error", () => resolve(true));
  sent.end(JSON.stringify({ user, scopes }));
  return {
    cutOff() {
      sent.socket.resetAndDestroy();
      return wasCut;
    },
  };
}
