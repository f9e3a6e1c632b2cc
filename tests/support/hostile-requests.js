/** The rows of tests/hostile/requests.json as bytes, which no HTTP client would send. */
import { createHash } from "node:crypto";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";

const CODINGS = {
  br: brotliCompressSync,
  deflate: deflateSync,
  gzip: gzipSync,
  latin1: (text) => Buffer.from(text, "latin1"),
  utf16le: (text) => Buffer.from(text, "utf16le"),
};

/**
 * `{secret}`, `{basic}` and `{sha256}` stand for the caller's secret.
 *
 * @typedef {string | { before?: string, repeat: string, times: number, after?: string }} Text
 */

/**
 * @typedef {object} Row
 * @property {string} what is wrong with it
 * @property {string} [method] GET to the proxy, POST elsewhere
 * @property {Text} [path] the request target, /v1/token
 * @property {Record<string, Text | string[] | null>} [headers] beside those of a good request, or in place of them: null
 *   is none, a list is one line each
 * @property {Text | { coding: keyof CODINGS, text: string } | { base64: string }} [body]
 */

function text(value, secret) {
  if (typeof value === "string") return filled(value, secret);
  return filled(value.before ?? "", secret) + value.repeat.repeat(value.times) + filled(value.after ?? "", secret);
}

function filled(value, secret) {
  return value
    .replaceAll("{secret}", secret)
    .replaceAll("{basic}", btoa(`digest:${secret}`))
    .replaceAll("{sha256}", createHash("sha256").update(secret).digest("hex"));
}

function bytes(body, secret) {
  if (body.coding) return CODINGS[body.coding](body.text);
  return body.base64 ? Buffer.from(body.base64, "base64") : Buffer.from(text(body, secret));
}

/** What a good request has that differs from the row in nothing else. */
function good(path) {
  const common = { Host: "edgemint.example", Connection: "close", Authorization: "Bearer {secret}" };
  return path.includes("/proxy/")
    ? { method: "GET", headers: { ...common, "X-Edgemint-User": "ada@example.com" }, body: "" }
    : {
        method: "POST",
        headers: { ...common, "Content-Type": "application/json" },
        body: '{"user": "ada@example.com", "scopes": ["openid"]}',
      };
}

/** @param {Row} row @param {string} secret the caller's */
export function requestBytes(row, secret) {
  const path = text(row.path ?? "/v1/token", secret);
  const { method, headers, body } = good(path);
  const payload = bytes(row.body ?? body, secret);
  const length = payload.length > 0 ? { "Content-Length": `${payload.length}` } : {};
  const lines = Object.entries(merged({ ...headers, ...length }, row.headers ?? {})).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}: ${text(one, secret)}\r\n`),
  );
  return Buffer.concat([Buffer.from(`${row.method ?? method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`), payload]);
}

/** Headers by name, whatever its case. */
function merged(headers, changes) {
  const changed = new Set(Object.keys(changes).map((name) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !changed.has(name.toLowerCase()));
  const added = Object.entries(changes).filter(([, value]) => value !== null);
  return Object.fromEntries([...kept, ...added]);
}
