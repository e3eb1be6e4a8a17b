import type { CloudEvent } from '#src/features/live/ports.ts';
import type { Chance } from '../backstage/chance.ts';

/** How often a connector fails, and by how much; seconds. */
const faults = {
  twice: 0.02,
  twiceWithin: 60,
  late: 0.03,
  lateWithin: 90,
  /** One in so many minutes. */
  cutEvery: 50,
  cutFor: [8, 60],
  /** What comes again after a cut. */
  again: 12,
} as const;

/** Between a room and us: loses what happens while it is cut off, delivers some of it twice and some of it late. */
export function openWire(chance: Chance, seconds: number) {
  const cuts = Array.from({ length: chance.about(seconds / 60 / faults.cutEvery) }, () => {
    const from = chance.whole(Math.ceil(seconds * 0.1), Math.ceil(seconds * 0.85));
    return { from, until: Math.min(seconds - 5, from + chance.whole(faults.cutFor[0], faults.cutFor[1])) };
  });
  const due = new Map<number, CloudEvent[]>();
  const recent: CloudEvent[] = [];
  const isCut = (n: number) => cuts.some(({ from, until }) => n >= from && n < until);

  function put(event: CloudEvent, n: number): void {
    const there = due.get(n);
    if (there) there.push(event);
    else due.set(n, [event]);
  }
  return {
    /** Hands over what happened in a second; false: it was lost, and nobody will ever know of it. */
    tell(event: CloudEvent, n: number): boolean {
      if (isCut(n)) return false;
      put(event, chance.chance(faults.late) ? n + chance.whole(1, faults.lateWithin) : n);
      if (chance.chance(faults.twice)) put(event, n + chance.whole(1, faults.twiceWithin));
      recent.push(event);
      if (recent.length > faults.again) recent.shift();
      return true;
    },
    /** What arrives in a second. */
    arriving(n: number): CloudEvent[] {
      if (cuts.some(({ until }) => until === n)) for (const event of recent) put(event, n);
      const now = due.get(n) ?? [];
      due.delete(n);
      return now;
    },
    /** What is still under way, all at once. */
    rest(): CloudEvent[] {
      const all = [...due.entries()].toSorted(([a], [b]) => a - b).flatMap(([, events]) => events);
      due.clear();
      return all;
    },
    isEmpty: () => due.size === 0,
  };
}
export type Wire = ReturnType<typeof openWire>;
