// What the token is for: a list that is searched, of which any number is chosen.
import { shortName } from "../lib/apis.js";
import { announce, byId, make } from "../lib/dom.js";
import { offerOptions } from "../lib/listbox.js";
import { sayProblem } from "../lib/says.js";
import { findScopes } from "../lib/scope-search.js";

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
  const options = offerOptions(search, list, ({ dataset }) => toggle(dataset.scope));
  const show = () => {
    options.show(optionsFor(scopes, search.value.trim()));
    markChosen(list, store.get().scopes);
  };
  search.addEventListener("input", show);

  store.on(["scopes"], ({ scopes: chosen }) => {
    showChips(chosen, toggle, search);
    markChosen(list, chosen);
  });
  store.on(["signProblem"], ({ signProblem }) => {
    sayProblem(byId("scopes-says"), signProblem?.code === "invalid_scope" ? signProblem : null);
  });
  // The search is emptied by "forget".
  store.on(["key"], show);
}

function optionsFor(scopes, query) {
  const found = findScopes(scopes, query, MOST);
  const options = found.map(option);
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
    { role: "option", id: `scope-${name}`, "data-scope": scope, "aria-selected": "false" },
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
