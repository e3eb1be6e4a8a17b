import type { CloudEvent } from '#src/features/live/ports.ts';
import { openBroadcast, type Broadcast } from './broadcast.ts';
import type { BroadcastPlan } from './plan.ts';
import type { BroadcastTruth } from './truth.ts';

export { openBroadcast, roomOf } from './broadcast.ts';
export { planEvening, type BroadcastPlan } from './plan.ts';
export type { BroadcastTruth } from './truth.ts';

export interface Evening {
  /** What arrives in the next second of all broadcasts; from 0 on. */
  second(): CloudEvent[];
  over(): boolean;
  onAir(): number;
  /** Ends those that are on air, and gives what is still under way; those that have not begun never do. */
  stop(): CloudEvent[];
  /** Of those that began. */
  truths(): BroadcastTruth[];
}

/** Plays several broadcasts, each from its own second on. */
export function openEvening(plans: readonly BroadcastPlan[], from: number): Evening {
  let waiting = plans.toSorted((a, b) => a.startAt - b.startAt);
  let playing: Broadcast[] = [];
  const begun: Broadcast[] = [];
  let at = from;
  return {
    second() {
      while (waiting[0] && waiting[0].startAt <= at) {
        const one = openBroadcast(waiting.shift()!);
        playing.push(one);
        begun.push(one);
      }
      const arriving = playing.flatMap((one) => one.second());
      playing = playing.filter((one) => !one.over());
      at += 1000;
      return arriving;
    },
    over: () => waiting.length === 0 && playing.length === 0,
    onAir: () => playing.filter((one) => one.onAir()).length,
    stop() {
      waiting = [];
      const rest = playing.flatMap((one) => one.stop());
      playing = [];
      return rest;
    },
    truths: () => begun.map((one) => one.truth()),
  };
}

/** A whole broadcast at once, in the order of its arrival. */
export function playWhole(plan: BroadcastPlan): { events: CloudEvent[]; truth: BroadcastTruth } {
  const one = openBroadcast(plan);
  const events: CloudEvent[] = [];
  while (!one.over()) events.push(...one.second());
  return { events, truth: one.truth() };
}
