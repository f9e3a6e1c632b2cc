// Which texts are scopes of Google's, and that every other text may be given. Compiled by
// tests/node/types.test.js, never run.
import { createMinter } from "edgemint";
import { scopes } from "edgemint/scopes";
import type { GoogleScope, Scope, ScopeInfo } from "edgemint/scopes";

/** Accepts `true` alone. */
type Holds<T extends true> = T;
type IsGoogles<S extends string> = S extends GoogleScope ? true : false;

export type Googles = [
  Holds<IsGoogles<"gmail.readonly">>,
  Holds<IsGoogles<"https://www.googleapis.com/auth/gmail.readonly">>,
  Holds<IsGoogles<"https://mail.google.com/">>,
  Holds<IsGoogles<"openid">>,
  Holds<IsGoogles<"email">>,
];

export type NotGoogles = [
  // @ts-expect-error no scope of Google's
  Holds<IsGoogles<"gmail.read">>,
  // @ts-expect-error nor is every text
  Holds<IsGoogles<string>>,
  // @ts-expect-error OpenID Connect's have no URL
  Holds<IsGoogles<"https://www.googleapis.com/auth/openid">>,
];

export async function everyText(key: string): Promise<void> {
  const scopes: Scope[] = ["gmail.readonly", "a.scope.of.tomorrow", "https://example.com/scope"];
  const minter = await createMinter({ credentials: key });
  await minter.getToken("ada@example.com", scopes);
  // @ts-expect-error scopes are texts
  scopes.push(7);
}

export function restricted(): GoogleScope[] {
  const found: ScopeInfo[] = scopes.filter(({ sensitivity }) => sensitivity === "restricted");
  // @ts-expect-error not a class of Google's
  found.filter(({ sensitivity }) => sensitivity === "secret");
  // @ts-expect-error the list is everybody's
  scopes.push(...found);
  return found.map(({ name }) => name);
}
