// The page: www/ with the files of the npm package beside it, as any file server serves it.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, posix, relative } from "node:path";
import { inRoot } from "./paths.js";

/** Where the package lies within the page. */
const PACKAGE = "package";
/** What no page imports. */
const ELSEWHERE = [/^src\/js\/worker\//, /^src\/js\/entry\.(node|workerd)\.js$/, /\.d\.ts$/, /\.md$/];
const NAMES = /(\bfrom |\bimport |\bimport\()"(edgemint(?:\/[\w/-]+)?)"/g;

/**
 * @param {object} [options]
 * @param {string} [options.folder] where it goes
 * @param {{ standin?: string, secret?: string }} [options.demo] the stand-in for Google that the page may connect
 *   to, and the secret of a caller of the Worker that mints there
 */
export function assemblePage({ folder = inRoot("dist", "www"), demo = {} } = {}) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(inRoot("www"), folder, { recursive: true });
  const { files, exports } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  copyPackage(files, join(folder, PACKAGE));
  for (const file of filesIn(folder)) if (isOwnScript(file)) rewrite(join(folder, file), (text) => withPaths(text, file, exports));

  const policy = allow(folder, demo.standin);
  writeFileSync(join(folder, "demo.json"), JSON.stringify(demo));
  writeFileSync(join(folder, "_headers"), headers(policy));
  listFilesFor(folder);
}

const isOwnScript = (file) => extname(file) === ".js" && !file.startsWith(`${PACKAGE}/`);

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/** What package.json packs, as far as a browser can come across it. */
function copyPackage(files, folder) {
  for (const listed of files) {
    if (!/^(src|dist)\//.test(listed)) continue;
    const found = listed.endsWith("/") ? filesIn(inRoot(listed)).map((file) => listed + file) : [listed];
    for (const file of found.filter((file) => !ELSEWHERE.some((pattern) => pattern.test(file)))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(inRoot(file), join(folder, file));
    }
  }
}

function rewrite(file, change) {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** The package's names as paths: browsers need an import map for names, and a policy without inline script has none. */
function withPaths(source, file, exports) {
  return source.replaceAll(NAMES, (_, before, name) => {
    const target = browserTarget(exports[name.replace("edgemint", ".")]);
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
