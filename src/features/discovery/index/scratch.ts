import { scratchSets, type Store } from './store.ts';

/** Sets of rows for one search, with nothing said of what stands in them at first. */
export class Scratch {
  readonly #store: Store;
  #taken = 0;
  constructor(store: Store) {
    this.#store = store;
  }
  take(): Uint32Array {
    if (this.#taken === scratchSets) throw new Error('a search took more sets than there are');
    return this.#store.arena.u32(`scratch.${this.#taken++}`);
  }
  copy(set: Uint32Array): Uint32Array {
    const taken = this.take();
    taken.set(set);
    return taken;
  }
  /** Runs with sets that are free again afterwards. */
  with<T>(run: () => T): T {
    const taken = this.#taken;
    try {
      return run();
    } finally {
      this.#taken = taken;
    }
  }
}
