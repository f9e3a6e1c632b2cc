import { warn } from "../shared/log.js";

const WARNING = `edgemint: this page holds the private key of a service account.
Whoever gets at the page's memory or its code can act as every user of the domain: the key opens
each mailbox, calendar and file that its delegation covers. Keep the key in a Worker or on a server
and let the page ask there. Where it is your own key in a page of your own, such as a local tool, say
so: createMinter({ dangerouslyAllowBrowser: true, ... }).`;

let warned = false;

/** Once in the life of a page or of a worker of one. */
export function warnInBrowser() {
  if (warned || !isBrowser()) return;
  warned = true;
  warn(WARNING);
}

/** Other runtimes have a WorkerGlobalScope as well, and say who they are. */
function isBrowser() {
  if (typeof document === "object") return true;
  const agent = globalThis.navigator?.userAgent ?? "";
  return typeof WorkerGlobalScope === "function" && /^Mozilla\//.test(agent);
}
