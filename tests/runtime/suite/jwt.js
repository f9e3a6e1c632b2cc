/** Reading what was signed. */
import { fromBase64url } from "./pem.js";

/** @param {string} compact @returns {Record<string, unknown>} */
export const claimsOf = (compact) => JSON.parse(new TextDecoder().decode(fromBase64url(compact.split(".")[1])));
