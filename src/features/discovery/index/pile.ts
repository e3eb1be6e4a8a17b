type Numbers = Uint8Array | Uint32Array | Float64Array;

/** An array of numbers that grows by doubling. */
export class Pile<T extends Numbers> {
  all: T;
  length = 0;
  readonly #make: (length: number) => T;
  constructor(make: (length: number) => T) {
    this.#make = make;
    this.all = make(64);
  }
  push(x: number): void {
    this.reserve(1);
    this.all[this.length++] = x;
  }
  reserve(more: number): void {
    if (this.length + more <= this.all.length) return;
    const grown = this.#make(Math.max(this.length + more, this.all.length * 2));
    grown.set(this.all);
    this.all = grown;
  }
}
export const bytePile = () => new Pile((n) => new Uint8Array(n));
export const wholePile = () => new Pile((n) => new Uint32Array(n));
export const doublePile = () => new Pile((n) => new Float64Array(n));
