import { createMinter } from "../../../src/js/entries/entry.workerd.js";
import { openWith } from "./edgemint.js";

export const open = openWith(createMinter);
