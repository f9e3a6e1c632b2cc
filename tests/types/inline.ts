/** `edgemint/inline` has the types of `edgemint`. */
import type { Minter } from "edgemint";
import { createMinter, EdgemintError } from "edgemint/inline";

const minter: Minter = await createMinter({ credentials: "{}" });
const { accessToken } = await minter.getToken("ada@example.com", ["gmail.readonly"]);
accessToken satisfies string;

declare const error: unknown;
if (error instanceof EdgemintError) error.code satisfies string;
