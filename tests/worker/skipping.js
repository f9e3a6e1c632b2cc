/** The built Worker with a clock that can be moved on, for what takes minutes or days. */
import { readFileSync } from "node:fs";

const dist = new URL("../../dist/worker/", import.meta.url);

const ENTRY = `
import Edgemint from "./edgemint.js";
export * from "./edgemint.js";

const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead;

export default class extends Edgemint {
  fetch(request) {
    const seconds = request.headers.get("X-Skip-Seconds");
    if (seconds === null) return super.fetch(request);
    ahead += Number(seconds) * 1000;
    return new Response();
  }
}
`;

/** In place of the Worker's modules. */
export const skippingModules = () => [
  { type: "ESModule", path: "index.js", contents: ENTRY },
  { type: "ESModule", path: "edgemint.js", contents: readFileSync(new URL("index.js", dist)) },
  { type: "CompiledWasm", path: "edgemint_bg.wasm", contents: readFileSync(new URL("edgemint_bg.wasm", dist)) },
];

/** Moves the clocks of a deployment on, the Worker's and Google's. */
export async function skip({ url, google }, seconds) {
  await fetch(url, { headers: { "X-Skip-Seconds": `${seconds}` } });
  google.clock.offsetSeconds += seconds;
}
