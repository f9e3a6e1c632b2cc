// What is checked, in this order.
import { checkApis } from "./api.js";
import { checkAssertion } from "./assertion.js";
import { checkClock } from "./clock.js";
import { checkEndpoint } from "./endpoint.js";
import { checkKey } from "./key.js";
import { checkToken } from "./token.js";

/**
 * A check takes what the options say and the checks before have found, and throws an error with
 * `code`, `message` and `remedy` where it fails; `report.js` has what else may be told of it.
 *
 * @typedef {object} Check
 * @property {string} name
 * @property {(facts: any) => Promise<{ says: string, skipped?: boolean }>} check Other members are
 *   facts for those behind it.
 */

/** @type {Check[]} */
export const checks = [
  { name: "key", check: checkKey },
  { name: "assertion", check: checkAssertion },
  { name: "endpoint", check: checkEndpoint },
  { name: "clock", check: checkClock },
  { name: "token", check: checkToken },
  { name: "api", check: checkApis },
];
