/** Servers on loopback, on whichever port is free. */
import { once } from "node:events";
import { createServer } from "node:http";

import { GROUP_PATIENCE_MS } from "./patience.js";

/** A client that is slow to use a connection again finds it closed by Node's own five seconds, and its request lost. */
export const keepAlive = { keepAliveTimeout: GROUP_PATIENCE_MS };

/** @param {import("node:http").RequestListener} answer @returns {Promise<{ url: string, close: () => Promise<void> }>} */
export async function listen(answer) {
  const server = createServer(keepAlive, answer);
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
