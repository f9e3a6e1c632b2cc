// What the token is for: a list that is searched, of which any number is chosen.
import { shortName } from "../lib/apis.js";
import { announce, byId, make } from "../lib/dom.js";
import { sayProblem } from "../lib/says.js";
import { findScopes } from "../lib/scope-search.js";

/** The list is for finding, not for reading through. */
const MOST = 80;

export async function offerScopes({ store, session }) {
  const search = byId("scope-search");
  const list = byId("scope-list");
  const { scopes } = await import("edgemint/scopes");
  let active = -1;

  const toggle = (scope) => {
    const { scopes: chosen } = store.get();
    const has = chosen.includes(scope);
    announce(`${shortName(scope)} ${has ? "removed" : "chosen"}.`);
    session.choose({ scopes: has ? chosen.filter((other) => other !== scope) : [...chosen, scope] });
  };

  function show() {
    const query = search.value.trim();
    const found = findScopes(scopes, query, MOST);
    list.replaceChildren(...found.map((scope) => option(scope)));
    if (looksLikeScope(query) && !found.some(({ name, scope }) => name === query || scope === query)) {
      list.append(option({ name: query, scope: query, apis: [], description: "As typed: not among Google’s published scopes." }));
    }
    if (!list.hasChildNodes()) list.append(make("li", { class: "none", role: "presentation" }, "No scope has these words."));
    activate(-1);
    markChosen(list, store.get().scopes);
  }

  function activate(index) {
    const options = list.querySelectorAll("[role=option]");
    options[active]?.classList.remove("active");
    active = options.length && index >= 0 ? Math.min(index, options.length - 1) : -1;
    options[active]?.classList.add("active");
    options[active]?.scrollIntoView({ block: "nearest" });
    if (active < 0) search.removeAttribute("aria-activedescendant");
    else search.setAttribute("aria-activedescendant", options[active].id);
  }

  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    const options = list.querySelectorAll("[role=option]");
    const steps = { ArrowDown: active + 1, ArrowUp: Math.max(active - 1, 0), PageDown: active + 5, PageUp: Math.max(active - 5, 0) };
    if (event.key in steps) activate(steps[event.key]);
    else if (event.key === "Enter") options[Math.max(active, 0)]?.click();
    else if (event.key === "Escape") {
      search.value = "";
      show();
    } else return;
    event.preventDefault();
  });
  list.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[role=option]");
    if (chosen) toggle(chosen.dataset.scope);
  });

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
