// The signed assertion: its three parts, its fields, how long signing took, and whether it verifies.
import { byId, copiesOnClick, make } from "../lib/dom.js";
import { CLAIMS, HEADER, readable } from "../lib/fields.js";
import { sayProblem } from "../lib/says.js";

const ELSEWHERE = ["invalid_user", "invalid_scope"];

export function showAssertion({ store, session }) {
  const again = byId("sign-again");
  const copy = byId("copy-assertion");
  const values = [fields("header-fields", HEADER, "header"), fields("claim-fields", CLAIMS, "claims")];

  again.addEventListener("click", () => session.sign());
  copiesOnClick(copy, () => store.get().assertion?.text ?? "");

  store.on(["assertion", "signProblem", "key", "user", "scopes"], (state) => {
    const { assertion } = state;
    again.disabled = copy.disabled = !assertion;
    showParts(assertion?.text);
    for (const show of values) show(assertion);
    say(state);
  });
}

function showParts(text) {
  const box = byId("assertion");
  box.classList.toggle("placeholder", !text);
  const [header, claims, signature] = (text ?? "header.claims.signature").split(".");
  const part = (name, content) => make("span", { class: name }, content);
  box.replaceChildren(part("header", header), ".", part("claims", claims), ".", part("signature", signature));
}

/** A row for each field, there from the beginning; returns what fills in the values. */
function fields(id, meanings, part) {
  const explained = byId("field-explained");
  const hint = explained.textContent;
  const cells = Object.entries(meanings).map(([name, meaning]) => {
    const value = make("span", { class: "value" }, "–");
    const button = make("button", { type: "button", "aria-describedby": `about-${name}` }, make("b", {}, name), value);
    const about = make("span", { id: `about-${name}`, hidden: true }, meaning);
    const explain = () => explained.replaceChildren(make("b", { class: part }, name), " ", meaning);
    for (const event of ["focus", "pointerenter", "click"]) button.addEventListener(event, explain);
    for (const event of ["blur", "pointerleave"]) button.addEventListener(event, () => (explained.textContent = hint));
    byId(id).append(make("li", {}, button, about));
    return { name, value };
  });
  return (assertion) => {
    for (const { name, value } of cells) value.textContent = readable(name, assertion?.[part][name]);
  };
}

function say({ assertion, signProblem, key, user, scopes }) {
  const line = byId("assertion-says");
  line.classList.toggle("good", assertion?.verified === true);
  if (signProblem) {
    const elsewhere = ELSEWHERE.includes(signProblem.code);
    return sayProblem(line, elsewhere ? { message: "Not signed:", remedy: "see what is marked on the left." } : signProblem);
  }
  line.classList.remove("problem");
  line.textContent = assertion ? outcome(assertion) : waiting(key, user, scopes);
}

function outcome({ milliseconds, verified }) {
  const signed = `Signed in ${milliseconds.toFixed(1)} ms. `;
  if (verified === null) return `${signed}WebCrypto is not to be had here, so nothing else has checked it.`;
  return signed + (verified ? "WebCrypto verified the signature." : "WebCrypto did NOT verify the signature: please report this.");
}

function waiting(key, user, scopes) {
  const missing = [!key && "a key", !user && "a user", !scopes.length && "a scope"].filter(Boolean);
  if (missing.length === 0) return "Signing…";
  return `Needs ${missing.join(", ").replace(/, ([^,]+)$/, " and $1")}.`;
}
