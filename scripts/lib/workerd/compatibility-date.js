/** The compatibility date that the Worker is deployed with, so that tests run under the same. */
import { readFileSync } from "node:fs";

const config = readFileSync(new URL("../../../wrangler.toml", import.meta.url), "utf8");
const match = /^compatibility_date = "(\d{4}-\d{2}-\d{2})"$/m.exec(config);
if (!match) throw new Error('wrangler.toml has no line such as compatibility_date = "2026-11-01"');

export const compatibilityDate = match[1];
