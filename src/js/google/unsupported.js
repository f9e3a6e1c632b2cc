// What Google's clients have and this one refuses, so that a program that needs it learns why.

const OAUTH = "A service account has no sign-in, consent or refresh token; for those take google-auth-library.";
const VERIFY = "This client gets tokens and verifies none; take a JOSE library for that.";
const EVENTS = "Listeners are added by on, addListener and once.";

const METHODS = {
  fromAPIKey: "An API key stands for a project, not a user: give it to googleapis in place of this client.",
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
  credentials: "Google's JWT does not look at it: set it afterwards, by jwt.credentials = {...}.",
  apiKey: METHODS.fromAPIKey,
  transporter: "Requests are sent by fetch; a request's own fetch is its option fetchImplementation.",
  transporterOptions: "They are options of each request: give them to google.options().",
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

/** @param {object} [claims] of a JWT client */
export function refuseClaims(claims) {
  const other = Object.keys(claims ?? {}).find((name) => name !== "target_audience");
  if (other === undefined) return;
  throw new TypeError(
    "edgemint/google signs the claims that Google asks for, and no others; of additionalClaims it knows " +
      `target_audience. Leave "${other}" out.`,
  );
}
