// The page's beginning: one store, one session, and what is seen of them.
import { announce, byId } from "./lib/dom.js";
import { createStore } from "./lib/store.js";
import { workOffline } from "./offline.js";
import { showAssertion } from "./panels/assertion.js";
import { offerKey } from "./panels/key.js";
import { offerProbe } from "./panels/probe.js";
import { offerRace } from "./panels/race.js";
import { listRequests } from "./panels/requests.js";
import { offerScopes } from "./panels/scopes.js";
import { offerExchange } from "./panels/token.js";
import { offerUser } from "./panels/user.js";
import { offerExplanation } from "./panels/why.js";
import { nothing, Session } from "./session.js";

/** `npm start` names its stand-in for Google here, and the secret of its Worker's caller; elsewhere it is empty. */
const settings = await fetch("demo.json")
  .then((response) => response.json())
  .catch(() => ({}));

const store = createStore(nothing());
const session = new Session(store, settings);
const page = { store, session, settings };

listRequests(settings);
const panels = [offerKey, offerUser, offerScopes, showAssertion, offerExchange, offerProbe, offerExplanation, offerRace];
await Promise.all(panels.map((offer) => offer(page)));
workOffline();

const fields = document.querySelectorAll("textarea, input:not([type=radio])");
const changed = (field) => field.dispatchEvent(new Event("input"));

function forget() {
  for (const field of fields) {
    field.value = "";
    changed(field);
  }
  for (const way of document.querySelectorAll("input[type=radio]")) way.checked = way.defaultChecked;
  for (const id of ["token-problem", "why-result"]) byId(id).replaceChildren();
  session.forget();
  announce("");
  // The browser's record of requests: an API's address may name the user. The page's own list names hosts.
  performance.clearResourceTimings();
}

byId("forget").addEventListener("click", () => {
  forget();
  announce("The key, the tokens and all that was typed are forgotten.");
  byId("key").focus();
});

// Nor is it in the page that the browser may keep for its Back button.
addEventListener("pagehide", forget);
// On a slow network people are earlier than this script: what they typed counts, and no button pretends to work.
for (const field of fields) if (field.value) changed(field);
for (const control of document.querySelectorAll("[data-later]")) control.disabled = false;
performance.mark("usable");
document.documentElement.dataset.ready = "";
