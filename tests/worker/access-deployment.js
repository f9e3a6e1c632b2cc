/** What the tests of Cloudflare Access start from: a deployment behind it, and its team. */
import assert from "node:assert/strict";

import { createTeam } from "../support/access-team.js";
import { assertRefused, CALLER, startDeployment } from "./deployment.js";
import { skippingModules } from "./skipping.js";

export const TEAM = "x.cloudflareaccess.com";
/** The client ID of a service token. */
export const SERVICE = "88bf3b6d86161464f6509f7219099e57.access";

/** A deployment that lets two people in, and one service token. */
export async function startBehindAccess() {
  const team = createTeam(TEAM);
  team.rotate("first");
  /** How often the team's keys were asked for, and what they are answered with. */
  const keys = { fetched: 0, answer: () => team.certs() };

  function outboundService({ url, method, headers, body }) {
    if (url !== team.certsUrl) return fetch(url, { method, headers, body, duplex: "half", redirect: "manual" });
    keys.fetched += 1;
    return keys.answer();
  }

  const policy = {
    access: { team: TEAM, audience: team.audience },
    callers: [
      { ...CALLER, secret_sha256: undefined, name: "people", access: ["Ada@example.com", "grace@example.com"] },
      { ...CALLER, name: "jobs", access: [SERVICE], scopes: ["openid"] },
    ],
  };
  const deployment = await startDeployment({ policy, more: { outboundService, modules: skippingModules() } });
  const now = () => deployment.google.clock.seconds();

  /** Asks for a token of Grace's, with what Access would have signed. */
  async function ask(assertion, { user = "grace@example.com", headers = {} } = {}) {
    const credential = assertion === null ? {} : { "Cf-Access-Jwt-Assertion": assertion };
    const response = await fetch(`${deployment.url}/v1/token`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...credential, ...headers },
      body: JSON.stringify({ user, scopes: "openid" }),
    });
    return deployment.read(response);
  }

  /** What the operator reads of the request that was answered so. */
  async function lineOf({ headers }) {
    const lines = (await deployment.worker.logs()).filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
    return lines.find(({ id }) => id === headers.get("x-request-id"));
  }

  return {
    deployment,
    team,
    keys,
    now,
    ask,
    lineOf,

    /** The claims of Ada's token, with changes. */
    ada: (changes) => ({ ...team.claims(now()), email: "ada@example.com", ...changes }),

    /** Which check failed is in the log, and the operator's business alone. */
    async assertUnauthenticated(answer, reason) {
      assertRefused(answer, 401, "unauthenticated");
      assert.equal(answer.body.error.message, "You did not prove who you are.");
      const { access, caller } = await lineOf(answer);
      assert.match(access ?? "", reason);
      assert.equal(caller, undefined);
    },
  };
}
