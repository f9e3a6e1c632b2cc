import { createMinter } from "../../../src/js/entries/entry.inline.js";
import { openWith } from "./edgemint.js";

export const open = openWith(createMinter);
