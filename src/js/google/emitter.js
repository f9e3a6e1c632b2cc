/** As much of Node's EventEmitter as callers of Google's clients use. */
export class Emitter {
  /** @type {Map<string, { listener: Function, once: boolean }[]>} */
  #entries = new Map();

  on(event, listener) {
    return this.#add(event, { listener, once: false });
  }

  once(event, listener) {
    return this.#add(event, { listener, once: true });
  }

  off(event, listener) {
    const entries = this.#of(event);
    const at = entries.findLastIndex((entry) => entry.listener === listener);
    if (at >= 0) this.#entries.set(event, entries.toSpliced(at, 1));
    return this;
  }

  addListener(event, listener) {
    return this.on(event, listener);
  }

  removeListener(event, listener) {
    return this.off(event, listener);
  }

  removeAllListeners(event) {
    if (event === undefined) this.#entries.clear();
    else this.#entries.delete(event);
    return this;
  }

  listenerCount(event) {
    return this.#of(event).length;
  }

  emit(event, ...values) {
    const entries = this.#of(event);
    for (const { listener, once } of entries) {
      if (once) this.off(event, listener);
      listener.apply(this, values);
    }
    return entries.length > 0;
  }

  #of(event) {
    return this.#entries.get(event) ?? [];
  }

  #add(event, entry) {
    this.#entries.set(event, [...this.#of(event), entry]);
    return this;
  }
}
