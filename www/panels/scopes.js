// What the token is for: a list that is searched, of which any number is chosen.
import { shortName } from "../lib/apis.js";
import { announce, byId, make } from "../lib/dom.js";
import { offerOptions } from "../lib/listbox.js";
import { sayProblem } from "../lib/says.js";
import { findScopes } from "../lib/scope-search.js";

/** Scopes of OpenID Connect. */
const NO_ADDRESS = new Set(["openid", "email", "profile"]);
/** The list is for finding, not for reading through. */
const MOST = 80;

export async function offerScopes({ store, session }) {
  const search = byId("scope-search");
  const list = byId("scope-list");
  const { scopes } = await import("edgemint/scopes");

  const toggle = (scope) => {
    const { scopes: chosen } = store.get();
    const has = chosen.includes(scope);
    announce(`${shortName(scope)} ${has ? "removed" : "chosen"}.`);
    session.choose({ scopes: has ? chosen.filter((other) => other !== scope) : [...chosen, scope] });
  };
  const chooseAll = (pasted) => {
    announce(`${pasted.length} scopes chosen.`);
    session.choose({ scopes: [...new Set([...store.get().scopes, ...pasted])] });
    search.value = "";
    show();
  };
  const options = offerOptions(search, list, ({ dataset: { scope } }) => {
    const pasted = listed(scope);
    if (pasted.length > 1) chooseAll(pasted);
    else toggle(scope);
  });
  const show = () => {
    options.show(optionsFor(scopes, search.value.trim()));
    markChosen(list, store.get().scopes);
  };
  search.addEventListener("input", show);
  show();

  store.on(["scopes"], ({ scopes: chosen }) => {
    showChips(chosen, toggle, search);
    markChosen(list, chosen);
  });
  store.on(["signProblem"], ({ signProblem }) => {
    sayProblem(byId("scopes-says"), signProblem?.code === "invalid_scope" ? signProblem : null);
  });
}

/** A list as the Admin console has it, or a program's settings: with commas, spaces or line breaks between. */
function listed(text) {
  if (!text.includes("https://")) return [];
  // A line break is lost where it is pasted into a line: the next address begins there.
  const parts = text.split(/[\s,"'[\]]+|(?=https:\/\/)/).filter(Boolean);
  return parts.every((part) => part.startsWith("https://") || NO_ADDRESS.has(part)) ? parts : [];
}

function optionsFor(scopes, query) {
  const pasted = listed(query);
  if (pasted.length > 1) {
    return [option({ name: `All ${pasted.length} of these`, scope: pasted.join(" "), apis: [], description: pasted.map(shortName).join(", ") })];
  }
  const { found, all } = findScopes(scopes, query, MOST);
  const options = found.map(option);
  if (!all && found.length) options.unshift(make("li", { class: "none", role: "presentation" }, "No scope has all these words. These have some:"));
  if (looksLikeScope(query) && !found.some(({ name, scope }) => name === query || scope === query)) {
    const description = "As typed: not among Google’s published scopes.";
    options.push(option({ name: query, scope: query, apis: [], description }));
  }
  return options.length ? options : [make("li", { class: "none", role: "presentation" }, "No scope has these words.")];
}

const looksLikeScope = (query) => /^(https:\/\/\S+|[a-z][\w.-]{3,})$/.test(query);

function option({ name, scope, apis, description, sensitivity }) {
  const mark = sensitivity ? [make("b", { class: `mark ${sensitivity}` }, sensitivity)] : [];
  return make(
    "li",
    { role: "option", id: `scope-${name.replaceAll(" ", "-")}`, "data-scope": scope, "aria-selected": "false" },
    make("span", { class: "name" }, name, " ", ...mark),
    make("span", { class: "grants" }, description ?? apis.join(", ")),
  );
}

function markChosen(list, chosen) {
  for (const element of list.querySelectorAll("[role=option]")) {
    element.setAttribute("aria-selected", String(chosen.includes(element.dataset.scope)));
  }
}

function showChips(chosen, toggle, search) {
  const chips = chosen.map((scope) => {
    const name = shortName(scope);
    const button = make("button", { type: "button", "aria-label": `Remove ${name}` }, "×");
    button.addEventListener("click", () => {
      toggle(scope);
      search.focus();
    });
    return make("li", {}, make("span", {}, name), button);
  });
  byId("chosen").replaceChildren(...(chips.length ? chips : [make("li", { class: "none" }, "None chosen yet")]));
}
