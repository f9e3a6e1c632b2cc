/**
 * What an administrator keeps at Google: the users of some domains, service accounts with their public keys, and the
 * domain-wide delegation entries (numeric client ID to scopes).
 *
 * @typedef {object} User
 * @property {string} email
 * @property {"on" | "off" | "none"} mail Gmail on, Gmail switched off, or no mailbox at all
 * @property {string | null} refusal ID of the refusal that an assertion for this user gets
 * @property {boolean} admin whether the Directory API answers
 *
 * @typedef {object} ServiceAccount
 * @property {string} email
 * @property {string} clientId
 * @property {Map<string, import("node:crypto").KeyObject>} keys public keys by key ID
 * @property {string | null} refusal ID of the refusal that an assertion of this account gets
 */
import { createPublicKey } from "node:crypto";

import { isRefusalId } from "./refusals.js";

export class Directory {
  /** @type {Map<string, User>} */
  #users = new Map();
  /** @type {Map<string, ServiceAccount>} */
  #accounts = new Map();
  /** @type {Map<string, Map<string, Set<string>>>} domain to client ID to scopes */
  #grants = new Map();

  get users() {
    return [...this.#users.values()];
  }

  addUser(email, { mail = "on", refusal = null, admin = false } = {}) {
    assertRefusal(refusal);
    this.#users.set(email.toLowerCase(), { email, mail, refusal, admin });
    const domain = domainOf(email);
    if (!this.#grants.has(domain)) this.#grants.set(domain, new Map());
  }

  user(email) {
    return this.#users.get(email.toLowerCase()) ?? null;
  }

  managesDomain(domain) {
    return this.#grants.has(domain);
  }

  /** Registers a service-account key; only its public half is kept. A second key joins the account's first. */
  register({ client_email: email, client_id: clientId, private_key, public_key = private_key, private_key_id: keyId }) {
    const account = this.#accounts.get(email) ?? { email, clientId, keys: new Map(), refusal: null };
    account.keys.set(keyId, createPublicKey(public_key));
    this.#accounts.set(email, account);
  }

  /** The account as it is kept: delete one of its `keys`, or call `refuseAccount`, to take it out of service. */
  serviceAccount(email) {
    return this.#accounts.get(email) ?? null;
  }

  /** From now on every assertion of this account gets the refusal; null lifts it. */
  refuseAccount(email, refusal) {
    assertRefusal(refusal);
    this.#accounts.get(email).refusal = refusal;
  }

  /** Keys to hold a signature against when the issuer is unknown. */
  get allAccounts() {
    return [...this.#accounts.values()];
  }

  /** Writes the delegation entry of a client ID; as in the Admin console, the new scopes replace the old. */
  grant(clientId, scopes, domain = "example.com") {
    if (!this.managesDomain(domain)) throw new Error(`no domain ${domain} here: add one of its users first`);
    this.#grants.get(domain).set(clientId, new Set(scopes));
  }

  revokeGrant(clientId, domain = "example.com") {
    this.#grants.get(domain)?.delete(clientId);
  }

  /** @returns {Set<string> | null} null without a delegation entry */
  grantedScopes(clientId, domain) {
    return this.#grants.get(domain)?.get(clientId) ?? null;
  }

  hasGrantAnywhere(clientId) {
    return [...this.#grants.values()].some((entries) => entries.has(clientId));
  }
}

export function domainOf(email) {
  return email.slice(email.lastIndexOf("@") + 1).toLowerCase();
}

function assertRefusal(id) {
  if (id !== null && !isRefusalId(id)) throw new Error(`no refusal is called ${id}; refusals.js has the IDs`);
}
