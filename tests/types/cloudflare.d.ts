// What the documented examples use of the runtime's own module.
declare module "cloudflare:workers" {
  export const env: {
    SERVICE_ACCOUNT_KEY: string;
    /** A namespace of Workers KV. */
    TOKENS: import("edgemint/caches").KeyValueNamespace;
    /** A secret of Cloudflare's Secrets Store. */
    KEY_STORE: { get(): Promise<string> };
    /** Edgemint's Worker, bound as a service. */
    MINT: Pick<import("edgemint").Minter, "getToken">;
  };
  export class DurableObject {
    env: typeof env;
    ctx: { storage: import("edgemint/caches").ObjectStorage };
  }
}
