import { mint } from "./mint.js";

globalThis.mint = mint;
