/** What users get holds nothing of the build that lets tests reach under the signer. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), "latin1");

/** Names that the test binding gives to JavaScript, and so has in its glue and among its exports. */
const OF_TESTS = /rawkey|privateOperation|faults_plan|planTrap/i;
const SHIPPED = [
  ...["npm/modern", "npm/portable", "npm/diagnose", "tools"].flatMap((build) => [
    `${build}/edgemint.js`,
    `${build}/edgemint_bg.wasm`,
  ]),
  ...["worker/index.js", "worker/edgemint_bg.wasm"],
].map((file) => `dist/${file}`);

test("no shipped build has the raw operation or faults", () => {
  for (const file of SHIPPED) assert.doesNotMatch(read(file), OF_TESTS, file);
});

test("the npm package has its four builds, and no other WebAssembly", () => {
  const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ files }] = Object.values(JSON.parse(packed));
  const wasm = files.map(({ path }) => path).filter((path) => path.endsWith(".wasm"));
  const builds = ["npm/diagnose", "npm/modern", "npm/portable", "tools"];
  assert.deepEqual(wasm.sort(), builds.map((build) => `dist/${build}/edgemint_bg.wasm`));
});
