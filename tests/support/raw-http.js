/** Requests written by hand, for what no HTTP client would send. */
import { connect } from "node:net";

/**
 * Sends bytes as they are and reads until the connection ends: ask for that with `Connection: close`. A server that
 * refuses early may reset it while the rest is on its way; what it said before counts, and where the reset has
 * overtaken it, the server is asked again.
 *
 * @param {string} url of the server
 * @param {string | Buffer} bytes
 * @returns {Promise<{ status: number, headers: Headers, text: string }>}
 */
export async function sendRaw(url, bytes) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce(url, bytes);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

const ATTEMPTS = 3;

async function sendOnce(url, bytes) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks = [];
  let trouble = new Error("The connection was closed without an answer.");
  const ended = new Promise((resolve) => socket.on("close", resolve));
  socket.on("data", (chunk) => chunks.push(chunk)).on("error", (error) => (trouble = error));
  socket.write(bytes);
  await ended;
  if (chunks.length === 0) throw trouble;
  return parseRaw(Buffer.concat(chunks).toString("utf8"));
}

/** @param {string} answer as it came over the wire */
export function parseRaw(answer) {
  const [head, ...body] = answer.split("\r\n\r\n");
  const [statusLine, ...lines] = head.split("\r\n");
  // The last one may have been cut off.
  const pairs = lines.flatMap((line) => [...line.matchAll(/^([^:]+): *(.*)$/g)]).map(([, ...pair]) => pair);
  return { status: Number(statusLine.split(" ")[1]), headers: new Headers(pairs), text: body.join("\r\n\r\n") };
}
