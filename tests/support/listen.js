/** Servers on loopback, on whichever port is free. */
import { once } from "node:events";
import { createServer } from "node:http";

import { KEEP_ALIVE } from "../../standin/http.js";

/** @param {import("node:http").RequestListener} answer @returns {Promise<{ url: string, close: () => Promise<void> }>} */
export async function listen(answer) {
  const server = createServer(KEEP_ALIVE, answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** A port that nobody listens at, for a command that takes one. */
export async function freePort() {
  const { url, close } = await listen();
  await close();
  return Number(new URL(url).port);
}
