// What the documented examples use of the runtime's own module.
declare module "cloudflare:workers" {
  export const env: {
    SERVICE_ACCOUNT_KEY: string;
    /** Edgemint's Worker, bound as a service. */
    MINT: Pick<import("edgemint").Minter, "getToken">;
  };
}
