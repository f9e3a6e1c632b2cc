// A program for Node alone, whose types are Node's and no page's. Compiled by tests/node/types.test.js, never run.
import { createMinter } from "edgemint";
import { memoryCache } from "edgemint/caches";
import { explain } from "edgemint/diagnose";
import { createMinter as createInlineMinter } from "edgemint/inline";
import { scopes } from "edgemint/scopes";

export async function subjects(key: string): Promise<unknown[]> {
  const minter = await createMinter({ credentials: key, cache: memoryCache(), fetch });
  const url = "https://gmail.googleapis.com/gmail/v1/users/me/profile";
  const answers = [
    await minter.fetch("ada@example.com", ["gmail.readonly"], url),
    await minter.fetch("ada@example.com", ["gmail.readonly"], new URL(url), { method: "GET" }),
    await minter.fetch("ada@example.com", ["gmail.readonly"], new Request(url)),
  ];
  // @ts-expect-error neither an address nor a request
  await minter.fetch("ada@example.com", ["gmail.readonly"], 7);
  return [...answers, explain, createInlineMinter, scopes];
}
