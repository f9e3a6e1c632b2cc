// What is done with the key. It lies in the minter's WebAssembly alone; forgetting it frees and overwrites it.
import { createMinter } from "edgemint";
import { inspect } from "edgemint/diagnose";
import { exchangeHere, exchangeInWorker, probe } from "./exchange.js";
import { makeKey } from "./lib/demo-key.js";
import { decoded } from "./lib/fields.js";
import { publicKeyOf, verifies } from "./lib/public-key.js";

/** @typedef {ReturnType<typeof nothing>} State */

/** What the page knows when it knows nothing. */
export const nothing = () => ({
  /** Of the key only what is no secret. */
  key: null,
  keyProblem: null,
  user: "",
  scopes: /** @type {string[]} */ ([]),
  assertion: null,
  signProblem: null,
  token: null,
  exchanging: false,
  exchangeProblem: null,
  probed: null,
});

/**
 * @param {ReturnType<typeof import("./lib/store.js").createStore<State>>} store
 * @param {{ standin?: string }} settings `standin`: the address of the stand-in for Google of `npm start`
 */
export function createSession(store, { standin }) {
  let minter = null;
  let publicKey = null;
  /** Goes up when what is being worked on has become another matter: an answer that comes late is dropped. */
  let turn = 0;

  const set = (changes) => store.set(changes);
  const ready = ({ key, user, scopes }) => key && user && scopes.length > 0;
  const facts = ({ key, user, scopes }) => ({ user: user || undefined, scopes, clientId: key?.clientId });

  /** Assertions are for Google, unless the stand-in made the key or was told of it. */
  async function load(text, madeUp = false) {
    drop();
    const mine = turn;
    try {
      const { key } = await inspect(text);
      const tokenUri = standin && (madeUp || key?.tokenUri === `${standin}/token`) ? `${standin}/token` : undefined;
      const made = await createMinter({ credentials: text, tokenUri, dangerouslyAllowBrowser: true });
      const checkedWith = await publicKeyOf(text).catch(() => null);
      if (mine !== turn) return made.dispose();
      minter = made;
      publicKey = checkedWith;
      set({ key: { ...key, signer: made.signer, madeUp, atStandin: tokenUri !== undefined } });
      await sign();
    } catch (problem) {
      if (mine === turn) set({ keyProblem: problem });
    }
  }

  async function loadDemo() {
    try {
      const { file, publicKey: pem } = await makeKey();
      if (standin) await introduce(file, pem);
      set({ user: store.get().user || "ada@example.com" });
      if (store.get().scopes.length === 0) set({ scopes: ["https://www.googleapis.com/auth/gmail.readonly"] });
      await load(JSON.stringify(file), true);
    } catch (problem) {
      set({ keyProblem: problem });
    }
  }

  /** Makes the stand-in know the made-up account, by the public half of its key. */
  async function introduce({ client_email, client_id, private_key_id }, public_key) {
    const body = JSON.stringify({ client_email, client_id, private_key_id, public_key });
    const headers = { "Content-Type": "application/json" };
    await fetch(`${standin}/_standin/keys`, { method: "POST", headers, body });
  }

  async function sign() {
    const mine = ++turn;
    const { user, scopes } = store.get();
    set({ token: null, exchangeProblem: null, exchanging: false, probed: null, signProblem: null });
    if (!ready(store.get())) return set({ assertion: null });
    try {
      const start = performance.now();
      const text = await minter.createAssertion(user, scopes);
      const milliseconds = performance.now() - start;
      const verified = publicKey && (await verifies(text, publicKey));
      if (mine === turn) set({ assertion: { text, milliseconds, verified, ...decoded(text) } });
    } catch (problem) {
      if (mine === turn) set({ assertion: null, signProblem: problem });
    }
  }

  /** @param {string} [secret] of a caller: then the Worker signs, with the key that it has */
  async function exchange(secret) {
    const mine = turn;
    const { user, scopes, key } = store.get();
    const atStandin = secret === undefined ? key.atStandin : standin !== undefined;
    set({ exchanging: true, token: null, exchangeProblem: null, probed: null });
    const exchanging = secret === undefined ? exchangeHere(minter, user, scopes) : exchangeInWorker(secret, user, scopes);
    const outcome = await exchanging.then(
      (token) => ({ token: { ...token, atStandin } }),
      (exchangeProblem) => ({ exchangeProblem }),
    );
    if (mine === turn) set({ exchanging: false, ...outcome });
  }

  function drop() {
    turn += 1;
    minter?.dispose();
    minter = null;
    publicKey = null;
    const { user, scopes } = store.get();
    set({ ...nothing(), user, scopes });
  }

  return {
    load,
    loadDemo,
    sign,
    exchange,
    /** What is known for a diagnosis. */
    facts: () => facts(store.get()),
    choose(changes) {
      set(changes);
      return sign();
    },
    async probe(api) {
      const mine = turn;
      const { token } = store.get();
      const probed = await probe(api, token, facts(store.get()), token.atStandin ? standin : undefined);
      if (mine === turn) set({ probed });
    },
    /** Another key may follow, for the same user and scopes. */
    forgetKey: drop,
    forget() {
      drop();
      set(nothing());
    },
  };
}
