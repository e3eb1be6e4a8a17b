import type { Machine } from './kernels.ts';
import { plainMachine } from './plain.ts';

/** Every machine that works here, the fastest first. */
export const machines = (): Machine[] => [plainMachine];
