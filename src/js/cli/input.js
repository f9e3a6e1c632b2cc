// What a command reads: as much of it as anything honest has, so that neither a device nor a pipe without end fills the memory.
import { createReadStream } from "node:fs";

/** More than a key file, a policy or an error has; whoever gets that much says that it is too much. */
const MOST_BYTES = 1 << 20;

/** @param {NodeJS.ReadableStream} stream @returns {Promise<string>} its text, or the beginning of it */
export async function readStream(stream) {
  const chunks = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** @param {string} path @returns {Promise<string>} as of a stream */
export const readFile = (path) => readStream(createReadStream(path));
