/**
 * Says by how much that which is held grows through each of these at least, in bytes: `node memory.program.js`. A program
 * of its own, as the test runner keeps a note of each promise.
 */
import { createMinter } from "edgemint";

import { heldHere } from "../../scripts/lib/workerd/inspector.js";
import { createDemoKey } from "../../standin/index.js";

const credentials = await createDemoKey({ tokenUri: "https://oauth2.googleapis.com/token", name: "memory" });
const SCOPE = "openid";

// Node keeps each of these for as long as it was meant to last, which is no business of ours.
AbortSignal.timeout = () => new AbortController().signal;

/** Less than anything that is lost at each call would come to. */
const ENOUGH = 400_000;

let minted = 0;
/** A token endpoint within this process. */
const fetch = async () => Response.json({ access_token: `ya29.${"x".repeat(200)}${++minted}`, token_type: "Bearer", expires_in: 3599 });
const startMinter = (options) => createMinter({ credentials, fetch, ...options });

let serial = 0;
const freshUser = () => `one-of-many-${++serial}@example.com`;
const nothingKept = { get: async () => undefined, put: async () => {}, delete: async () => {} };

const minter = await startMinter();
const withCache = await startMinter({ cache: nothingKept });

/** What to do, how often before it is measured, and how often meanwhile. */
const WORK = {
  // It keeps the tokens of a thousand.
  "tokens of many users": [() => minter.getToken(freshUser(), SCOPE), 1_100, 2_000],
  "the same with a cache": [() => withCache.getToken(freshUser(), SCOPE), 1_100, 2_000],
  "a token that is kept": [() => minter.getToken("ada@example.com", SCOPE), 1_000, 10_000],
  "minters, disposed of": [
    async () => {
      const minter = await startMinter();
      await minter.getToken("ada@example.com", SCOPE);
      minter.dispose();
    },
    500,
    2_000,
  ],
};

async function repeat(work, times) {
  for (let left = times; left > 0; left -= 10) await Promise.all(Array.from({ length: 10 }, work));
}

/** What the engine compiles or lays out anew grows once; what is lost grows each time. */
const ROUNDS = 4;

for (const [what, [work, first, times]] of Object.entries(WORK)) {
  await repeat(work, first);
  const grown = { heap: Infinity, buffers: Infinity };
  let before = await heldHere();
  for (let round = 0; round < ROUNDS && grown.heap > ENOUGH; round++) {
    await repeat(work, times);
    const after = await heldHere();
    for (const part of ["heap", "buffers"]) grown[part] = Math.min(grown[part], after[part] - before[part]);
    before = after;
  }
  console.log(JSON.stringify({ what, ...grown }));
}
