import glue from "../../dist/npm/portable/edgemint.js";
import { edgemint } from "./edgemint.js";

export const load = edgemint("rsa-crate", glue);
