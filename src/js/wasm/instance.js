import { internalError } from "../shared/errors.js";
import { logInternal } from "../shared/log.js";

/**
 * An instance of WebAssembly, and the only way into it. A Rust panic is a trap, which leaves the memory as it was in the
 * middle of something: from then on nothing enters any more, each call in flight is refused, and whoever comes next loads
 * another instance. What was made in one never meets another, as each has its bindings to itself.
 *
 * @template [Bindings=any]
 */
export class Instance {
  #bindings;
  #memory;
  #module;
  /** How many calls are on the stack, one within another. */
  #depth = 0;
  /** What was thrown, once something was. */
  #trap;
  /** What ends each call that waits. */
  #waiting = new Set();

  /** @param {(guard: Function) => Bindings} glue what the build makes of wasm-bindgen's output (scripts/lib/glue.js) */
  constructor(glue) {
    this.#bindings = glue((exports, module) => this.#guarded(exports, module));
  }

  /** @param {BufferSource | WebAssembly.Module} module */
  startNow(module) {
    this.call((bindings) => bindings.initSync({ module }));
    return this;
  }

  /** @param {URL | WebAssembly.Module} source */
  async start(source) {
    await this.#bindings.default({ module_or_path: source });
    this.#refuseTrapped();
    return this;
  }

  /** What it was made of, and the next one may be. */
  get module() {
    return this.#module;
  }

  get trapped() {
    return this.#trap !== undefined;
  }

  /**
   * What `work` returns.
   *
   * @template Result
   * @param {(bindings: Bindings) => Result} work
   * @returns {Result}
   */
  call(work) {
    this.#refuseTrapped();
    this.#depth += 1;
    try {
      return work(this.#bindings);
    } catch (error) {
      this.#refuseTrapped();
      throw error;
    } finally {
      this.#leave();
    }
  }

  /**
   * What `work` promises, or a refusal as soon as the instance traps.
   *
   * @template Result
   * @param {(bindings: Bindings) => Promise<Result>} work
   * @returns {Promise<Result>}
   */
  async run(work) {
    let end;
    const trap = new Promise((_, reject) => (end = reject));
    // The work may be refused at once, and nobody hears of this one.
    trap.catch(() => {});
    this.#waiting.add(end);
    try {
      return await Promise.race([this.call(work), trap]);
    } finally {
      this.#waiting.delete(end);
    }
  }

  /** Ends with the promise or with the instance, for what goes on behind an answer: no caller hears of a trap there. */
  async settled(promise) {
    await this.run(() => promise).catch(logInternal);
  }

  /** The exports, behind a door each. */
  #guarded(exports, module) {
    this.#memory = exports.memory;
    this.#module = module;
    const behindDoor = ([name, value]) => [name, typeof value === "function" ? this.#door(value) : value];
    return Object.fromEntries(Object.entries(exports).map(behindDoor));
  }

  /**
   * Whatever comes out as an exception has skipped frames of Rust: errors are values there. It goes on to whoever has
   * called; what comes from a microtask, a timer or the engine's collector was called by nobody, and what those are given
   * in place of a result (`[]`, in which the bindings look for an error) nobody reads.
   */
  #door(enter) {
    return (...args) => {
      const called = this.#depth > 0;
      this.#depth += 1;
      try {
        this.#refuseTrapped();
        return enter(...args);
      } catch (error) {
        // No call before this: the stack may be full.
        this.#trap ??= { error };
        if (called) throw error;
        return [];
      } finally {
        this.#leave();
      }
    };
  }

  #leave() {
    this.#depth -= 1;
    if (this.#trap && this.#depth === 0) this.#end();
  }

  /** Not before the last frame is gone, which may still read and write. */
  #end() {
    for (const end of this.#waiting) end(internalError(this.#trap.error));
    this.#waiting.clear();
    // There may be a key in it, whose owner can no longer wipe it.
    if (this.#memory) new Uint8Array(this.#memory.buffer).fill(0);
    this.#memory = undefined;
  }

  #refuseTrapped() {
    if (this.#trap) throw internalError(this.#trap.error);
  }
}
