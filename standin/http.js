/**
 * Answers as plain values, and the one place that writes them to a socket.
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {number} [delayMs] wait this long before the first byte
 * @property {"before-headers" | "mid-body"} [cut] close the connection there
 */
import { setTimeout as sleep } from "node:timers/promises";

/** A client that is slow to use a connection again finds it closed by Node's own five seconds, and its request lost. */
export const KEEP_ALIVE = { keepAliveTimeout: 20 * 60_000 };

const MAX_BODY_BYTES = 64 * 1024;

const LABEL = { "X-Edgemint-Standin": "not Google" };

/** @returns {Answer} */
export function json(status, value, headers = {}) {
  return {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value, null, 2) + "\n",
  };
}

/** @returns {Answer} */
export function text(status, body, headers = {}) {
  return { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers }, body };
}

/** Google answers unknown paths and outages in HTML, which a client must not take for JSON. @returns {Answer} */
export function html(status, reason, headers = {}) {
  const title = `Error ${status} (${reason})!!1`;
  const body = `<!DOCTYPE html>\n<html lang=en>\n<title>${title}</title>\n<p><b>${status}.</b> ${reason}.\n`;
  return { status, headers: { "Content-Type": "text/html; charset=UTF-8", ...headers }, body };
}

/** @returns {Answer} */
export function preflight() {
  return {
    status: 204,
    headers: {
      "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE, OPTIONS",
      "Access-Control-Allow-Headers": "Authorization, Content-Type",
      "Access-Control-Max-Age": "600",
    },
    body: "",
  };
}

/**
 * Reads a request's body, or null when it is over the bound. The rest is still drained: a client that is
 * busy writing would otherwise see a reset connection in place of the answer.
 */
export async function readBody(req, limit = MAX_BODY_BYTES) {
  const chunks = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks).toString("utf8") : null;
}

/**
 * @param {import("node:http").ServerResponse} res
 * @param {Answer} answer
 * @param {Date} date what the server's clock says
 */
export async function deliver(res, answer, date) {
  if (answer.delayMs && !(await waitUnlessClosed(res, answer.delayMs))) return;
  if (answer.cut === "before-headers") {
    res.destroy();
    return;
  }
  const body = Buffer.from(answer.body);
  const length = answer.status === 204 ? {} : { "Content-Length": body.length };
  res.sendDate = false;
  res.writeHead(answer.status, {
    Date: date.toUTCString(),
    "Access-Control-Allow-Origin": "*",
    ...LABEL,
    ...length,
    ...answer.headers,
  });
  if (answer.cut === "mid-body") {
    res.write(body.subarray(0, body.length / 2), () => res.destroy());
    return;
  }
  res.end(body);
}

/** @returns {Promise<boolean>} false when the client has gone away meanwhile */
async function waitUnlessClosed(res, delayMs) {
  const gone = new AbortController();
  const abort = () => gone.abort();
  res.once("close", abort);
  try {
    await sleep(delayMs, undefined, { signal: gone.signal });
    return true;
  } catch {
    return false;
  } finally {
    res.off("close", abort);
  }
}
