// "Why does it fail?": an answer that somebody has from elsewhere.
import { explain, inspect } from "edgemint/diagnose";
import { diagnosis } from "../lib/diagnosis.js";
import { byId, make, takesLongTexts } from "../lib/dom.js";

const WHOLE = "Paste the whole answer, with its status and its JSON.";
/** In characters, of up to three bytes each: the diagnosis reads 64 KiB. */
const PART = 20_000;
const OVERLAP = 4_000;

export function offerExplanation({ store, session }) {
  const text = byId("why-text");
  const place = byId("why-result");
  const go = async () => {
    const pasted = text.value;
    if (pasted.trim() === "") {
      place.replaceChildren();
      return text.focus();
    }
    // Whom the token of that answer spoke for is not known: often for nobody, which is what is wrong.
    const { clientId, scopes } = session.facts;
    const found = await explained(pasted, { clientId, scopes });
    // Unless it was forgotten meanwhile.
    if (text.value === pasted) place.replaceChildren(found);
  };
  byId("why-go").addEventListener("click", go);
  takesLongTexts(text, async (long) => {
    text.value = long.slice(-PART);
    const end = text.value;
    const part = await partWithError(long);
    if (text.value !== end) return;
    text.value = part;
    go();
  });
  // As soon as something is pasted, there is nothing left to ask.
  text.addEventListener("paste", () => setTimeout(go));
  store.on(["key", "scopes"], (state) => (byId("why-facts").textContent = about(state)));
}

async function explained(text, facts) {
  const explanation = await explain(text, facts);
  if (explanation) return diagnosis(explanation);
  const [found, advice] = await otherThanError(text);
  return make("div", { class: "cause" }, make("p", { class: "why" }, found), make("p", { class: "hint" }, advice));
}

/** The last part of a log with an error that is known, or its end. What lies across two parts is in both. */
async function partWithError(text) {
  for (let end = text.length; end > 0; end -= PART - OVERLAP) {
    const part = text.slice(Math.max(0, end - PART), end);
    if (await explain(part)) return part;
  }
  return text.slice(-PART);
}

/** @returns {Promise<[string, string]>} what it is instead, and what to do */
async function otherThanError(text) {
  const { kind, what } = await inspect(text);
  if (kind === "key_file" || kind === "private_key") return ["This is a key, and no error answer.", "Step 1 takes the key file. Paste here what Google answered."];
  if (kind !== "unknown") return [`This is no error answer. ${what}`, WHOLE];
  if (/^\s*<(!doctype|html)\b/i.test(text)) {
    return [
      "This is a web page, where an API answers with JSON.",
      "Compare the address that was called, host and path, with the API’s reference; or something between here and Google has answered.",
    ];
  }
  return ["There is no error in it that edgemint knows.", WHOLE];
}

function about({ key, scopes }) {
  if (!key) return "With a key and scopes above, the steps name your client ID and scopes.";
  const many = scopes.length === 1 ? "1 scope" : `${scopes.length} scopes`;
  return `Steps are filled in for client ID ${key.clientId ?? "(not in the key file)"} and ${many}.`;
}
