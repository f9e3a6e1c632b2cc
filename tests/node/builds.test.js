/** Which of the package's two builds signs: what the loader does with what an engine says. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { buildsFor } from "../../src/js/wasm/engine.js";
import { createMinterWith } from "../../src/js/minter/create-minter.js";
import { Instance } from "../../src/js/wasm/instance.js";

const options = { credentials: "a key file" };

class Key {}

const build = (Minter) => () => new Instance(() => ({ Key, Minter }));

/** A build that signs, and counts how often it was loaded. */
function signing(name) {
  const load = build(
    class {
      signer = name;
    },
  );
  const counted = () => {
    counted.times += 1;
    return load();
  };
  return Object.assign(counted, { times: 0 });
}

/** A build whose minter cannot be made. */
const throwing = (code) =>
  build(
    class {
      constructor() {
        throw { code, message: "It cannot.", remedy: "Take another.", retryable: false };
      }
    },
  );

test("an engine with relaxed SIMD gets the modern build, the portable one in reserve", () => {
  assert.deepEqual(buildsFor("modern", "portable"), ["modern", "portable"]);
});

test("an engine without relaxed SIMD gets the portable build alone", (t) => {
  t.mock.method(WebAssembly, "validate", () => false);
  assert.deepEqual(buildsFor("modern", "portable"), ["portable"]);
});

test("the portable build is not loaded where the modern one signs", async () => {
  const [modern, portable] = [signing("modern"), signing("portable")];
  const { signer } = await createMinterWith([modern, portable])(options);
  assert.deepEqual([signer, modern.times, portable.times], ["modern", 1, 0]);
});

test("a modern build that cannot sign here leads to the portable one", async () => {
  const builds = [throwing("signer_unsupported"), signing("portable")];
  assert.equal((await createMinterWith(builds)(options)).signer, "portable");
});

test("where there is no other build, that it cannot sign is the error", async () => {
  const creation = createMinterWith([throwing("signer_unsupported")])(options);
  await assert.rejects(creation, { name: "EdgemintError", code: "signer_unsupported", remedy: "Take another." });
});

test("a key that is refused is refused at once", async () => {
  const portable = signing("portable");
  const creation = createMinterWith([throwing("invalid_key"), portable])(options);
  await assert.rejects(creation, { name: "EdgemintError", code: "invalid_key" });
  assert.equal(portable.times, 0);
});
