/**
 * What the tests of google-auth-library 11's JWT client hold (72 of them, in our own words): the rows of
 * docs/GOOGLE_AUTH.md, each run on Google's class and on ours.
 *
 * @typedef {object} Behaviour
 * @property {string} behaviour
 * @property {(side: object) => unknown} see what a program finds out, by `side` of ../both.js
 * @property {unknown} is what it finds with Google's class, and with ours where nothing differs
 * @property {{ is: unknown, ours: string, why: string }} [differs]
 */
import { fields } from "./fields.js";
import { selfSigned } from "./self-signed.js";
import { tokens } from "./tokens.js";

export const groups = [
  ["Getting and keeping a token", tokens],
  ["Making a client", fields],
  ["Tokens that the service account signs for itself", selfSigned],
];
