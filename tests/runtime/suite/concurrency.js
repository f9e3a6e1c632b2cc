/** Many calls at once: nobody gets another's token, and nothing is minted twice. */
import QUnit from "qunit";

const CALLS = 1_000;
/**
 * How many calls are in flight where each exchange is counted. Signing holds the thread for some 20 ms, and a follower
 * that waited two seconds for its leader mints for itself: on a slow machine, more lanes would show that.
 */
const LANES = 6;
const SCOPES = ["gmail.readonly", ["openid", "calendar.readonly"]];

export function testConcurrency({ createMinter, standin, users }) {
  QUnit.module("concurrency", () => {
    QUnit.test("1,000 interleaved calls for 50 users: every token is its user's, each minted once", async (assert) => {
      const minter = await createMinter();
      const calls = plan();
      const tokens = await inLanes(LANES, calls, ([user, scopes]) => minter.getToken(user, scopes));
      assert.deepEqual(tokens.map(({ user }) => user), calls.map(([user]) => user));
      const distinct = distinctTokens(tokens);
      assert.strictEqual(distinct.length, users.length * SCOPES.length);
      assert.strictEqual((await standin.exchanges()).length, distinct.length);
      assert.deepEqual(await misdelivered(distinct), []);
    });

    QUnit.test("1,000 calls in one moment for 20 users: the same", async (assert) => {
      const minter = await createMinter();
      const calls = Array.from({ length: CALLS }, (_, index) => users[(index * 7) % 20]);
      const tokens = await Promise.all(calls.map((user) => minter.getToken(user, "openid")));
      assert.deepEqual(tokens.map(({ user }) => user), calls);
      const distinct = distinctTokens(tokens);
      assert.strictEqual(distinct.length, 20);
      assert.strictEqual((await standin.exchanges()).length, 20);
      assert.deepEqual(await misdelivered(distinct), []);
    });

    QUnit.test("100 calls at once for one user are one exchange", async (assert) => {
      const minter = await createMinter();
      const calls = Array.from({ length: 100 }, () => minter.getToken("ada@example.com", "gmail.readonly"));
      assert.strictEqual(distinctTokens(await Promise.all(calls)).length, 1);
      assert.strictEqual((await standin.exchanges()).length, 1);
    });

    QUnit.test("100 calls at once that are refused are one exchange", async (assert) => {
      const minter = await createMinter();
      const calls = Array.from({ length: 100 }, () => minter.getToken("suspended@example.com", "openid"));
      const outcomes = await Promise.allSettled(calls);
      assert.true(outcomes.every(({ reason }) => reason?.code === "invalid_grant"));
      assert.strictEqual((await standin.exchanges()).length, 1);
    });

    QUnit.test("20 minters made at once all work", async (assert) => {
      const minters = await Promise.all(Array.from({ length: 20 }, () => createMinter()));
      const tokens = await Promise.all(minters.map((minter, index) => minter.getToken(users[index], "openid")));
      assert.deepEqual(tokens.map(({ user }) => user), users.slice(0, 20));
    });
  });

  /** Each user and scope list ten times: twice in a row, so that calls meet, and again much later. */
  function plan() {
    return Array.from({ length: CALLS }, (_, index) => {
      const pair = Math.floor(index / 2);
      return [users[(pair * 7) % users.length], SCOPES[Math.floor(pair / users.length) % SCOPES.length]];
    });
  }

  /** Asks the stand-in whom each token speaks for, and for what. */
  async function misdelivered(tokens) {
    const infos = await inLanes(LANES, tokens, ({ accessToken }) => standin.tokenInfo(accessToken));
    return tokens.filter(({ user, scopes }, index) => {
      const info = infos[index];
      return info.user !== user || info.scope !== scopes.join(" ");
    });
  }
}

function distinctTokens(tokens) {
  return [...new Map(tokens.map((token) => [token.accessToken, token])).values()];
}

/** Calls `work` for each item, some at a time, and gives the results in order. */
async function inLanes(lanes, items, work) {
  const results = [];
  const entries = items.entries();
  const lane = async () => {
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
