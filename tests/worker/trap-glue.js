/** In place of the built bindings: a WebAssembly instance that traps when it is asked to. */

/** A module with one function, `trap`, whose body is `unreachable`: what a Rust panic ends in. */
const TRAP = [
  [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  [0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
  [0x03, 0x02, 0x01, 0x00],
  [0x07, 0x08, 0x01, 0x04, 0x74, 0x72, 0x61, 0x70, 0x00, 0x00],
  [0x0a, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0b],
];
export const trapModule = new Uint8Array(TRAP.flat());

let instance;
let generation = 0;

export function initSync({ module }) {
  instance = { trap: new WebAssembly.Instance(module).exports.trap, module };
}

export function __wbg_reset_state() {
  generation += 1;
  initSync(instance);
}

export function fetch(request) {
  switch (new URL(request.url).pathname) {
    case "/trap":
      return instance.trap();
    case "/trap-after-await":
      // As wasm-bindgen's task queue does: in a microtask, with a promise that nobody settles.
      return new Promise(() => queueMicrotask(() => instance.trap()));
    case "/overflow":
      return overflow();
    case "/pending":
      return new Promise(() => {});
    default:
      return Promise.resolve(Response.json({ generation }));
  }
}

export function getToken(_env, _caller, user) {
  if (user === "trap") return new Promise(() => queueMicrotask(() => instance.trap()));
  return Promise.resolve({ token: { generation }, behind: Promise.resolve() });
}

function overflow() {
  return overflow() + 1;
}
