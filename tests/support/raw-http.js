/** Requests written by hand, for what no HTTP client would send. */
import { once } from "node:events";
import { connect } from "node:net";

/**
 * Sends bytes as they are and reads until the server closes the connection: ask it to with `Connection: close`.
 *
 * @param {string} url of the server
 * @param {string | Buffer} bytes
 * @returns {Promise<{ status: number, headers: Headers, text: string }>}
 */
export async function sendRaw(url, bytes) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  // A server that refuses early may reset the connection while the rest is on its way; what it said counts.
  socket.on("error", () => {});
  socket.write(bytes);
  await once(socket, "close");
  return parseRaw(Buffer.concat(chunks).toString("utf8"));
}

/** @param {string} answer as it came over the wire */
export function parseRaw(answer) {
  const end = answer.indexOf("\r\n\r\n");
  const [statusLine, ...lines] = answer.slice(0, end).split("\r\n");
  const pairs = lines.map((line) => /^([^:]+): *(.*)$/.exec(line).slice(1));
  return { status: Number(statusLine.split(" ")[1]), headers: new Headers(pairs), text: answer.slice(end + 4) };
}
