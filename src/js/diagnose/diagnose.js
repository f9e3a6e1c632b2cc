// What an error means, and what is wrong with an assertion, a token or a key file: the same in every
// runtime, over the WebAssembly that `load` makes ready.
import { keyFileText } from "../shared/options.js";
import { attempt, beginningOf, jsonOf, numberOf, own, scopesOf, textOf } from "../shared/plain.js";

/** @param {() => import("../wasm/instance.js").Instance | Promise<import("../wasm/instance.js").Instance>} load texts in, JSON out */
export function diagnoseWith(load) {
  return {
    async explain(text, facts) {
      const asked = [beginningOf(textOrJson(text)), ...known(facts)];
      const instance = await load();
      return parsed(instance.call(({ explain }) => explain(...asked)));
    },

    async explainApiError(status, body, token) {
      const asked = [statusOf(status), asText(body), ...known(token)];
      const instance = await load();
      return parsed(instance.call(({ explainApi }) => explainApi(...asked)));
    },

    async inspect(text, options) {
      const { now, tokenUri, key } = readable(options, ["now", "tokenUri", "key"]);
      const asked = [asText(text), timeOf(now), textOf(tokenUri), key === undefined ? undefined : keyFileText(key)];
      const instance = await load();
      return JSON.parse(instance.call(({ inspect }) => inspect(...asked)));
    },
  };
}

const parsed = (json) => (json === undefined ? null : JSON.parse(json));

/** What cannot be read is not known. */
const readable = (options, names) => attempt(() => own(options, names), {});

/** The user, the scopes and the client ID; an empty user is a token without a subject. */
function known(facts) {
  const { user, scopes, clientId } = readable(facts, ["user", "scopes", "clientId"]);
  const subject = user === null || user === "" ? "" : textOf(user) || undefined;
  return [subject, scopesOf(scopes), textOf(clientId)];
}

function timeOf(now) {
  const millis = numberOf(now);
  return Number.isFinite(millis) ? millis : Date.now();
}

function statusOf(status) {
  const number = numberOf(status);
  return Number.isInteger(number) && number >= 0 && number <= 999 ? number : 0;
}

const asText = (value) => beginningOf(typeof value === "string" ? value : jsonOf(value));

/** What was thrown says what it is by becoming text; a list may take for ever to. */
const textOrJson = (value) => attempt(() => (Array.isArray(value) ? jsonOf(value) : String(value)), "");
