import type { GoogleScope } from "./scope.js";

export type { GoogleScope, Scope } from "./scope.js";

/** What Google says of a scope. */
export interface ScopeInfo {
  /** What edgemint accepts for it: the short name, or the full one where there is no short one. */
  readonly name: GoogleScope;
  /** The full name, as Google and the Admin console know it. */
  readonly scope: GoogleScope;
  /** The titles of the APIs that take it. */
  readonly apis: readonly string[];
  /** What it grants, in Google's words; absent where Google has published none. */
  readonly description?: string;
  /**
   * How much it opens, where a page of Google's says so. `"restricted"` is the wider. Where it is
   * absent, the scope may be either, or neither.
   */
  readonly sensitivity?: "sensitive" | "restricted";
}

/**
 * The scopes that Google has published, sorted by name, from its discovery documents (Apache-2.0). It
 * is data alone: whether a scope may be used is decided where it is granted.
 *
 * @example What a scope grants
 * ```js
 * import { scopes } from "edgemint/scopes";
 *
 * const found = scopes.find(({ name }) => name === "gmail.readonly");
 * console.log(found?.description, found?.sensitivity); // View your email messages and settings restricted
 * ```
 *
 * @example All that an API takes
 * ```js
 * import { scopes } from "edgemint/scopes";
 *
 * const ofCalendar = scopes.filter(({ apis }) => apis.includes("Calendar API")).map(({ name }) => name);
 * ```
 *
 * @example A function of your own that completes scopes
 * ```ts
 * import type { Minter } from "edgemint";
 * import type { Scope } from "edgemint/scopes";
 *
 * async function headersFor(minter: Minter, user: string, ...scopes: Scope[]): Promise<HeadersInit> {
 *   const { accessToken } = await minter.getToken(user, scopes);
 *   return { Authorization: `Bearer ${accessToken}` };
 * }
 * ```
 */
export const scopes: readonly ScopeInfo[];
