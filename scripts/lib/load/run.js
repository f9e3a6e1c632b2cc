// One run: the Worker beside one that does nothing, in the same workerd and under the same client.
import { describeMachine } from "../../../bench/lib/machine.js";
import { quantile } from "../../../bench/lib/statistics.js";
import { startGoogle } from "../../../standin/index.js";
import { say } from "../log.js";
import { createCaller } from "../start/caller.js";
import { DURABLE, DURABLE_IN_MEMORY, startWorker } from "../workerd/worker.js";
import { createClient, underLoad } from "./client.js";
import { IDLE } from "./idle.js";

/** How many users' tokens an isolate keeps in memory. */
const KEPT_USERS = 1_000;

/**
 * @typedef {object} Row
 * @property {string} case
 * @property {number} requests
 * @property {number} requests_per_second
 * @property {number} p50_ms
 * @property {number} p95_ms
 * @property {number} p99_ms
 * @property {number} wrong answers that are no token of the user's, or not from where this case takes them
 * @property {number} failed requests without an answer
 */

/**
 * @param {{ seconds: number, concurrency: number, disk?: boolean, warmUpSeconds?: number, users?: number }} options
 *   `disk`: Durable Objects on the disk; each new one is a file, and the disk is then what mints wait for
 */
export async function runLoad({ seconds, concurrency, disk = false, warmUpSeconds = 1, users = KEPT_USERS }) {
  const machine = await describeMachine();
  const google = await startGoogle();
  const { secret, policy } = createCaller({ users: ["*@example.com"], scopes: ["gmail.readonly"] });
  const bindings = {
    SERVICE_ACCOUNT_KEY: JSON.stringify(google.key),
    POLICY: JSON.stringify(policy),
    TOKEN_URI: google.tokenUri,
    CACHE: "durable",
  };
  const worker = await startWorker(bindings, [IDLE], disk ? DURABLE : DURABLE_IN_MEMORY);
  const client = createClient({ concurrency, secret });
  try {
    const rows = [];
    for (const one of await cases({ google, client, worker, users, concurrency })) {
      say(`load: ${one.name}`);
      await underLoad({ ...one, seconds: warmUpSeconds, concurrency, look: () => {} });
      rows.push(await measure(one, seconds, concurrency));
    }
    return { machine, seconds, concurrency, disk, rows };
  } finally {
    client.close();
    await worker.close();
    await google.close();
  }
}

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {() => Promise<object>} send
 * @property {(answer: any) => boolean} isRight
 */

/** @returns {Promise<Case[]>} */
async function cases({ google, client, worker, users, concurrency }) {
  const [url, idleUrl] = worker.urls;
  const known = Array.from({ length: users }, (_, i) => `user-${i}@example.com`);
  for (const user of known) google.directory.addUser(user);
  let count = 0;
  const next = () => known[count++ % users];
  const fresh = () => {
    const user = `fresh-${count++}@example.com`;
    google.directory.addUser(user);
    return user;
  };

  const askFor = async (user) => ({ user, ...(await client.ask(url, user)) });
  const isOwn = (cache) => (answer) => {
    if (answer.status !== 200 || answer.cache !== cache) return false;
    const { user, access_token: token } = JSON.parse(answer.text);
    return user === answer.user && google.tokenInfo(token)?.user === user;
  };
  await mintAll(known, askFor, concurrency);
  return [
    {
      name: "do-nothing Worker",
      send: () => client.ask(idleUrl, known[0]),
      isRight: ({ status, text }) => status === 200 && JSON.parse(text).access_token.length > 0,
    },
    { name: "hit, one user", send: () => askFor(known[0]), isRight: isOwn("hit") },
    { name: `hit, ${users.toLocaleString("en")} users`, send: () => askFor(next()), isRight: isOwn("hit") },
    // The last: it takes the memory of those before it.
    { name: "mint, a fresh user each", send: () => askFor(fresh()), isRight: isOwn("miss") },
  ];
}

async function mintAll(users, askFor, concurrency) {
  say(`load: tokens for ${users.length} users`);
  const waiting = users.values();
  const lane = async () => {
    for (const user of waiting) await askFor(user);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

/** @param {Case} one @returns {Promise<Row>} */
async function measure({ name, send, isRight }, seconds, concurrency) {
  let wrong = 0;
  const look = (answer) => (wrong += isRight(answer) ? 0 : 1);
  const { seconds: took, latencies, failed } = await underLoad({ seconds, concurrency, send, look });
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(latencies, share));
  return {
    case: name,
    requests: latencies.length,
    requests_per_second: latencies.length / took,
    p50_ms: p50,
    p95_ms: p95,
    p99_ms: p99,
    wrong,
    failed,
  };
}
