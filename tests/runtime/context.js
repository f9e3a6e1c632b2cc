/** Starts what the suite talks to, and says where it is in plain JSON, so that a page or a Worker can be told. */
import { once } from "node:events";
import { createServer } from "node:net";
import { readFileSync } from "node:fs";

import { createTokenClient, startGoogle } from "../../standin/index.js";

/**
 * @typedef {object} Context
 * @property {string} url the stand-in for Google, whose controls are under `/_standin/`
 * @property {string} tokenUri
 * @property {string} apiUrl
 * @property {Record<string, string>} key key JSON of a service account that the stand-in knows
 * @property {string[]} users fifty users with mailboxes
 * @property {string} subjectlessToken speaks for the service account itself
 * @property {string} unreachableTokenUri nobody answers there
 * @property {{ id: string, why: string, problem: string | null, private_key: string }[]} rsaNumbers keys, good and odd
 * @property {string} signer which implementation signs in this run
 * @property {boolean} crossOrigin whether CORS hides headers such as Date and Retry-After from the runtime
 */

const RSA_NUMBERS = new URL("../vectors/rsa_numbers.json", import.meta.url);

/** The signer of the build that engines with relaxed SIMD load. */
const MODERN_SIGNER = "relaxed-simd";

/** @returns {Promise<{ context: Context, close: () => Promise<void> }>} */
export async function startContext({ crossOrigin = false, signer = MODERN_SIGNER } = {}) {
  const google = await startGoogle();
  const { url, tokenUri, apiUrl, key, close } = google;
  const users = Array.from({ length: 50 }, (_, index) => `user-${index}@example.com`);
  for (const user of users) google.directory.addUser(user);
  const subjectlessToken = await createTokenClient(google).mint({ sub: undefined });
  const silent = await startSilentServer();
  const unreachableTokenUri = `http://127.0.0.1:${silent.address().port}/token`;
  return {
    context: {
      url,
      tokenUri,
      apiUrl,
      key,
      users,
      subjectlessToken,
      unreachableTokenUri,
      rsaNumbers: JSON.parse(readFileSync(RSA_NUMBERS, "utf8")).cases,
      signer,
      crossOrigin,
    },
    async close() {
      silent.close();
      await close();
    },
  };
}

/** Hangs up on everybody. A port that nobody listens at could be given to another process meanwhile. */
async function startSilentServer() {
  const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
