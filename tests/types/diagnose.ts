// As usage.ts, for the entry edgemint/diagnose.
import { explain, explainApiError, inspect } from "edgemint/diagnose";
import type { Check, Explanation, Inspection, Likely, TokenFacts } from "edgemint/diagnose";

export async function steps(answer: Response, user: string): Promise<string[]> {
  const token: TokenFacts = { user, scopes: ["gmail.readonly"], clientId: "123456789012345678901" };
  const found: Explanation | null = await explainApiError(answer.status, await answer.text(), token);
  const likely: Likely | undefined = found?.likely[0];
  return likely?.steps ?? [likely?.remedy ?? "Not known."];
}

export async function everyForm(body: object): Promise<string | undefined> {
  await explainApiError(400, body, { user: null });
  await explain("invalid_grant", { scopes: "gmail.readonly openid" });
  const found = await explain("invalid_grant");
  return found?.paste?.scopes;
}

export async function problems(assertion: string, key: string): Promise<Check[]> {
  const found: Inspection = await inspect(assertion, { now: new Date(), tokenUri: "http://127.0.0.1:1/token", key });
  if (found.kind === "key_file") console.log(found.key?.clientId, found.key?.bits);
  return found.checks.filter(({ ok }) => !ok);
}

export async function refused(): Promise<void> {
  // @ts-expect-error an exception is to be turned into text
  await explain(new Error("invalid_grant"));
  // @ts-expect-error the status comes first
  await explainApiError("{}");
  // @ts-expect-error not a time
  await inspect("", { now: "today" });
}
