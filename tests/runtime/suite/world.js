/** What every test gets: the stand-in with its controls, and minters for its service account. */
import { createMinter } from "edgemint";

import { createControls } from "./controls.js";
import { secretFinder } from "../../support/secrets.js";

/** @param {import("../context.js").Context} context */
export function createWorld(context) {
  const { key, tokenUri } = context;
  return {
    ...context,
    standin: createControls(context.url),
    findSecret: secretFinder(key),

    /** @param {Partial<import("edgemint").MinterOptions>} [options] */
    createMinter: (options) => createMinter({ credentials: key, tokenUri, ...options }),
  };
}
