// Whether the token is good at an API, and why not.
import { APIS, apiFor } from "../lib/apis.js";
import { diagnosis } from "../lib/diagnosis.js";
import { byId, make } from "../lib/dom.js";

/** Enough of an answer to see what it is. */
const MOST = 1200;

export function offerProbe({ store, session }) {
  const select = byId("probe-api");
  const button = byId("probe");
  select.append(...APIS.map(({ id, name }) => make("option", { value: id }, name)));
  button.addEventListener("click", async () => {
    button.disabled = true;
    await session.probe(APIS.find(({ id }) => id === select.value));
    button.disabled = !store.get().token;
  });
  store.on(["scopes"], ({ scopes }) => (select.value = apiFor(scopes).id));
  store.on(["token"], ({ token }) => (button.disabled = !token));
  store.on(["probed"], ({ probed }) => byId("probe-result").replaceChildren(...(probed ? [outcome(probed)] : [hint()])));
}

const hint = () => make("p", { class: "empty" }, "What the API answers appears here.");

function outcome({ status, body, explanation, milliseconds }) {
  const good = status >= 200 && status < 300;
  const title = status === null ? "No answer" : `HTTP ${status}`;
  const box = make("div", { class: good ? "good-box" : "problem-box" });
  box.append(make("h3", {}, good ? `The API took the token (${title}, ${Math.round(milliseconds)} ms)` : `The API refused: ${title}`));
  if (explanation) box.append(diagnosis(explanation));
  box.append(make("pre", { class: "code", tabindex: "0", "aria-label": "The API’s answer" }, body.trim().slice(0, MOST)));
  return box;
}
