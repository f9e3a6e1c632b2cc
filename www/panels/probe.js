// Whether the token is good at an API, and why not.
import { APIS, apiFor, opens } from "../lib/apis.js";
import { diagnosis } from "../lib/diagnosis.js";
import { byId, make } from "../lib/dom.js";

/** Enough of an answer to see what it is. */
const MOST = 1200;

export function offerProbe({ store, session }) {
  const select = byId("probe-api");
  const button = byId("probe");
  const chosen = () => APIS.find(({ id }) => id === select.value);
  select.append(...APIS.map(({ id, name }) => make("option", { value: id }, name)));
  button.addEventListener("click", async () => {
    button.disabled = true;
    await session.probe(chosen());
    button.disabled = !store.get().token;
  });
  const show = () => {
    const { probed, scopes } = store.get();
    byId("probe-result").replaceChildren(probed ? outcome(probed) : make("p", { class: "empty" }, hint(chosen(), scopes)));
  };
  // What an API has answered stands until the next answer, or another token.
  select.addEventListener("change", () => store.get().probed || show());
  store.on(["scopes"], ({ scopes }) => (select.value = apiFor(scopes).id));
  store.on(["token"], ({ token }) => (button.disabled = !token));
  store.on(["probed", "scopes"], show);
}

function hint(api, scopes) {
  if (scopes.length === 0 || opens(api, scopes)) return "What the API answers appears here.";
  return "None of the scopes above is enough for this request: expect HTTP 403, which says nothing against the token.";
}

function outcome({ status, body, explanation, milliseconds }) {
  const good = status >= 200 && status < 300;
  const title = status === null ? "No answer" : `HTTP ${status}`;
  const box = make("div", { class: good ? "good-box" : "problem-box" });
  box.append(make("h3", {}, good ? `The API took the token (${title}, ${Math.round(milliseconds)} ms)` : `The API refused: ${title}`));
  if (explanation) box.append(diagnosis(explanation));
  box.append(make("pre", { class: "code", tabindex: "0", "aria-label": "The API’s answer" }, body.trim().slice(0, MOST)));
  return box;
}
