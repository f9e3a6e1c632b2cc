/**
 * A local stand-in for Google: the token endpoint and as much of its APIs as shows whom a token speaks for. This module
 * is its entry; README.md says what can be asked of it, and `command.js` runs it by itself.
 */

/** Starts one on 127.0.0.1, with the users of example.com and a service account that may act for them. */
export { startGoogle } from "./google.js";

/** A client of the token endpoint that owes nothing to edgemint, for assertions that edgemint would not make. */
export { createTokenClient, JWT_BEARER } from "./token/client.js";

/** A service-account key as one downloads it, made now. The stand-in knows it once `directory.register` has it. */
export { createDemoKey } from "./demo-key.js";

/** What every stand-in grants its own service account. */
export { EXAMPLE_SCOPES } from "./example-domain.js";
