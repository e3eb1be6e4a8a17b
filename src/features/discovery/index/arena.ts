import type { Kernels, Machine } from './kernels/kernels.ts';

export type Kind = 'u8' | 'u16' | 'u32' | 'f64';
const sizes: Record<Kind, number> = { u8: 1, u16: 2, u32: 4, f64: 8 };
export interface Section {
  kind: Kind;
  length: number;
  at: number;
}

/** What an arena will hold: sections by name, each at a multiple of 64 bytes. */
export class Plan {
  readonly sections: Record<string, Section> = {};
  bytes = 64;
  add(name: string, kind: Kind, length: number): void {
    this.sections[name] = { kind, length, at: this.bytes };
    this.bytes = Math.ceil((this.bytes + length * sizes[kind]) / 64) * 64;
  }
}

/** One block of memory with everything in it that grows with the number of creators: a snapshot is its bytes as they are. */
export class Arena {
  readonly kernels: Kernels;
  readonly bytes: Uint8Array;
  readonly sections: Record<string, Section>;
  readonly #buffer: ArrayBuffer;
  constructor(sections: Record<string, Section>, bytes: number, machine: Machine) {
    const { buffer, kernels } = machine.open(bytes);
    this.#buffer = buffer;
    this.kernels = kernels;
    this.sections = sections;
    this.bytes = new Uint8Array(buffer, 0, bytes);
  }
  #find(name: string, kind: Kind): Section {
    const section = this.sections[name];
    if (section?.kind !== kind) throw new Error(`no section ${name} of ${kind}`);
    return section;
  }
  u8(name: string): Uint8Array {
    const { at, length } = this.#find(name, 'u8');
    return new Uint8Array(this.#buffer, at, length);
  }
  u16(name: string): Uint16Array {
    const { at, length } = this.#find(name, 'u16');
    return new Uint16Array(this.#buffer, at, length);
  }
  u32(name: string): Uint32Array {
    const { at, length } = this.#find(name, 'u32');
    return new Uint32Array(this.#buffer, at, length);
  }
  f64(name: string): Float64Array {
    const { at, length } = this.#find(name, 'f64');
    return new Float64Array(this.#buffer, at, length);
  }
}
