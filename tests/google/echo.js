/** A server that tells what it was sent, answers what it is told, and has a file to download. */
import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

import { KEEP_ALIVE } from "../../standin/http.js";

export const FILE = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251));

/**
 * @returns {Promise<{ url: string, requests: object[], answers: object[], close: () => Promise<void> }>}
 *   `answers` are given first, each once
 */
export async function startEcho() {
  const requests = [];
  const answers = [];
  const server = createServer(KEEP_ALIVE, async (req, res) => {
    const { method, url, headers } = req;
    const request = { method, url, headers, body: await buffer(req) };
    requests.push(request);
    const { status = 200, type = "application/json", body } = answers.shift() ?? answerTo(request);
    if (status === 0) return res.destroy();
    res.writeHead(status, { "content-type": type }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    requests,
    answers,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function answerTo({ method, url }) {
  if (url.includes("alt=media")) return { type: "application/octet-stream", body: FILE };
  if (method === "DELETE") return { status: 204 };
  return { body: JSON.stringify({ id: "1" }) };
}
