/** The test Worker of the suite of traps. */
import { loadNow } from "../../src/js/wasm/load-now.js";
import glue from "../../target/npm/traps/edgemint.js";
import module from "../../target/npm/traps/edgemint_bg.wasm";
import { runTrapSuite } from "./traps/suite.js";

const load = loadNow(glue, () => module);

export default {
  fetch: async (request) => Response.json(await runTrapSuite(load, await request.json())),
};
