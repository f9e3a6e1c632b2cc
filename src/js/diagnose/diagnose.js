// What an error means, and what is wrong with an assertion, a token or a key file: the same in every
// runtime, over the WebAssembly that `load` makes ready.

/**
 * @param {() => Bindings | Promise<Bindings>} load
 * @typedef {{ explain: Function, explainApi: Function, inspect: Function }} Bindings texts in, JSON out
 */
export function diagnoseWith(load) {
  return {
    async explain(text, facts) {
      const { explain } = await load();
      return parsed(explain(String(text), ...known(facts)));
    },

    async explainApiError(status, body, token) {
      const { explainApi } = await load();
      return parsed(explainApi(Number(status), asText(body), ...known(token)));
    },

    async inspect(text, { now = Date.now(), tokenUri, key } = {}) {
      const { inspect } = await load();
      const uri = tokenUri === undefined ? undefined : String(tokenUri);
      const keyFile = key === undefined ? undefined : asText(key);
      return JSON.parse(inspect(asText(text), Number(now), uri, keyFile));
    },
  };
}

const parsed = (json) => (json === undefined ? null : JSON.parse(json));

/** The user, the scopes and the client ID; an empty user is a token without a subject. */
function known({ user, scopes, clientId } = {}) {
  return [user === null ? "" : textOf(user), [scopes ?? []].flat().join(" "), textOf(clientId)];
}

/** WebAssembly takes what is no text for the address of one. */
const textOf = (value) => (value === undefined || value === null ? undefined : String(value));

function asText(value) {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
