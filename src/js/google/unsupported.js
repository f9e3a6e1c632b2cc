// What Google's clients have and this one refuses, so that a program that needs it learns why.

const TOKENS = "Tokens come from the service account's key, each when it is needed; there is nothing to set.";
const OAUTH = "A service account has no sign-in, consent or refresh token; for those take google-auth-library.";
const VERIFY = "This client gets tokens and verifies none; take a JOSE library for that.";
const FILES = "There are no files at the edge: read the key yourself, and give it to fromJSON.";
const EVENTS = "Listeners are added by on, addListener and once.";

const METHODS = {
  setCredentials: TOKENS,
  fromAPIKey: "An API key stands for a project, not a user: give it to googleapis in place of this client.",
  fromStream: FILES,
  generateAuthUrl: OAUTH,
  generateCodeVerifier: OAUTH,
  generateCodeVerifierAsync: OAUTH,
  getToken: OAUTH,
  getRevokeTokenURL: OAUTH,
  revokeToken: OAUTH,
  revokeCredentials: OAUTH,
  getTokenInfo: VERIFY,
  verifyIdToken: VERIFY,
  verifySignedJwtWithCerts: VERIFY,
  verifySignedJwtWithCertsAsync: VERIFY,
  getFederatedSignonCerts: VERIFY,
  getFederatedSignonCertsAsync: VERIFY,
  getIapPublicKeys: VERIFY,
  getIapPublicKeysAsync: VERIFY,
  prependListener: EVENTS,
  prependOnceListener: EVENTS,
  eventNames: EVENTS,
  listeners: EVENTS,
  rawListeners: EVENTS,
  getMaxListeners: EVENTS,
  setMaxListeners: EVENTS,
};

/** @param {object} prototype of a class that extends it with what it does support */
export function refuseTheRest(prototype) {
  for (const [name, remedy] of Object.entries(METHODS)) {
    const refuse = () => {
      throw new TypeError(`edgemint/google has no ${name}. ${remedy}`);
    };
    Object.defineProperty(prototype, name, { value: refuse, configurable: true, writable: true });
  }
}

const OPTIONS = {
  keyFile: "There is no file system at the edge: give the file's client_email and private_key as email and key.",
  additionalClaims: "edgemint signs the claims that Google asks for, and no others; for an ID token call fetchIdToken.",
  credentials: TOKENS,
  apiKey: METHODS.fromAPIKey,
  transporter: "Requests are sent by fetch; a request's own fetch is its option fetchImplementation.",
  transporterOptions: "They are options of each request: give them to google.options().",
  eagerRefreshThresholdMillis: "Tokens are renewed ahead of their expiry without it.",
  forceRefreshOnFailure: "After a 401 a token is always minted once more.",
  useAuthRequestParameters: "It is about headers that only Google's client adds.",
};

/**
 * @param {object} options of a client
 * @param {string[]} known those that are supported
 */
export function refuseOptions(options, known) {
  for (const [name, value] of Object.entries(options)) {
    if (known.includes(name) || value === undefined || value === null) continue;
    throw new TypeError(`edgemint/google has no option "${name}". ${OPTIONS[name] ?? `It has: ${known.join(", ")}.`}`);
  }
}
