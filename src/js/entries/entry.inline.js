import { buildsFor } from "../wasm/engine.js";
import { EdgemintError, errorOf } from "../shared/errors.js";
import { WASM_FROM_BYTES } from "../generated/messages.js";
import { createMinterWith } from "../minter/create-minter.js";
import { loadLater } from "../wasm/load-later.js";

// Only the one that the engine can run is loaded, where the importer keeps modules apart.
const modern = loadLater(() => import("../../../dist/npm/modern/inline.js"), compiled);
const portable = loadLater(() => import("../../../dist/npm/portable/inline.js"), compiled);

async function compiled({ packed }) {
  return compile(await unpack(packed));
}

/** The bytes behind base64 of their gzip: base64 alone would cost a third more, here and on the way. */
function unpack(packed) {
  const compressed = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const bytes = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(bytes).arrayBuffer();
}

async function compile(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw errorOf(WASM_FROM_BYTES, { cause });
  }
}

export const createMinter = createMinterWith(buildsFor(modern, portable));
export { EdgemintError };
