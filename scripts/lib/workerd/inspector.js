/** What an isolate holds once its garbage is gone, in bytes, as the inspector's protocol tells it. */
import { once } from "node:events";
import { Session } from "node:inspector/promises";
import { setImmediate } from "node:timers/promises";

/**
 * @typedef {object} Held
 * @property {number} heap V8's own
 * @property {number} buffers outside it: the memories of WebAssembly, and array buffers
 */

/** As V8 names what lies behind a buffer. */
const BUFFER = "system / JSArrayBufferData";

/** @param {URL} inspector of a workerd @param {string} name of a Worker in it @returns {Promise<Held>} */
export async function heldByWorker(inspector, name) {
  const socket = new WebSocket(new URL(`/core:user:${name}`, inspector));
  await once(socket, "open");
  const listeners = new Set();
  socket.addEventListener("message", ({ data }) => listeners.forEach((listen) => listen(JSON.parse(data))));
  let last = 0;
  const post = (method, params) =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      listeners.add((message) => {
        if (message.id === id) return message.error ? reject(new Error(`${method}: ${message.error.message}`)) : resolve(message.result);
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  try {
    // The first collects garbage: where only that is asked for, workerd does it at the next request.
    const buffers = await sizeOfBuffers(post, (listen) => listeners.add(listen));
    const { usedSize: heap } = await post("Runtime.getHeapUsage");
    return { heap, buffers };
  } finally {
    socket.close();
  }
}

/** @returns {Promise<Held>} of this very process */
export async function heldHere() {
  const session = new Session();
  session.connect();
  try {
    // What a registry of finalization is told of lives until a collection after that.
    for (let rounds = 0; rounds < 3; rounds++) {
      await session.post("HeapProfiler.collectGarbage");
      await setImmediate();
    }
    // Before there is a snapshot, which is held here as well.
    const { usedSize: heap } = await session.post("Runtime.getHeapUsage");
    const buffers = await sizeOfBuffers(session.post.bind(session), (listen) => session.on("inspectorNotification", listen));
    return { heap, buffers };
  } finally {
    session.disconnect();
  }
}

/** By a heap snapshot. */
async function sizeOfBuffers(post, listen) {
  const chunks = [];
  listen(({ method, params }) => method === "HeapProfiler.addHeapSnapshotChunk" && chunks.push(params.chunk));
  await post("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  return sizeOf(BUFFER, JSON.parse(chunks.join("")));
}

/** All nodes of a name in a heap snapshot. */
function sizeOf(wanted, { snapshot, nodes, strings }) {
  const { node_fields: fields } = snapshot.meta;
  const [name, size] = [fields.indexOf("name"), fields.indexOf("self_size")];
  let sum = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (strings[nodes[at + name]] === wanted) sum += nodes[at + size];
  }
  return sum;
}
