/** A minter of WebAssembly, in the instance that it was made in. */
export class Binding {
  #instance;
  #minter;
  #host;

  /**
   * @param {import("../wasm/instance.js").Instance} instance
   * @param {object} minter
   * @param {import("./host.js").Host} host that it sends by
   */
  constructor(instance, minter, host) {
    this.#instance = instance;
    this.#minter = minter;
    this.#host = host;
    /** Read once: it is told after a trap as well. */
    this.signer = instance.call(() => minter.signer);
  }

  /** What the last exchange without an answer failed of, where that is known. */
  get unreached() {
    return this.#host.unreached;
  }

  get usable() {
    return !this.#instance.trapped;
  }

  /** @param {(minter: object) => Promise<any>} work */
  run(work) {
    return this.#instance.run(() => work(this.#minter));
  }

  settled(promise) {
    return this.#instance.settled(promise);
  }

  /** Never throws: with an instance that trapped, or does so now, its memory goes. */
  free() {
    try {
      this.#instance.call(() => this.#minter.free());
    } catch {
      // There is nothing left to free.
    }
  }
}

/**
 * The binding of a minter: made at its first use where credentials come late, and again where its instance trapped. Calls
 * that come meanwhile share no promise, which in a Worker would tie them to each other, but all of them go on with the
 * binding that is there first.
 */
export class Bound {
  #make;
  #made;
  #forget;
  #freed = false;

  /**
   * @param {(wanted: () => boolean) => Promise<Binding | undefined>} make need not go on once none is wanted
   * @param {Binding} [made]
   * @param {() => void} [forget] overwrites what `make` uses
   */
  constructor(make, made, forget) {
    this.#make = make;
    this.#made = made;
    this.#forget = forget;
  }

  get signer() {
    return this.#made?.signer;
  }

  /** The binding, where there is one to be called. */
  now() {
    return this.#made?.usable ? this.#made : undefined;
  }

  async get() {
    const wanted = () => !this.#freed && !this.now();
    const binding = await this.#make(wanted);
    if (wanted()) this.#made = binding;
    else binding?.free();
    return this.#made;
  }

  /** Now, or once it is there. */
  free() {
    this.#freed = true;
    this.#made?.free();
    this.#forget?.();
  }
}
