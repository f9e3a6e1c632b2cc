// What a fragment in the documents may use without saying where it comes from. An example that
// declares or imports a name has its own.
declare const minter: import("edgemint").Minter;
/** A Worker's, as a handler gets it. */
declare const env: typeof import("cloudflare:workers").env;
/** What a key file holds. */
declare const key: import("edgemint").ServiceAccountCredentials;
