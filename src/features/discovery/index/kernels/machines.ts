import type { Machine } from './kernels.ts';
import { plainMachine } from './plain.ts';
import { simdMachine } from './simd.ts';

/** Every machine that works here, the fastest first. */
export const machines = (): Machine[] => (simdMachine ? [simdMachine, plainMachine] : [plainMachine]);
