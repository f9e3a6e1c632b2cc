import type { Credentials, Minter, MinterOptions, TokenCache } from "edgemint";
import type { Context, MiddlewareHandler } from "hono";

/** What the middleware puts on the context. */
export type EdgemintVariables = { edgemint: Minter };

declare module "hono" {
  interface ContextVariableMap extends EdgemintVariables {}
}

/** The options of `createMinter`, with two that may depend on the context. */
export interface EdgemintOptions extends Omit<MinterOptions, "credentials" | "cache"> {
  /** The key file, or where to find it: asked for with each request, so that it may look into `c.env`. */
  credentials: Credentials | ((c: Context) => Credentials | Promise<Credentials>);
  cache?: TokenCache | ((c: Context) => TokenCache);
}

/**
 * Puts a minter on the context: one per key in each isolate, made when the first request comes. Put your
 * own authentication before it: with the example alone anybody reads anybody's profile.
 *
 * @example
 * ```js
 * import { Hono } from "hono";
 * import { edgemint, onError } from "edgemint/hono";
 *
 * const app = new Hono();
 * app.use("/profile/*", edgemint({ credentials: (c) => c.env.SERVICE_ACCOUNT_KEY }));
 * app.onError(onError);
 * app.get("/profile/:user", async (c) => {
 *   const url = "https://gmail.googleapis.com/gmail/v1/users/me/profile";
 *   return c.get("edgemint").fetch(c.req.param("user"), ["gmail.readonly"], url);
 * });
 *
 * export default app;
 * ```
 */
export function edgemint(options: EdgemintOptions): MiddlewareHandler<{ Variables: EdgemintVariables }>;

/**
 * For `app.onError`: answers an EdgemintError as the edgemint Worker does, `{"error": {"code", "message",
 * "remedy", "retryable"}}`, and every other error as Hono does. The remedy may name the service account's client
 * ID: leave this out where callers are strangers.
 *
 * @example
 * ```js
 * import { Hono } from "hono";
 * import { onError } from "edgemint/hono";
 *
 * new Hono().onError(onError);
 * ```
 */
export function onError(error: Error, c: Context): Response;
