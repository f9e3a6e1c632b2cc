/** When Google's JWT signs a token for itself, and what is in it. */
import { answeredBy, decoded, READ, SEND } from "../both.js";

const URL_OF_API = "https://pubsub.googleapis.com/";
const BOTH = [READ, SEND];

/** What the token is for, or that there is none; `exchanges` are those that it took. */
async function signedBy(side, options, { url, ...fields } = {}) {
  const auth = Object.assign(side.jwt({ scopes: [], ...options }), fields);
  const headers = await auth.getRequestHeaders(url);
  if (!headers.has("authorization")) return [[...headers].length, side.exchanges()];
  const [, { iss, sub, aud, scope }] = decoded(headers);
  return [iss === side.email, sub === side.email, aud, scope, side.exchanges()];
}

const forUrl = [true, true, URL_OF_API, undefined, 0];
const forScopes = [true, true, undefined, `${READ} ${SEND}`, 0];
const none = [0, 0];

const row = (behaviour, is, options, fields) => ({
  behaviour,
  see: (side) => signedBy(side, options, fields),
  is,
});

const universe = { universeDomain: "my-universe.com", subject: undefined };

/** @type {import("./index.js").Behaviour[]} */
export const selfSigned = [
  row("without scopes a token is signed for the URL, and the subject does not count", forUrl, { scopes: undefined }, { url: URL_OF_API }),
  {
    behaviour: "its header has the key's ID",
    async see(side) {
      const auth = side.jwt({ scopes: undefined, keyId: "101" });
      return decoded(await auth.getRequestHeaders(URL_OF_API))[0];
    },
    is: { alg: "RS256", typ: "JWT", kid: "101" },
  },
  {
    behaviour: "additionalClaims go into the token",
    async see(side) {
      try {
        const auth = side.jwt({ scopes: undefined, additionalClaims: { someClaim: "cat-on-my-desk" } });
        auth.defaultServicePath = "example.com";
        const [, { aud, someClaim }] = decoded(await auth.getRequestHeaders(URL_OF_API));
        return [aud, someClaim];
      } catch (error) {
        return error.name;
      }
    },
    is: ["https://example.com/", "cat-on-my-desk"],
    differs: {
      is: "TypeError",
      ours: "refused, but for `target_audience`",
      why: "edgemint signs the claims that Google asks for and no others, so that no option widens a token.",
    },
  },
  {
    behaviour: "target_audience among additionalClaims means an ID token",
    async see(side) {
      const additionalClaims = { target_audience: "https://a.example.com" };
      const auth = side.jwt({ scopes: undefined, subject: undefined, additionalClaims });
      return decoded(await auth.getRequestHeaders(URL_OF_API))[1].aud;
    },
    is: "https://a.example.com",
  },
  row("no scopes and no URL: no headers", none),
  row("nor with useJWTAccessWithScope", none, {}, { useJWTAccessWithScope: true }),
  row("a URL alone: signed for it", forUrl, {}, { url: URL_OF_API, useJWTAccessWithScope: false }),
  row("a URL and defaultScopes: signed for the URL", forUrl, {}, { url: URL_OF_API, defaultScopes: BOTH }),
  row("a URL and useJWTAccessWithScope: signed for the URL", forUrl, {}, { url: URL_OF_API, useJWTAccessWithScope: true }),
  row("a URL, defaultScopes and useJWTAccessWithScope: signed for the URL", forUrl, {}, {
    ...{ url: URL_OF_API, useJWTAccessWithScope: true, defaultScopes: BOTH },
  }),
  row("user scopes and useJWTAccessWithScope: signed for the scopes", forScopes, { scopes: BOTH }, { useJWTAccessWithScope: true }),
  row("defaultScopes and useJWTAccessWithScope, no URL: signed for those scopes", forScopes, {}, {
    ...{ useJWTAccessWithScope: true, defaultScopes: BOTH },
  }),
  row("user scopes come before defaultScopes", forScopes, { scopes: BOTH }, {
    ...{ useJWTAccessWithScope: true, defaultScopes: [READ] },
  }),
  row("user scopes come before a URL", forScopes, { scopes: BOTH }, { url: URL_OF_API, useJWTAccessWithScope: true }),
  row("user scopes come before both", forScopes, { scopes: BOTH }, {
    ...{ url: URL_OF_API, useJWTAccessWithScope: true, defaultScopes: [READ] },
  }),
  row("another universe: signed for the scopes", forScopes, { scopes: BOTH, ...universe }, {
    ...{ url: URL_OF_API, defaultScopes: BOTH },
  }),
  row("another universe with useJWTAccessWithScope: the same", forScopes, { scopes: BOTH, ...universe }, {
    ...{ url: URL_OF_API, useJWTAccessWithScope: true, defaultScopes: BOTH },
  }),
  {
    behaviour: "another universe with a subject is refused",
    async see(side) {
      const auth = side.jwt({ scopes: BOTH, universeDomain: "my-universe.com" });
      const { name, message } = await auth.getRequestHeaders(URL_OF_API).catch((error) => error);
      return [name, /Domain-wide delegation is not supported in universes other than/.test(message)];
    },
    is: ["RangeError", true],
  },
  {
    behaviour: "target_audience comes before defaultScopes",
    async see(side) {
      const additionalClaims = { target_audience: "https://a.example.com" };
      const auth = side.jwt({ scopes: undefined, subject: undefined, additionalClaims });
      auth.defaultScopes = [READ];
      const iat = Math.floor(Date.now() / 1000);
      const claims = { aud: "https://a.example.com", iat, exp: iat + 3600 };
      const idToken = ["{}", JSON.stringify(claims), "x"].map((part) => Buffer.from(part).toString("base64url")).join(".");
      // Google's client asks for scopes as well, which the stand-in refuses as the endpoint's rules have it.
      const headers = await answeredBy({ id_token: idToken }, () => auth.getRequestHeaders(URL_OF_API));
      return decoded(headers)[1].aud;
    },
    is: "https://a.example.com",
  },
  {
    behaviour: "a signed token is kept while it is good",
    async see(side) {
      const auth = side.jwt({ scopes: [] });
      const first = await auth.getRequestHeaders(URL_OF_API);
      await passing(1_100);
      const second = await auth.getRequestHeaders(URL_OF_API);
      return first.get("authorization") === second.get("authorization");
    },
    is: true,
  },
  {
    behaviour: "it is signed anew shortly before it expires",
    async see(side) {
      const auth = side.jwt({ scopes: [] });
      const first = await auth.getRequestHeaders(URL_OF_API);
      const { now } = Date;
      Date.now = () => now() + 3_595_000;
      const second = await auth.getRequestHeaders(URL_OF_API);
      Date.now = now;
      const [, { exp: before }] = decoded(first);
      const [, { exp: after }] = decoded(second);
      return after - before > 3_500;
    },
    is: true,
  },
];

/** Another second, so that another signature would be another text. */
const passing = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
