// What is done with the key. It lies in the minter's WebAssembly alone; forgetting it frees and overwrites it.
import { createMinter } from "edgemint";
import { inspect } from "edgemint/diagnose";
import { exchangeHere, exchangeInWorker, probe } from "./exchange.js";
import { makeKey } from "./lib/demo-key.js";
import { decoded } from "./lib/fields.js";
import { problemWith } from "./lib/key-problem.js";
import { publicKeyOf, verifies } from "./lib/public-key.js";

/** @typedef {ReturnType<typeof nothing>} State */

/** What the page knows when it knows nothing. */
export const nothing = () => ({
  /** Of the key only what is no secret. */
  key: null,
  keyProblem: null,
  user: "",
  scopes: /** @type {string[]} */ ([]),
  ...nothingMade(),
});

/** What was made for a key, a user and scopes, and holds for no others. */
const nothingMade = () => ({
  assertion: null,
  signProblem: null,
  token: null,
  exchanging: false,
  exchangeProblem: null,
  probed: null,
});

export class Session {
  #store;
  /** The address of the stand-in for Google of `npm start`. */
  #standin;
  #minter = null;
  #publicKey = null;
  /** These go up with each other key, and with each other assertion: what comes late for an earlier one is dropped. */
  #keyTurn = 0;
  #turn = 0;

  /**
   * @param {ReturnType<typeof import("./lib/store.js").createStore<State>>} store
   * @param {{ standin?: string }} settings
   */
  constructor(store, { standin }) {
    this.#store = store;
    this.#standin = standin;
  }

  /** What is known for a diagnosis. */
  get facts() {
    const { key, user, scopes } = this.#store.get();
    return { user: user || undefined, scopes, clientId: key?.clientId };
  }

  /**
   * Assertions are for Google, unless the stand-in knows the key.
   *
   * @param {string} text of a key file
   * @param {boolean} [madeUp] whether it was made up in this tab
   */
  async load(text, madeUp = false) {
    this.forgetKey();
    const turn = this.#keyTurn;
    try {
      const { key } = await inspect(text);
      const tokenUri = this.#tokenUriFor(key, madeUp);
      const minter = await createMinter({ credentials: text, tokenUri, dangerouslyAllowBrowser: true });
      const publicKey = await publicKeyOf(text).catch(() => null);
      if (turn !== this.#keyTurn) return minter.dispose();
      this.#minter = minter;
      this.#publicKey = publicKey;
      this.#store.set({ key: { ...key, signer: minter.signer, madeUp, atStandin: tokenUri !== undefined } });
      await this.sign();
    } catch (refusal) {
      const keyProblem = await problemWith(text, refusal).catch(() => refusal);
      if (turn === this.#keyTurn) this.#store.set({ keyProblem });
    }
  }

  #tokenUriFor(key, madeUp) {
    const own = `${this.#standin}/token`;
    return this.#standin && (madeUp || key?.tokenUri === own) ? own : undefined;
  }

  /** Makes a key up, and a user and a scope where there are none. */
  async loadDemo() {
    const turn = this.#keyTurn;
    try {
      const { file, publicKey } = await makeKey();
      if (this.#standin) await this.#introduce(file, publicKey);
      if (turn !== this.#keyTurn) return;
      const { user, scopes } = this.#store.get();
      this.#store.set({
        user: user || "ada@example.com",
        scopes: scopes.length ? scopes : ["https://www.googleapis.com/auth/gmail.readonly"],
      });
      await this.load(JSON.stringify(file), true);
    } catch (keyProblem) {
      this.#store.set({ keyProblem });
    }
  }

  /** Makes the stand-in know the made-up account, by the public half of its key. */
  async #introduce({ client_email, client_id, private_key_id }, public_key) {
    const body = JSON.stringify({ client_email, client_id, private_key_id, public_key });
    const headers = { "Content-Type": "application/json" };
    await fetch(`${this.#standin}/_standin/keys`, { method: "POST", headers, body });
  }

  /** @param {{ user?: string, scopes?: string[] }} changes */
  choose(changes) {
    this.#store.set(changes);
    return this.sign();
  }

  async sign() {
    const turn = ++this.#turn;
    const { key, user, scopes } = this.#store.get();
    this.#store.set({ ...nothingMade(), assertion: this.#store.get().assertion });
    if (!key || !user || scopes.length === 0) return this.#store.set({ assertion: null });
    try {
      const start = performance.now();
      const text = await this.#minter.createAssertion(user, scopes);
      const milliseconds = performance.now() - start;
      const verified = this.#publicKey && (await verifies(text, this.#publicKey));
      if (turn === this.#turn) this.#store.set({ assertion: { text, milliseconds, verified, ...decoded(text) } });
    } catch (signProblem) {
      if (turn === this.#turn) this.#store.set({ assertion: null, signProblem });
    }
  }

  /** @param {string} [secret] of a caller: then the Worker signs, with the key that it has */
  async exchange(secret) {
    const turn = this.#turn;
    const { user, scopes, key } = this.#store.get();
    const here = secret === undefined;
    const atStandin = here ? key.atStandin : this.#standin !== undefined;
    this.#store.set({ exchanging: true, token: null, exchangeProblem: null, probed: null });
    const exchange = here ? exchangeHere(this.#minter, user, scopes) : exchangeInWorker(secret, user, scopes);
    const outcome = await exchange.then(
      (token) => ({ token: { ...token, atStandin } }),
      (exchangeProblem) => ({ exchangeProblem }),
    );
    if (turn === this.#turn) this.#store.set({ exchanging: false, ...outcome });
  }

  /** @param {import("./lib/apis.js").Api} api */
  async probe(api) {
    const turn = this.#turn;
    const { token } = this.#store.get();
    const probed = await probe(api, token, this.facts, token.atStandin ? this.#standin : undefined);
    if (turn === this.#turn) this.#store.set({ probed });
  }

  /** Another key may follow, for the same user and scopes. */
  forgetKey() {
    this.#keyTurn += 1;
    this.#turn += 1;
    this.#minter?.dispose();
    this.#minter = null;
    this.#publicKey = null;
    this.#store.set({ ...nothingMade(), key: null, keyProblem: null });
  }

  forget() {
    this.forgetKey();
    this.#store.set(nothing());
  }
}
