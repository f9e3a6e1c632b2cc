// The service worker, which keeps this page's own files and nothing else.
import { byId } from "./lib/dom.js";

/** The one address that a script may be loaded from besides the page's own modules. */
const address = () => {
  const policy = globalThis.trustedTypes?.createPolicy("edgemint-offline", { createScriptURL: () => "sw.js" });
  return policy ? policy.createScriptURL("") : "sw.js";
};

export function workOffline() {
  const line = byId("offline");
  let kept = false;
  const say = () => {
    if (!navigator.onLine) line.textContent = "Offline: keys are read and assertions signed; exchanging needs the network.";
    else line.textContent = kept ? "Ready to work offline." : "Online.";
  };
  for (const event of ["online", "offline"]) addEventListener(event, say);
  say();
  navigator.serviceWorker
    ?.register(address())
    .then(() => navigator.serviceWorker.ready)
    .then(() => {
      kept = true;
      say();
    })
    // A browser that keeps nothing, as in a private window: the page works all the same.
    .catch(() => {});
}
