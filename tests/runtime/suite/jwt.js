/** Reading what was signed. */
import { fromBase64url } from "./pem.js";

/** @param {string} compact @returns {Record<string, unknown>} */
export const headerOf = (compact) => part(compact, 0);

/** @param {string} compact @returns {Record<string, unknown>} */
export const claimsOf = (compact) => part(compact, 1);

const part = (compact, index) => JSON.parse(new TextDecoder().decode(fromBase64url(compact.split(".")[index])));
