// Reading a key from where programs keep it: a file, or a stream. No message quotes what was read.
import { KEY_FILE_NOT_JSON, KEY_FILE_NOWHERE, KEY_FILE_TOO_LONG, KEY_FILE_UNREADABLE } from "../generated/messages.js";
import { errorOf } from "../shared/errors.js";

/** A key file is 2.4 KB; what is longer is none, and is not read to its end. */
const MOST = 65_536;

const refuse = (said, cause) => {
  throw errorOf(said, { cause });
};

/**
 * @param {string} path of a key file, or of a private key in PEM
 * @returns {Promise<{ client_email?: string, private_key: string, private_key_id?: string }>}
 */
export async function readKeyFile(path) {
  const files = await fileSystem();
  const text = await readText(path, files);
  return text.trimStart().startsWith("{") ? parsed(text) : { private_key: text };
}

/** @param {AsyncIterable<string | Uint8Array> | ReadableStream} stream */
export async function readKeyStream(stream) {
  const isStream = stream?.getReader || (stream && Symbol.asyncIterator in Object(stream));
  if (!isStream) throw new TypeError("fromStream needs a stream of the key file.");
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream.getReader ? chunksOf(stream.getReader()) : stream) {
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    if (text.length > MOST) refuseSize();
  }
  return parsed(text);
}

/** Not every engine iterates over streams of the web. */
async function* chunksOf(reader) {
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) yield value;
  } finally {
    await reader.cancel();
  }
}

/** By name, as bundlers for the edge follow what they can read. */
async function fileSystem() {
  const name = "node:fs/promises";
  const found = globalThis.process?.getBuiltinModule?.(name);
  if (found) return found;
  try {
    return await import(/* webpackIgnore: true */ /* @vite-ignore */ name);
  } catch (cause) {
    return refuse(KEY_FILE_NOWHERE, cause);
  }
}

async function readText(path, { open }) {
  let file;
  try {
    file = await open(path, "r");
    const { bytesRead, buffer } = await file.read(new Uint8Array(MOST + 1), 0, MOST + 1, 0);
    if (bytesRead <= MOST) return new TextDecoder().decode(buffer.subarray(0, bytesRead));
  } catch (cause) {
    refuse(KEY_FILE_UNREADABLE, cause);
  } finally {
    await file?.close();
  }
  return refuseSize();
}

function parsed(text) {
  try {
    const json = JSON.parse(text);
    if (typeof json === "object" && json !== null) return json;
  } catch {
    // What JSON.parse says would quote the key.
  }
  return refuse(KEY_FILE_NOT_JSON);
}

const refuseSize = () => refuse(KEY_FILE_TOO_LONG);
