// "Why does it fail?": an answer that somebody has from elsewhere.
import { explain, inspect } from "edgemint/diagnose";
import { diagnosis } from "../lib/diagnosis.js";
import { byId, make } from "../lib/dom.js";

export function offerExplanation({ store, session }) {
  const text = byId("why-text");
  const place = byId("why-result");
  const go = async () => {
    if (text.value.trim() === "") return text.focus();
    // Whom the token of that answer spoke for is not known: often for nobody, which is what is wrong.
    const { clientId, scopes } = session.facts;
    place.replaceChildren(await explained(text.value, { clientId, scopes }));
  };
  byId("why-go").addEventListener("click", go);
  // As soon as something is pasted, there is nothing left to ask.
  text.addEventListener("paste", () => setTimeout(go));
  store.on(["key", "scopes"], (state) => (byId("why-facts").textContent = about(state)));
}

async function explained(text, facts) {
  const explanation = await explain(text, facts);
  if (explanation) return diagnosis(explanation);
  const { kind, what } = await inspect(text);
  const found = kind === "unknown" ? "There is no error in it that edgemint knows." : `This is no error answer. ${what}`;
  return make("div", { class: "cause" }, make("p", {}, found), make("p", { class: "hint" }, "Paste the whole answer, with its status and its JSON."));
}

function about({ key, scopes }) {
  if (!key) return "With a key and scopes above, the steps name your client ID and scopes.";
  const many = scopes.length === 1 ? "1 scope" : `${scopes.length} scopes`;
  return `Steps are filled in for client ID ${key.clientId ?? "(not in the key file)"} and ${many}.`;
}
