import { z } from 'zod';
import { act } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import { nobody, operator } from '#src/infra/may.ts';
import { eventReasons, IngestQuery, type EventProblem, type Ingested } from '../contract.ts';
import type { CloudEvent } from '../ports.ts';
import { laneOf } from '../rules/lanes.ts';
import { judgedAt, readEvent, unconfirm, type Judged, type Said } from '../rules/read.ts';
import { no } from '../rules/refusals.ts';
import { splitBody, type Sent } from '../rules/split.ts';
import { takeIn, type Counts, type Part } from '../steps/taking.ts';

export const Body = IngestQuery.extend({ body: z.string(), type: z.string() });

/** A request's events, read and shared out over the lanes. */
export interface Sorted {
  byLane: Map<number, Said[]>;
  events: number;
  rejected: Ingested['rejected'];
  receivedAt: number;
  /** Who brought them, where it was nobody with a key: for the audit. */
  by?: string;
  /** Of events that a source brought: the place of each among all that was sent. */
  places?: Map<Said, number>;
}
/** A source of its own: its id, and the name under which it speaks. */
export interface Bringer {
  sourceId: string;
  name: string;
  /** It overhears, and may have missed parts: no gift of its telling is ever confirmed. */
  overhears?: boolean;
}

function sort(ctx: Ctx, { body, type, asOf }: z.output<typeof Body>): Sorted {
  const judged = judgedAt(asOf, ctx.now);
  if (!judged) throw no('live.as_of');
  return sortSent(splitOrRefuse(body, type), judged);
}
function splitOrRefuse(body: string, type: string, single = false): Sent {
  const sent = splitBody(body, /ndjson|jsonl/i.test(type), single);
  if (typeof sent === 'string') throw no(sent);
  return sent;
}
/** What a source sends: a list, a line each, or one event alone. What each names as its source stands behind the name of this one. */
export const sortBody = (now: Date, body: string, type: string, from: Bringer): Sorted =>
  sortSent(splitOrRefuse(body, type, true), judgedAt(undefined, now)!, from);
/** Events that a connector made of what its platform sent. */
export const sortEvents = (now: Date, events: readonly CloudEvent[], from: Bringer): Sorted =>
  sortSent({ values: [...events], problems: [], places: events.map((_, i) => i) }, judgedAt(undefined, now)!, from);

function sortSent(sent: Sent, judged: Judged, from?: Bringer): Sorted {
  const byLane = new Map<number, Said[]>();
  const problems = sent.problems;
  const places = new Map<Said, number>();
  let events = 0;
  sent.values.forEach((value, i) => {
    const said = readEvent(value, judged);
    if (typeof said === 'string') return void problems.push({ index: sent.places[i]!, code: said });
    if (from) said.source = `${from.name}/${said.source}`;
    if (from?.overhears) unconfirm(said);
    if (from) places.set(said, sent.places[i]!);
    events++;
    const lane = laneOf(said.platform, said.account);
    const of = byLane.get(lane);
    if (of) of.push(said);
    else byLane.set(lane, [said]);
  });
  problems.sort((a, b) => a.index - b.index);
  const by = from && { by: `source ${from.sourceId}`, places };
  return { byLane, events, receivedAt: judged.receivedAt, rejected: problems.map(explained), ...by };
}

/** Those of some accounts alone; of the others each is refused by its place. */
export function onlyOf(sorted: Sorted, isAllowed: (said: Said) => boolean, refusal: { code: string; detail: string }): Sorted {
  const byLane = new Map<number, Said[]>();
  const rejected = [...sorted.rejected];
  let events = 0;
  for (const [lane, all] of sorted.byLane) {
    const of = all.filter(isAllowed);
    for (const one of all) if (!isAllowed(one)) rejected.push({ index: sorted.places?.get(one) ?? 0, ...refusal });
    if (of.length > 0) byLane.set(lane, of);
    events += of.length;
  }
  return { ...sorted, byLane, events, rejected: rejected.toSorted((a, b) => a.index - b.index) };
}

const explained = ({ index, code }: { index: number; code: EventProblem }) => ({ index, code, detail: eventReasons[code].detail });

export const answerOf = (counts: readonly Counts[], rejected: Ingested['rejected']): Ingested => {
  const sum = (of: keyof Counts) => counts.reduce((n, one) => n + one[of], 0);
  return { accepted: sum('accepted'), duplicate: sum('duplicate'), quarantined: sum('quarantined'), rejected };
};

/**
 * Takes events in. Requests are committed together, by lanes; one with an idempotency key stands in a transaction of its own, with its
 * answer.
 */
export const makeIngest = (gather: (ctx: Ctx, sorted: Sorted) => Promise<Ingested>) =>
  act(
    'live.ingest',
    Body,
    operator('admin'),
    async (tx, ctx, input) => {
      const { byLane, receivedAt, rejected, events } = sort(ctx, input);
      const counts: Counts[] = [];
      for (const lane of [...byLane.keys()].toSorted((a, b) => a - b))
        counts.push(...(await takeIn(tx, ctx, lane, [{ said: byLane.get(lane)!, receivedAt }])));
      const { rejected: _, ...sums } = answerOf(counts, rejected);
      ctx.about({ events, ...sums });
      return answerOf(counts, rejected);
    },
    { gather: async (ctx, input) => gather(ctx, sort(ctx, input)) },
  );

interface Batch {
  lane: number;
  parts: Part[];
  /** By which keys or sources they came. */
  keys: (string | null)[];
}
/** Commits what several requests brought into a lane. They were judged one by one; this carries it out, with one audit row for all. */
export const take = act('live.take', z.custom<Batch>(), nobody, async (tx, ctx, { lane, parts, keys }) => {
  const counts = await takeIn(tx, ctx, lane, parts);
  const { rejected: _, ...sums } = answerOf(counts, []);
  ctx.about({ lane, ...sums, keys: keys.filter((key) => key !== null) });
  return counts;
});
