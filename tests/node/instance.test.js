/** The door into an instance of WebAssembly, without a network: edgemint/diagnose, the policy tools, and the build step. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { diagnoseWith } from "../../src/js/diagnose/diagnose.js";
import { Instance } from "../../src/js/wasm/instance.js";
import { loadLater } from "../../src/js/wasm/load-later.js";
import { loadNow } from "../../src/js/wasm/load-now.js";
import { guarded } from "../../scripts/lib/glue.js";
import { trapModule } from "../worker/trap-glue.js";

/** Traps at its first call in the first instance, and answers from then on. */
function trappingOnce() {
  let instances = 0;
  return (guard) => {
    const first = instances++ === 0;
    let wasm;
    const initSync = ({ module }) => {
      wasm = guard(new WebAssembly.Instance(module).exports, module);
    };
    const answer = () => (first ? wasm.trap() : '{"id":"found"}');
    const start = async ({ module_or_path: module }) => initSync({ module });
    return { initSync, default: start, explain: answer, explainApi: answer, inspect: answer, checkPolicy: answer };
  };
}

const module = new WebAssembly.Module(trapModule);
const internal = { name: "EdgemintError", code: "internal", retryable: true };

for (const name of ["explain", "explainApiError", "inspect"]) {
  test(`${name}: a trap is a rejection, and the next call works`, async () => {
    const load = loadLater(
      async () => ({ default: glue }),
      () => module,
    );
    const glue = trappingOnce();
    const diagnose = diagnoseWith(load);
    await assert.rejects(diagnose[name]("unauthorized_client"), internal);
    assert.deepEqual(await diagnose[name]("unauthorized_client"), { id: "found" });
  });
}

test("the policy tools: a trap is thrown as an EdgemintError, and the next call works", () => {
  const load = loadNow(trappingOnce(), () => module);
  const check = () => load().call(({ checkPolicy }) => checkPolicy("{}"));
  assert.throws(check, internal);
  assert.equal(check(), '{"id":"found"}');
});

test("whatever leaves WebAssembly as an exception ends the instance, and nothing enters it again", () => {
  const thrown = new Error("of JavaScript, with Rust in between");
  let entered = 0;
  const glue = (guard) => {
    const wasm = guard({
      fail() {
        entered += 1;
        throw thrown;
      },
    });
    return { fail: () => wasm.fail(), wasm };
  };
  const instance = new Instance(glue);
  let bindings;
  instance.call((given) => (bindings = given));
  for (const _ of [1, 2]) assert.throws(() => instance.call(({ fail }) => fail()), { ...internal, cause: thrown });
  // As a microtask would, which nobody called.
  assert.deepEqual(bindings.wasm.fail(), []);
  assert.equal(entered, 1);
});

const GLUE = `import { facts } from '../values.js';

export class Key {}
export function explain(text) {
    return wasm.explain(facts(text));
}
let wasmModule, wasmInstance, wasm;
function __wbg_finalize_init(instance, module) {
    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module;
    return wasm;
}
export { initSync, __wbg_init as default };
`;

test("the build makes a function of the glue, and refuses one of another shape", () => {
  const made = guarded(GLUE);
  assert.match(made, /^import .*\n\nexport default \(guard\) => \{\n/);
  assert.match(made, /return \{ Key, explain, initSync: initSync, default: __wbg_init \};\n\};\n$/);
  assert.match(made, /wasm = guard\(instance\.exports, module\);/);
  const others = [
    GLUE.replace("wasm = instance.exports;", "wasm = exportsOf(instance);"),
    `${GLUE}const other = instance.exports;\n`,
    `${GLUE}export const more = 1;\n`,
  ];
  for (const other of others) assert.throws(() => guarded(other), /another shape/);
});
