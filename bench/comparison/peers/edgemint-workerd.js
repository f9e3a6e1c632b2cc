import { createMinter } from "../../../src/js/entry.workerd.js";
import { openWith } from "./edgemint.js";

export const open = openWith(createMinter);
