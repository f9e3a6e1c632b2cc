/**
 * The signer's comparison with WebCrypto, round after round of fresh keys, until there are as many signatures as asked
 * for: `node tests/runtime/soak-node.js 1000000`. `npm run soak` builds what it needs before.
 */
import { BITS, RANDOM } from "./signer/amounts.js";
import { differences } from "./signer/differential.js";
import { bindings } from "./signer/load-in-node.js";
import { primePool } from "./signer/primes.js";
import { keysOf, randomMessages } from "./signer/random-keys.js";

const PROGRESS_MS = 10_000;

const wanted = Number(process.argv[2]);
const done = { signatures: 0, keys: 0, differences: 0 };
const start = performance.now();
let reported = start;
let stopped = false;
process.once("SIGINT", () => {
  stopped = true;
});

while (isGoing()) await round();
console.log(sum());
process.exitCode = done.differences === 0 ? 0 : 1;

function sum() {
  return `${done.signatures} signatures over ${done.keys} keys, ${done.differences} differences`;
}

function isGoing() {
  return !stopped && done.signatures < wanted;
}

/** One key of each size in turn, so that a run that is cut short has tested all sizes alike. */
async function round() {
  const pools = [];
  for (const bits of BITS) pools.push(await primePool(bits, RANDOM.primes));
  const keys = pools.map((pool) => keysOf(pool, RANDOM.keys));
  for (let turn = 0; turn < RANDOM.keys && isGoing(); turn += 1) {
    for (const each of keys) if (isGoing()) await sign(each.next().value);
  }
}

async function sign(key) {
  const messages = randomMessages(Math.min(RANDOM.messagesPerKey, wanted - done.signatures));
  const found = await differences(bindings, key, messages);
  for (const difference of found) console.error(`soak: ${difference}`);
  done.signatures += messages.length;
  done.keys += 1;
  done.differences += found.length;
  progress();
}

function progress() {
  const now = performance.now();
  if (now - reported < PROGRESS_MS) return;
  reported = now;
  const seconds = Math.round((now - start) / 1000);
  const left = Math.round((seconds / done.signatures) * (wanted - done.signatures));
  console.error(`soak: ${sum()}; ${seconds} s, about ${left} s to go`);
}
