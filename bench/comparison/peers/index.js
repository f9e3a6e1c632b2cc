// Who is compared. Each has a module here: `open(credentials)` gives `token(user)`, as its documentation
// says to get one, `another(user)` from an object that has given one to somebody else, where there is
// a way, and `mint(user)` where `token` would answer from a cache. `idToken` says how it gives id tokens.
import { fileURLToPath } from "node:url";
import { measure } from "../../../scripts/lib/sizes.js";

/**
 * @typedef {object} Peer
 * @property {string} name
 * @property {string} npm Its package.
 * @property {{ node: string, page: string, worker: string }} modules For each place.
 * @property {() => { raw: number, gzip: number }} [pageSize] Of what a page loads, where that is not one script.
 */

const inPeers = (file) => fileURLToPath(new URL(file, import.meta.url));
const everywhere = (file) => ({ node: inPeers(file), page: inPeers(file), worker: inPeers(file) });

/** @type {Peer[]} */
export const peers = [
  {
    name: "edgemint",
    npm: "edgemint",
    modules: {
      node: inPeers("edgemint-node.js"),
      page: inPeers("edgemint-page.js"),
      worker: inPeers("edgemint-workerd.js"),
    },
    pageSize: () => measure("page"),
  },
  { name: "google-auth-library", npm: "google-auth-library", modules: everywhere("google-auth-library.js") },
  { name: "web-auth-library", npm: "web-auth-library", modules: everywhere("web-auth-library.js") },
  { name: "jose, by hand", npm: "jose", modules: everywhere("jose.js") },
];
