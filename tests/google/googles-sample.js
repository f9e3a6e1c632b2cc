/** Google's sample of a JWT client, out of the package that it is documented in. */
import { readFileSync } from "node:fs";

const readme = new URL("../../node_modules/google-auth-library/README.md", import.meta.url);

/**
 * The module of a function `sample`, which returns what the sample logs. The sample is as Google has it, but for the
 * import; in a Worker it could not fetch outside of a function.
 */
export function googlesSample() {
  const samples = [...readFileSync(readme, "utf8").matchAll(/^``` ?js\n([^]*?)^```/gm)].map(([, code]) => code);
  const found = samples.filter((code) => code.includes("new JWT(") && code.includes("env['CREDS']"));
  if (found.length !== 1) throw new Error(`google-auth-library's README has ${found.length} such samples`);
  const [before, after] = found[0].split("const {JWT} = require('google-auth-library');\n");
  return `
    import { JWT } from "edgemint/google";
    export async function sample() {
      const logged = [];
      const console = { log: (value) => logged.push(value) };
      ${before}${after}
      return logged;
    }
  `;
}
