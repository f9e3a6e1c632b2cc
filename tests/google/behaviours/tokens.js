/** How Google's JWT gets a token and keeps it. */
import { ADA, answeredBy, READ, SEND } from "../both.js";

const PLACEHOLDER = "jwt-placeholder";

const byCallback = (call) => new Promise((resolve) => call((...values) => resolve(values)));

/** Whose token an API gets where the program put credentials there before, and how many exchanges that took. */
async function requestWith(side, credentials, options) {
  const auth = side.byFile(options);
  auth.credentials = { refresh_token: PLACEHOLDER, ...credentials };
  const { status } = await auth.request({ url: side.echo.url }).catch((error) => error);
  const token = side.brought();
  return [status, side.userOf(token) ?? token, side.exchanges(), auth.credentials.access_token === token];
}

const KEPT = [200, "woot", 0, true];
const RENEWED = [200, ADA, 1, true];

/** @type {import("./index.js").Behaviour[]} */
export const tokens = [
  {
    behaviour: "a new client has a placeholder for a refresh token",
    see: (side) => side.bare().credentials.refresh_token,
    is: PLACEHOLDER,
  },
  {
    behaviour: "authorize gets a token by a key file, and shows what was asked for, the key and the credentials",
    async see(side) {
      const auth = side.byFile({ scopes: [READ, SEND] });
      const [error, credentials] = await byCallback((done) => auth.authorize(done));
      const { iss, scope, sub, keyFile } = auth.gtoken.googleTokenOptions;
      const same = ["access_token", "refresh_token", "token_type"].every((at) => credentials[at] === auth.credentials[at]);
      const { access_token: token, refresh_token: placeholder } = auth.credentials;
      const asked = [iss === side.email, scope, sub, keyFile === side.pemFile];
      return [error, side.userOf(token), placeholder, same, ...asked, auth.key === side.key, auth.email === side.email];
    },
    is: [null, ADA, PLACEHOLDER, true, true, `${READ} ${SEND}`, ADA, true, true, true],
  },
  {
    behaviour: "scopes may be one text",
    async see(side) {
      const auth = side.byFile({ scopes: READ });
      await byCallback((done) => auth.authorize(done));
      return [auth.gtoken.googleTokenOptions.scope, side.asserted().scope];
    },
    is: [READ, READ],
  },
  {
    behaviour: "getAccessToken gives a token to its callback",
    async see(side) {
      const auth = side.byFile();
      auth.credentials = { refresh_token: PLACEHOLDER };
      const [error, token] = await byCallback((done) => auth.getAccessToken(done));
      return [error, side.userOf(token)];
    },
    is: [null, ADA],
  },
  {
    behaviour: "each new token is an event",
    async see(side) {
      const auth = side.byFile();
      const seen = [];
      auth.on("tokens", ({ access_token: token }) => seen.push(token));
      const { token } = await auth.getAccessToken();
      return [seen.length, seen[0] === token];
    },
    is: [1, true],
  },
  {
    behaviour: "getRequestHeaders has the token of an exchange",
    async see(side) {
      const auth = side.byFile({ scopes: [READ, SEND] });
      auth.credentials = { refresh_token: PLACEHOLDER };
      const headers = await auth.getRequestHeaders();
      return [side.userOf(headers.get("authorization").replace("Bearer ", "")), side.exchanges()];
    },
    is: [ADA, 1],
  },
  {
    behaviour: "a request without a token gets one first",
    see: (side) => requestWith(side, {}),
    is: RENEWED,
  },
  {
    behaviour: "requests at the same time share one exchange",
    async see(side) {
      const auth = side.byFile();
      auth.credentials = { refresh_token: PLACEHOLDER };
      await Promise.all([1, 2, 3].map(() => auth.request({ url: side.echo.url })));
      return [side.exchanges(), side.userOf(auth.credentials.access_token)];
    },
    is: [1, ADA],
  },
  {
    behaviour: "an exchange that ended is not kept: what the program says has expired is exchanged for anew",
    async see(side) {
      const auth = side.byFile();
      await auth.request({ url: side.echo.url });
      auth.credentials.access_token = null;
      auth.credentials.expiry_date = 1;
      await auth.request({ url: side.echo.url });
      return [side.exchanges(), side.userOf(auth.credentials.access_token)];
    },
    is: [2, ADA],
  },
  {
    behaviour: "given credentials that have expired are replaced",
    see: (side) => requestWith(side, { access_token: "woot", expiry_date: Date.now() - 1000 }),
    is: RENEWED,
  },
  {
    behaviour: "given credentials that expire within eagerRefreshThresholdMillis are replaced",
    see: (side) => {
      const credentials = { access_token: "woot", expiry_date: Date.now() + 30_000 };
      return requestWith(side, credentials, { eagerRefreshThresholdMillis: 60_000 });
    },
    is: RENEWED,
  },
  {
    behaviour: "given credentials that are good for longer than that are used, and the key is not read",
    see: (side) => {
      const credentials = { access_token: "woot", expiry_date: Date.now() + 60_000 };
      return requestWith(side, credentials, { eagerRefreshThresholdMillis: 1000, keyFile: "/no/such/key.pem" });
    },
    is: KEPT,
  },
  {
    behaviour: "a 403 renews the token once, where forceRefreshOnFailure asks for it",
    see: (side) => {
      const credentials = { access_token: "woot", expiry_date: Date.now() + 3_600_000 };
      side.echo.answers.push({ status: 403, body: "{}" });
      return requestWith(side, credentials, { forceRefreshOnFailure: true });
    },
    is: RENEWED,
  },
  {
    behaviour: "given credentials that have not expired are used",
    see: (side) => {
      const credentials = { access_token: "woot", expiry_date: Date.now() + 3_600_000 };
      return requestWith(side, credentials, { keyFile: "/no/such/key.pem" });
    },
    is: KEPT,
  },
  {
    behaviour: "given credentials without a date count as good",
    see: (side) => requestWith(side, { access_token: "woot" }, { keyFile: "/no/such/key.pem" }),
    is: KEPT,
  },
  {
    behaviour: "expiry_date is in milliseconds",
    async see(side) {
      const auth = side.byFile();
      auth.credentials = { refresh_token: PLACEHOLDER };
      await auth.getRequestHeaders();
      const left = auth.credentials.expiry_date - Date.now();
      return left > 3_500_000 && left <= 3_600_000;
    },
    is: true,
  },
  {
    behaviour: "without user scopes defaultScopes are asked for",
    async see(side) {
      // Google's asks for no scope at all where `scopes` is an empty list.
      const auth = side.byFile({ scopes: undefined });
      auth.credentials = { refresh_token: PLACEHOLDER };
      auth.defaultScopes = [READ, SEND];
      await auth.getRequestHeaders();
      return [side.asserted().scope, side.asserted().sub];
    },
    is: [`${READ} ${SEND}`, ADA],
  },
  ...[
    ["user scopes are exchanged for a token", {}],
    ["user scopes come before defaultScopes", { defaultScopes: [SEND], useJWTAccessWithScope: false }],
    ["user scopes are exchanged for a token also where a URL is given", { url: "https://pubsub.googleapis.com/" }],
    ["so they are with both", { url: "https://pubsub.googleapis.com/", defaultScopes: [SEND], useJWTAccessWithScope: false }],
  ].map(([behaviour, { url, ...fields }]) => ({
    behaviour,
    async see(side) {
      const auth = Object.assign(side.byFile(), fields);
      auth.credentials = { refresh_token: PLACEHOLDER };
      const headers = await auth.getRequestHeaders(url);
      const user = side.userOf(headers.get("authorization").replace("Bearer ", ""));
      return [user, side.exchanges(), side.asserted().scope];
    },
    is: [ADA, 1, READ],
  })),
  {
    behaviour: "fetchIdToken gives an ID token for an audience",
    async see(side) {
      const auth = side.jwt({ scopes: undefined, subject: undefined });
      const [, claims] = (await auth.fetchIdToken("https://a.example.com")).split(".");
      return JSON.parse(Buffer.from(claims, "base64url")).aud;
    },
    is: "https://a.example.com",
  },
  {
    behaviour: "an answer without an ID token is an error",
    async see(side) {
      const auth = side.jwt({ scopes: undefined, subject: undefined });
      const answer = { access_token: "x", expires_in: 3599, token_type: "Bearer" };
      const get = () => auth.fetchIdToken("https://a.example.com");
      return answeredBy(answer, () => get().then(() => "given", () => "refused"));
    },
    is: "refused",
  },
];
