/** In place of the built bindings: a WebAssembly instance that traps when it is asked to. */

/** A module with a memory and one function, `trap`, whose body is `unreachable`: what a Rust panic ends in. */
const TRAP = [
  [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  [0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
  [0x03, 0x02, 0x01, 0x00],
  [0x05, 0x03, 0x01, 0x00, 0x01],
  [0x07, 0x11, 0x02, 0x04, 0x74, 0x72, 0x61, 0x70, 0x00, 0x00, 0x06, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 0x02, 0x00],
  [0x0a, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0b],
];
export const trapModule = new Uint8Array(TRAP.flat());

let generations = 0;

/** As scripts/lib/glue.js makes it. */
export default (guard) => {
  const generation = generations;
  generations += 1;
  let wasm;

  function initSync({ module }) {
    wasm = guard({ ...new WebAssembly.Instance(module).exports, overflow }, module);
  }

  function fetch(request) {
    switch (new URL(request.url).pathname) {
      case "/trap":
        return wasm.trap();
      case "/trap-after-await":
        // As wasm-bindgen's task queue does: in a microtask, with a promise that nobody settles.
        return new Promise(() => queueMicrotask(() => wasm.trap()));
      case "/overflow":
        return wasm.overflow();
      case "/pending":
        return new Promise(() => {});
      default:
        return Promise.resolve(Response.json({ generation }));
    }
  }

  function getToken(_env, _caller, user) {
    if (user === "trap") return new Promise(() => queueMicrotask(() => wasm.trap()));
    return Promise.resolve({ token: { generation }, behind: Promise.resolve() });
  }

  return { initSync, fetch, getToken };
};

function overflow() {
  return overflow() + 1;
}
