// How the middleware for Hono is used, and what its types have to refuse. Compiled, never run.
import type { Minter, TokenCache } from "edgemint";
import { edgemint, onError } from "edgemint/hono";
import type { EdgemintVariables } from "edgemint/hono";
import { Hono } from "hono";

type Env = { Bindings: { SERVICE_ACCOUNT_KEY: string; TOKENS: TokenCache }; Variables: EdgemintVariables };

export const app = new Hono<Env>();
app.use(edgemint({ credentials: (c) => c.env.SERVICE_ACCOUNT_KEY, cache: (c) => c.env.TOKENS }));
app.use(edgemint({ credentials: "{}", tokenUri: "https://login.example.com/token" }));
app.onError(onError);
app.get("/", async (c) => {
  const minter: Minter = c.get("edgemint");
  return c.json(await minter.getToken("ada@example.com", ["openid"]));
});

export const untyped = new Hono();
untyped.get("/", async (c) => {
  const minter: Minter = c.get("edgemint");
  return minter.fetch("ada@example.com", ["openid"], "https://example.com");
});

export function refused(): void {
  // @ts-expect-error a key is needed
  edgemint({});
  // @ts-expect-error a number is no key
  edgemint({ credentials: () => 7 });
}
