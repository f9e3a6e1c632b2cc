// What a page or a Worker ships to get a token, each as its documentation uses it. Each has a module
// here with one function: `mint({ credentials, user, scopes })` gives an access token.
import { inRoot } from "../../scripts/lib/paths.js";

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} id Its module's name.
 * @property {string} [entry] What is bundled to tell the size, where that is not the module here.
 * @property {string} [wasm] The WebAssembly that comes with it.
 * @property {string[]} [external] What it does not load.
 * @property {"browser" | "node"} platform What it asks for.
 * @property {string} runsIn
 * @property {boolean} user Whether its token speaks for a user.
 * @property {string} [noMint] Why it cannot be timed here.
 */

/** @type {Package[]} */
export const packages = [
  {
    name: "edgemint",
    id: "edgemint",
    entry: inRoot("src", "js", "entries", "entry.browser.js"),
    wasm: inRoot("dist", "npm", "modern", "edgemint_bg.wasm"),
    // A page fetches one of the two builds.
    external: ["*/portable/edgemint.js"],
    platform: "browser",
    runsIn: "page, Worker, Node",
    user: true,
  },
  {
    name: "jose, the grant written by hand",
    id: "jose",
    platform: "browser",
    runsIn: "page, Worker, Node",
    user: true,
  },
  {
    name: "web-auth-library",
    id: "web-auth-library",
    platform: "browser",
    runsIn: "page, Worker, Node",
    user: false,
  },
  {
    name: "google-auth-library",
    id: "google-auth-library",
    platform: "node",
    runsIn: "Worker with nodejs_compat, Node",
    user: true,
    noMint: "its token endpoint is fixed to Google's",
  },
];
