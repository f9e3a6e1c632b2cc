import { createMinter } from "../../../src/js/entries/entry.node.js";
import { openWith } from "./edgemint.js";

export const open = openWith(createMinter);
