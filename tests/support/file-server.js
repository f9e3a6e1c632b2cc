/** Any file server: a folder's files as they are. */
import { readFile } from "node:fs/promises";
import { extname, join, posix } from "node:path";

import { listen } from "./listen.js";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * @param {string} folder
 * @param {Record<string, string>} [headers] beside the type, with every file
 */
export function serveFolder(folder, headers = {}) {
  return listen(async ({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const path = posix.normalize(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const body = await readFile(join(folder, path)).catch(() => null);
    if (body === null) return response.writeHead(404).end();
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type, ...headers }).end(body);
  });
}
