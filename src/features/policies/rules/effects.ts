import { addMonths, startOfDay } from '#src/lib/time.ts';
import type { EffectName, KeptName } from '../contract.ts';

/** Whom a figure is about; an id stands once, with how many of what is counted are theirs. */
export interface Subject {
  id: string;
  agencyId?: string;
  creatorId?: string;
  personId?: string;
}
export type Counted = Subject & { n: number };
/** One figure of a preview. `who`: by id; undefined: nobody is named. */
export interface Tally {
  name: EffectName;
  at: Date | null;
  of: number;
  before: number;
  after: number;
  gained: number;
  lost: number;
  unknown: number;
  who?: { gained: Counted[]; lost: Counted[] };
}
export interface Kept {
  name: KeptName;
  n: number;
  outside: number | null;
}
export interface Previewed {
  effects: Tally[];
  kept: Kept[];
}
/** The instant of the preview, and the last whole calendar month (UTC), `from` to before `to`. */
export interface PreviewTimes {
  now: Date;
  from: Date;
  to: Date;
}
export function timesOf(now: Date): PreviewTimes {
  const to = startOfDay(`${now.toISOString().slice(0, 7)}-01`);
  return { now, from: addMonths(to, -1), to };
}

/** What is counted, and how. `says`: the rule in force itself, asked about one; a step higher counts as more, null is not known. */
export interface Counting<T, R> {
  name: EffectName;
  at: Date | null;
  items: readonly T[];
  says: (item: T, rule: R) => boolean | number | null;
  about?: (item: T) => Subject;
  /** So many are alike to it: one unless said. */
  weight?: (item: T) => number;
}

/**
 * The same rule, asked about the same facts before and after: so that a preview and the rule in force cannot differ. `add` takes some of the items,
 * so that whoever has many may take turns with others.
 */
export function openTally<T, R>({ name, at, says, about, weight }: Omit<Counting<T, R>, 'items'>, before: R, after: R) {
  const sum = { name, at, of: 0, before: 0, after: 0, gained: 0, lost: 0, unknown: 0 };
  const who = { gained: new Map<string, Counted>(), lost: new Map<string, Counted>() };
  const addOne = (item: T): void => {
    const n = weight?.(item) ?? 1;
    const [is, will] = [says(item, before), says(item, after)];
    sum.of += n;
    if (is === null || will === null) {
      sum.unknown += n;
      return;
    }
    const [from, to] = [Number(is), Number(will)];
    if (from > 0) sum.before += n;
    if (to > 0) sum.after += n;
    if (from === to) return;
    const change = to > from ? 'gained' : 'lost';
    sum[change] += n;
    if (about) count(who[change], about(item), n);
  };
  return {
    add: (items: readonly T[]): void => items.forEach(addOne),
    tell: (): Tally => (about ? { ...sum, who: { gained: inOrder(who.gained), lost: inOrder(who.lost) } } : sum),
  };
}

function count(all: Map<string, Counted>, one: Subject, n: number): void {
  const known = all.get(one.id);
  if (known) known.n += n;
  else all.set(one.id, { ...one, n });
}
/** By id, so that a page goes on where the last one ended. */
const inOrder = (all: Map<string, Counted>): Counted[] => [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
