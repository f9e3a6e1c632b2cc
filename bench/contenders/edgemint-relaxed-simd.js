import glue from "../../dist/npm/modern/edgemint.js";
import { edgemint } from "./edgemint.js";

export const load = edgemint("relaxed-simd", glue);
