// What the start command found out, for programs and for people.
import { section, shellWord } from "../../../src/js/cli/output.js";

/**
 * @typedef {object} Facts
 * @property {import("./endpoints.js").Endpoint} endpoint
 * @property {string} workerUrl
 * @property {string} signer
 * @property {string} runtime
 * @property {Record<"setup" | "build" | "standin" | "start" | "mint" | "cached", number>} timings
 *   In milliseconds.
 * @property {string[]} cache
 * @property {any} token The Worker's answer.
 * @property {{ header: object, claims: object }} assertion
 * @property {import("./endpoints.js").GmailAnswer[]} [profiles]
 *   What the Gmail-like API says to the token, and to one without a user.
 */

/** A token is a credential: enough of it to be recognised, and its length. */
const cut = (token) => `${token.slice(0, 12)}… (${token.length} characters)`;

/** @param {Facts} facts */
export function asJson({ endpoint, signer, runtime, timings, cache, token, assertion }) {
  const { setup, build, start, mint, cached } = timings;
  return JSON.stringify({
    token: { ...token, access_token: cut(token.access_token) },
    assertion: { header: assertion.header, claims: assertion.claims },
    cache,
    timings_ms: { setup, build, start, mint, cached },
    signer,
    runtime,
    endpoint: endpoint.name,
  });
}

/** @param {Facts} facts */
export function asText(facts) {
  const sections = [steps(facts), assertion(facts), token(facts)];
  if (facts.profiles) sections.push(profiles(facts));
  return sections.join("\n\n");
}

const time = (ms) => `${ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms} ms`}`.padStart(7);

function steps({ endpoint, workerUrl, signer, runtime, timings, cache, token }) {
  const google = endpoint.standin
    ? [["stand-in for Google", time(timings.standin), `${endpoint.standin.url}: local, this is not Google`]]
    : [];
  const source = { miss: "assertion signed and exchanged", hit: "from the Worker's memory, no exchange" };
  const called = ([name, ms, from]) => [name, time(ms), `cache ${from}: ${source[from] ?? "as it says"}`];
  return section(`A token that speaks for ${token.user}, minted by the Worker in workerd`, [
    ["set-up", time(timings.setup), "what this machine needs"],
    ["build", time(timings.build), "Rust to WebAssembly, where the sources changed"],
    ...google,
    ["Worker", time(timings.start), `${workerUrl}: ${runtime} in wrangler dev, signs with ${signer}`],
    called(["first call", timings.mint, cache[0]]),
    called(["second call", timings.cached, cache[1]]),
  ]);
}

function assertion({ endpoint, assertion: { header, claims } }) {
  const title = endpoint.standin
    ? "The assertion, decoded, as it reached the stand-in"
    : "The assertion, decoded; made here from the same key, as the Worker never shows its own";
  const minutes = (claims.exp - claims.iat) / 60;
  return section(title, [
    ["header", "", Object.entries(header).map((field) => field.join(" ")).join(", ")],
    ["iss", "the service account", claims.iss],
    ["sub", "the user it speaks for", claims.sub],
    ["scope", "what it asks for", claims.scope],
    ["aud", "the token endpoint", claims.aud],
    ["iat", "issued at", `${claims.iat} (${utc(claims.iat)})`],
    ["exp", "expires", `${claims.exp} (${minutes} minutes later)`],
  ]);
}

const utc = (seconds) => new Date(seconds * 1000).toISOString().replace("T", " ").replace(".000Z", " UTC");

function token({ token }) {
  return section("The token", [
    ["access_token", cut(token.access_token)],
    ["token_type", token.token_type],
    ["expires_at", `${token.expires_at} (${utc(token.expires_at)})`],
    ["scope", token.scope],
    ["user", token.user],
  ]);
}

function profiles({ profiles: [withUser, withoutUser], token }) {
  return section("What the stand-in's Gmail API says to GET /gmail/v1/users/me/profile", [
    [`a token for ${token.user}`, ...gmailSays(withUser)],
    ["a token without a user", ...gmailSays(withoutUser)],
  ]);
}

function gmailSays({ status, body }) {
  const { error } = body;
  const said = error ? `${error.message} (${error.status})` : `${body.emailAddress}, ${body.messagesTotal} messages`;
  return [`${status}`, said];
}

/**
 * A refusal in the Worker's words, or an EdgemintError in the package's.
 *
 * @param {string} user
 * @param {{ code: string, message: string, remedy: string }} error
 */
export const refusal = (user, { code, message, remedy }) =>
  section(`No token for ${user}`, [
    ["what", message],
    ["remedy", remedy],
    ["code", code],
  ]);

/** The command that asks the running Worker for a token. */
export function curlCommand({ url, secret, user, scopes }) {
  return [
    `curl ${url}/v1/token`,
    `-H ${shellWord(`Authorization: Bearer ${secret}`)}`,
    "-H 'Content-Type: application/json'",
    `-d ${shellWord(JSON.stringify({ user, scopes }))}`,
  ].join(" \\\n    ");
}
