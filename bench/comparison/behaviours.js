// What each does when it is asked for tokens: run in Node against the local stand-in for Google.
import { createPrivateKey } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { startGoogle } from "../../standin/index.js";
import { allowItself } from "../lib/package-costs.js";
import { peers } from "./peers/index.js";

const ADA = "ada@example.com";
const GRACE = "grace@example.com";

/** @returns {Promise<{ topic: string, answers: string[] }[]>} one answer for each peer */
export async function observeBehaviour() {
  const rows = [];
  for (const [topic, observe] of Object.entries(topics)) {
    rows.push({ topic, answers: await Promise.all(peers.map((peer) => withPeer(peer, observe))) });
  }
  return rows;
}

/** Each question to a stand-in of its own, with a key of its own: nothing is in any cache. */
async function withPeer({ modules }, observe) {
  const google = await startGoogle();
  allowItself(google);
  try {
    const { open } = await import(pathToFileURL(modules.node));
    return await observe({ google, open, opened: await open(google.key), tokenFor: userOf(google) });
  } finally {
    await google.close();
  }
}

const userOf = (google) => async (token) => google.tokenInfo(await token)?.user;
const exchanges = (google) => google.exchanges.length;
const outcome = (call) => call.then((token) => ({ token }), (error) => ({ error }));
const times = (count) => (count === 1 ? "one exchange" : `${count} exchanges`);

const topics = {
  async "a token for `ada@example.com` speaks for"({ opened, tokenFor }) {
    return (await tokenFor(opened.token(ADA))) === ADA ? "her" : "the service account";
  },

  async "the same object, then asked for another user"({ opened, tokenFor }) {
    if (!opened.another) return "no user to ask for";
    await opened.token(ADA);
    return (await tokenFor(opened.another(GRACE))) === GRACE ? "gives that user's token" : "**gives the first user's token**";
  },

  async "the user is `\"\"`, blanks or `me`"({ google, opened }) {
    if (!opened.another) return "no user to ask for";
    const sent = [];
    for (const user of ["", "  ", "me"]) {
      const before = exchanges(google);
      await outcome(opened.token(user));
      if (exchanges(google) > before) sent.push(`\`"${user}"\``);
    }
    return sent.length ? `${sent.join(", ")} sent to Google` : "refused, nothing sent";
  },

  async "asked twice for one token"({ google, opened }) {
    await opened.token(ADA);
    await opened.token(ADA);
    return times(exchanges(google));
  },

  async "asked ten times at once"({ google, opened }) {
    await Promise.all(Array.from({ length: 10 }, () => opened.token(ADA)));
    return times(exchanges(google));
  },

  async "refused once, asked again six seconds later"({ google, opened }) {
    google.faults.next({ kind: "refusal", id: "dwd_client_id" });
    await outcome(opened.token(ADA));
    // edgemint remembers a refusal for five.
    await sleep(6000);
    const { token } = await outcome(opened.token(ADA));
    return token ? "mints" : `**the old error again**, after ${times(exchanges(google))}`;
  },

  async "the endpoint answers 503 once"({ google, opened }) {
    google.faults.next({ kind: "unavailable" });
    const { token } = await outcome(opened.token(ADA));
    return token ? "tries again, mints" : "an error";
  },

  async "a clock that is ten minutes ahead"({ google, opened }) {
    google.clock.offsetSeconds = -600;
    const { token } = await outcome(opened.token(ADA));
    return token ? "corrected by the answer, mints" : "an error";
  },

  async "`unauthorized_client`: the error names"({ google, opened }) {
    google.faults.next({ kind: "refusal", id: "dwd_client_id", times: 9 });
    const { error } = await outcome(opened.token(ADA));
    const text = `${error.message} ${error.remedy ?? ""}`;
    const named = { "the client ID to allow": google.key.client_id, "the scopes": "gmail.readonly" };
    const found = Object.keys(named).filter((name) => text.includes(named[name]));
    return found.length ? found.join(" and ") : "what Google said";
  },

  "an id token for an audience": async ({ opened }) => opened.idToken ?? "no",

  "the key's line breaks are literal `\\n`": withKey((pem) => pem.replaceAll("\n", "\\n")),
  "they were lost": withKey((pem) => pem.replaceAll("\n", " ")),
  "the key is in quotes": withKey((pem) => `"${pem}"`),
  "the key is PKCS#1": withKey((pem) => createPrivateKey(pem).export({ type: "pkcs1", format: "pem" })),
};

/** Whether it mints with a key that went through `damage`. */
function withKey(damage) {
  return async ({ google: { key }, open }) => {
    const damaged = { ...key, private_key: damage(key.private_key) };
    const { token } = await outcome((async () => (await open(damaged)).token(ADA))());
    return token ? "mints" : "an error";
  };
}
