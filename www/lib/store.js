/**
 * The page's state: one object that is replaced, never changed, and lives as long as the tab.
 *
 * @template State
 * @param {State} initial
 */
export function createStore(initial) {
  let state = initial;
  const listeners = new Set();
  return {
    get: () => state,

    /** @param {Partial<State>} changes */
    set(changes) {
      const before = state;
      state = { ...state, ...changes };
      for (const listener of listeners) listener(state, before);
    },

    /**
     * Calls the listener now, and whenever one of these fields changes.
     *
     * @param {(keyof State)[]} fields
     * @param {(state: State) => void} listener
     */
    on(fields, listener) {
      listeners.add((now, before) => {
        if (fields.some((field) => now[field] !== before[field])) listener(now);
      });
      listener(state);
    },
  };
}
