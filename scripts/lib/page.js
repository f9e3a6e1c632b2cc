// The page: www/ with the files of the npm package beside it, as any file server serves it.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, posix, relative } from "node:path";
import { inRoot } from "./paths.js";

/** Where the package lies within the page. */
const PACKAGE = "package";
/** The package by its name, in a script of the page. */
const NAMES = /(\bfrom |\bimport |\bimport\()"(edgemint(?:\/[\w/-]+)?)"/g;
/** What a file of the package loads beside itself, WebAssembly included. */
const LOADS = /(?:\bfrom |\bimport |\bimport\(|\bnew URL\()["'](\.[^"']+|\w+\.wasm)["']/g;

/**
 * What `npm start` tells the page; nothing when it is deployed.
 *
 * @typedef {object} Demo
 * @property {string} [standin] the address of the stand-in for Google, which the page may then connect to
 * @property {string} [secret] of a caller of the Worker beside it, which mints there
 */

/** @param {{ folder?: string, demo?: Demo }} [options] where it goes, unless it is the one that is deployed */
export function assemblePage({ folder = inRoot("dist", "www"), demo = {} } = {}) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(inRoot("www"), folder, { recursive: true });
  const { exports } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const needed = new Set();
  for (const file of filesIn(folder).filter((name) => extname(name) === ".js")) {
    rewrite(join(folder, file), (source) => withPaths(source, file, exports, needed));
  }
  for (const file of withAllTheyLoad(needed)) copyOfPackage(file, folder);
  preload(folder);

  const policy = allow(folder, demo.standin);
  writeFileSync(join(folder, "demo.json"), JSON.stringify(demo));
  writeFileSync(join(folder, "_headers"), headers(policy));
  listFilesFor(folder);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/** The files of the package that a page with these loads, by their paths in the repository. */
function withAllTheyLoad(needed) {
  for (const file of needed) {
    if (extname(file) !== ".js") continue;
    for (const [, path] of readFileSync(inRoot(file), "utf8").matchAll(LOADS)) {
      // Types are named in comments only.
      if (!path.endsWith(".d.ts")) needed.add(posix.join(posix.dirname(file), path));
    }
  }
  return needed;
}

function copyOfPackage(file, folder) {
  const copy = join(folder, PACKAGE, file);
  mkdirSync(dirname(copy), { recursive: true });
  cpSync(inRoot(file), copy);
}

/** All scripts at once, rather than each when another one names it; but for the bindings, of which a page loads some. */
function preload(folder) {
  const scripts = filesIn(folder).filter((file) => extname(file) === ".js" && !file.includes("/dist/") && file !== "sw.js");
  const links = scripts.map((file) => `    <link rel="modulepreload" href="${file}">\n`);
  rewrite(join(folder, "index.html"), (html) => html.replace("  </head>", `${links.join("")}  </head>`));
}

function rewrite(file, change) {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** The package's names as paths: browsers need an import map for names, and a policy without inline script has none. */
function withPaths(source, file, exports, needed) {
  return source.replaceAll(NAMES, (_, before, name) => {
    const target = posix.normalize(browserTarget(exports[name.replace("edgemint", ".")]));
    needed.add(target);
    const path = posix.relative(posix.dirname(file), posix.join(PACKAGE, target));
    return `${before}"${path.startsWith(".") ? path : `./${path}`}"`;
  });
}

/** As a browser's bundler resolves it. */
function browserTarget(target) {
  if (typeof target === "string") return target;
  return browserTarget(target.browser ?? target.import ?? target.default);
}

/** Lets the page connect to the stand-in as well, and gives its policy. */
function allow(folder, standin) {
  const file = join(folder, "index.html");
  if (standin) rewrite(file, (html) => html.replace("connect-src 'self'", `connect-src 'self' ${standin}`));
  return /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(readFileSync(file, "utf8"))[1];
}

/** For Workers static assets; other servers have the policy from the page itself. */
const headers = (policy) =>
  [
    "/*",
    `  Content-Security-Policy: ${policy}; frame-ancestors 'none'`,
    "  Cross-Origin-Opener-Policy: same-origin",
    "  Referrer-Policy: no-referrer",
    "  X-Content-Type-Options: nosniff",
    "",
  ].join("\n");

/** Tells the service worker what to keep: files that are the same for everybody. */
function listFilesFor(folder) {
  const files = filesIn(folder).filter((file) => !["_headers", "demo.json", "sw.js"].includes(file));
  const hash = createHash("sha256");
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  const addresses = files.map((file) => (file === "index.html" ? "./" : file));
  rewrite(join(folder, "sw.js"), (script) =>
    script
      .replace("const FILES = [];", `const FILES = ${JSON.stringify(addresses)};`)
      .replace('const VERSION = "";', `const VERSION = "${hash.digest("hex").slice(0, 16)}";`),
  );
}
