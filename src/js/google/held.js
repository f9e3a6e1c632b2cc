import { own } from "../shared/plain.js";
import { isSubject, scopesOf } from "./which.js";

/** What Google's client has in the place of a refresh token. */
const PLACEHOLDER = "jwt-placeholder";

/** The credentials that a client shows: of the last token, or what the program gave in its place. */
export class Held {
  #now = { refresh_token: PLACEHOLDER, expiry_date: 1 };
  #minted;
  #whose;

  get now() {
    return this.#now;
  }

  /** They are for whom the client speaks now: another subject means another token. */
  give(credentials, asked) {
    this.#now = credentials ?? { refresh_token: PLACEHOLDER };
    this.#whose = nameOf(asked);
  }

  /**
   * What the program gave, until it expires. A token that was minted is the minter's to hand out.
   *
   * @returns {object | undefined}
   */
  given(asked) {
    const now = own(this.#now, ["access_token", "token_type", "expiry_date"]);
    if (!now.access_token || now.access_token === this.#minted?.accessToken || this.#isOthers(asked)) return undefined;
    return isExpiring(now.expiry_date, asked) ? undefined : now;
  }

  /** Whether the program wrote that the minted token has expired: then it wants the next one. Told once. */
  expired(asked) {
    const { expiry_date: expiry } = own(this.#now, ["expiry_date"]);
    const minted = this.#minted;
    if (!minted || this.#isOthers(asked) || expiry === minted.expiry || !isExpiring(expiry, asked)) return false;
    this.#minted = undefined;
    return true;
  }

  /** @returns {boolean} whether the token is new to this client */
  remember({ accessToken, expiresAt }, asked) {
    const expiry = Number(expiresAt);
    const isNew = this.#now.access_token !== accessToken;
    this.#whose = nameOf(asked);
    this.#minted = { accessToken, expiry };
    if (!isNew) return false;
    const facts = { access_token: accessToken, token_type: "Bearer", expiry_date: expiry };
    this.#now = { ...facts, refresh_token: PLACEHOLDER };
    return true;
  }

  /** What was refused counts no more. */
  drop() {
    this.#now = { refresh_token: PLACEHOLDER };
    this.#minted = undefined;
  }

  #isOthers(asked) {
    return this.#whose !== undefined && this.#whose !== nameOf(asked);
  }
}

/** Without a date it counts as good, as in Google's client. */
function isExpiring(expiry, { eagerRefreshThresholdMillis: margin }) {
  return Boolean(expiry) && expiry <= Date.now() + margin;
}

function nameOf(asked) {
  const { subject } = asked;
  return JSON.stringify([isSubject(subject) ? subject : null, scopesOf(asked)]);
}
