import * as bindings from "../../dist/npm/portable/edgemint.js";
import { edgemint } from "./edgemint.js";

export const load = edgemint("rsa-crate", bindings);
