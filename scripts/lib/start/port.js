import { once } from "node:events";
import { createServer } from "node:net";
import { Trouble } from "../log.js";

/** wrangler's own. */
const usual = 8787;

/** The wanted port, or the usual one, or where that is taken any free one. */
export async function choosePort(wanted) {
  if (wanted === undefined) return (await freePort(usual)) ?? freePort(0);
  if (await freePort(wanted)) return wanted;
  throw new Trouble(`Port ${wanted} cannot be had; leave out --port to get a free one.`);
}

/** The port itself when it is free (0: any free one), or undefined. */
async function freePort(port) {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return undefined;
  }
  const { port: found } = server.address();
  server.close();
  await once(server, "close");
  return found;
}
