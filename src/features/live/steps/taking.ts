import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import type { Platform } from '#src/lib/shapes.ts';
import { dayMs } from '#src/lib/time.ts';
import { listExtents, listSessions, listStreaks, saveFolded, saveStreaks, type DayRow, type Extent } from '../queries/rollups.ts';
import { listOwners, lockLane, saveNew, saveWaiting, type NewEvent, type Waiting } from '../queries/taking.ts';
import { fold, larger, streakKey, type Counted, type Day, type Folded } from '../rules/fold.ts';
import type { Said } from '../rules/read.ts';
import { begun, counted, dayNumber, dayText, isEnded, noCounts, secondsByDay, type Session } from '../rules/sessions.ts';
import { gifterIdOf, keyOf, sessionIdOf, streakIdOf } from './keys.ts';

/** What one sender brings into one lane, at an instant in milliseconds. */
export interface Part {
  said: readonly Said[];
  receivedAt: number;
}
export interface Counts {
  accepted: number;
  duplicate: number;
  quarantined: number;
}

/** An event under its key, with whose part it came. Of whom it is follows later. */
interface Keyed extends NewEvent {
  counts: Counts;
}

const accountKey = (platform: Platform, account: string) => `${platform} ${account}`;
const weekOf = (now: Date): string => dayText(Math.floor((dayNumber(now.getTime()) - 4) / 7) * 7 + 4);

/**
 * Takes in the events of several senders, all of one lane, in one transaction: each counts once, whatever its order; those of accounts
 * that belong to nobody wait. Gives what became of each part.
 */
export async function takeIn(tx: Tx, ctx: Ctx, lane: number, parts: readonly Part[]): Promise<Counts[]> {
  await lockLane(tx, lane);
  const results = parts.map((): Counts => ({ accepted: 0, duplicate: 0, quarantined: 0 }));
  const all: Keyed[] = [];
  parts.forEach(({ said, receivedAt }, i) => {
    for (const one of said)
      all.push({
        said: one,
        key: keyOf(one.platform, one.source, one.id),
        creatorId: '',
        sessionId: '',
        streakId: null,
        gifterId: one.gifter === null ? null : gifterIdOf(one.platform, one.account, one.room, one.gifter),
        receivedAt,
        counts: results[i]!,
      });
  });
  const owners = await ownersOf(tx, all);
  const theirs: Keyed[] = [];
  const nobodys: Keyed[] = [];
  for (const one of all) {
    one.creatorId = owners.get(accountKey(one.said.platform, one.said.account)) ?? '';
    (one.creatorId === '' ? nobodys : theirs).push(one);
  }
  if (nobodys.length > 0) await wait(tx, nobodys);
  if (theirs.length > 0) await count(tx, ctx, theirs);
  return results;
}

/** Works the waiting events of an account that belongs to somebody now. */
export async function takeWaited(tx: Tx, ctx: Ctx, creatorId: string, events: readonly { key: string; said: Said; receivedAt: number }[]) {
  const counts: Counts = { accepted: 0, duplicate: 0, quarantined: 0 };
  if (events.length > 0)
    await count(
      tx,
      ctx,
      // One that waited since before gifters were counted has none.
      events.map((e) => ({ ...e, counts, creatorId, sessionId: '', streakId: null, gifterId: e.said.gifter ?? null })),
    );
  return counts;
}

async function ownersOf(tx: Tx, all: readonly Keyed[]): Promise<Map<string, string>> {
  const wanted = new Map<string, { platform: Platform; account: string }>();
  for (const { said } of all) {
    const key = accountKey(said.platform, said.account);
    if (!wanted.has(key)) wanted.set(key, { platform: said.platform, account: said.account });
  }
  const rows = await listOwners(tx, [...wanted.values()]);
  return new Map(rows.map((r) => [accountKey(r.platform, r.account), r.creator_id]));
}

/** The first of several with one key stands for them; the others are repetitions. */
function firstOf<T extends Keyed>(events: readonly T[], keyed: (one: T) => string): T[] {
  const seen = new Set<string>();
  return events.filter((one) => {
    const key = keyed(one);
    if (!seen.has(key)) return seen.add(key);
    one.counts.duplicate++;
    return false;
  });
}

/** As it is kept meanwhile: a streak and a gifter name a viewer, their hashes do not. */
const kept = ({ said, gifterId }: Keyed) => ({
  ...said,
  streak: said.streak === null ? null : streakIdOf(said.streak),
  gifter: gifterId,
});

async function wait(tx: Tx, events: readonly Keyed[]): Promise<void> {
  const firsts = firstOf(events, (one) => `${accountKey(one.said.platform, one.said.account)} ${one.key}`);
  const rows = firsts.map((one): Waiting => ({
    platform: one.said.platform,
    account: one.said.account,
    key: one.key,
    event: kept(one),
    receivedAt: one.receivedAt,
  }));
  const saved = new Set(await saveWaiting(tx, rows));
  for (const one of firsts) one.counts[saved.has(one.key) ? 'quarantined' : 'duplicate']++;
}

async function count(tx: Tx, ctx: Ctx, events: readonly Keyed[]): Promise<void> {
  const firsts = firstOf(events, (one) => one.creatorId + one.key);
  const ids = new Map<string, string>();
  for (const one of firsts) {
    const { creatorId, said } = one;
    const of = `${creatorId} ${said.platform} ${said.room}`;
    let sessionId = ids.get(of);
    if (sessionId === undefined) ids.set(of, (sessionId = sessionIdOf(creatorId, said.platform, said.room)));
    one.sessionId = sessionId;
    if (said.streak !== null) one.streakId = hashed(said.streak);
  }
  const fresh = await saveNew(tx, weekOf(ctx.now), firsts);
  const taken = fresh ? firsts.filter(({ key }) => fresh.has(key)) : firsts;
  for (const one of firsts) one.counts[!fresh || fresh.has(one.key) ? 'accepted' : 'duplicate']++;
  if (taken.length > 0) await foldIn(tx, ctx, taken);
}
/** Of a waiting event only the hash is left. */
const hashed = (streak: string) => (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(streak) ? streak : streakIdOf(streak));

async function foldIn(tx: Tx, ctx: Ctx, taken: readonly NewEvent[]): Promise<void> {
  const wanted = new Map(taken.map((e) => [e.sessionId, { creatorId: e.creatorId, sessionId: e.sessionId }]));
  const sessions = new Map((await listSessions(tx, [...wanted.values()])).map((s) => [s.sessionId, s]));
  const parts = new Map<string, { creatorId: string; sessionId: string; streakId: string }>();
  for (const { creatorId, sessionId, streakId } of taken)
    if (streakId !== null) parts.set(streakKey(sessionId, streakId), { creatorId, sessionId, streakId });
  const streaks = new Map((await listStreaks(tx, [...parts.values()])).map((s) => [streakKey(s.sessionId, s.streakId), s.state]));
  const before = new Map([...sessions.values()].map((s) => [s.sessionId, { fromAt: s.fromAt, toAt: s.toAt, ended: isEnded(s) }]));
  const events = taken.map((e): Counted => {
    let session = sessions.get(e.sessionId);
    const { said } = e;
    if (!session) sessions.set(e.sessionId, (session = begunBy(e)));
    return {
      session,
      type: said.type,
      at: said.at ?? e.receivedAt,
      timed: said.at !== null,
      viewers: said.viewers,
      viewersTotal: said.viewersTotal,
      viewersReturning: said.viewersReturning ?? null,
      likes: said.likes,
      n: said.n,
      each: said.each,
      streak: e.streakId,
      closed: said.closed,
      guest: said.guest,
    };
  });
  const folded = fold(events, streaks);
  const days = await daysOf(tx, folded, before);
  await saveFolded(tx, { sessions: [...folded.sessions], minutes: folded.minutes, days });
  await saveStreaks(tx, [...folded.streaks.values()]);
  tellOf(ctx, folded, before);
}

/** Later features hear of beginnings and ends, not of every event. */
function tellOf(ctx: Ctx, { sessions }: Folded, before: ReadonlyMap<string, { ended: boolean }>): void {
  const tell = (name: string, which: Session[]) => {
    if (which.length > 0)
      ctx.tell(name, { creatorIds: [...new Set(which.map((s) => s.creatorId))], sessionIds: which.map((s) => s.sessionId) });
  };
  const all = [...sessions];
  tell(
    'live.started',
    all.filter((s) => !before.has(s.sessionId)),
  );
  tell(
    'live.ended',
    all.filter((s) => isEnded(s) && before.get(s.sessionId)?.ended !== true),
  );
}

const begunBy = ({ creatorId, sessionId, said: { platform, account, room, source }, receivedAt: firstReceivedAt }: NewEvent): Session =>
  begun({ creatorId, sessionId, platform, account, room, source, firstReceivedAt });

/** What is added to the days, and the seconds of each day that a broadcast touched, reckoned anew over all of that day. */
async function daysOf(tx: Tx, folded: Folded, before: ReadonlyMap<string, { fromAt: number; toAt: number }>): Promise<DayRow[]> {
  const rows = new Map<string, DayRow>();
  const touched = new Map<string, { creatorId: string; platform: Platform; days: Set<number>; mine: Session[] }>();
  const rowOf = ({ creatorId, platform }: Session, day: number): DayRow => {
    const key = `${creatorId} ${platform} ${day}`;
    let row = rows.get(key);
    if (!row) {
      row = { creatorId, platform, day, liveSeconds: 0, viewersMax: null, ...noCounts() };
      rows.set(key, row);
    }
    return row;
  };
  for (const session of folded.sessions) {
    const key = `${session.creatorId} ${session.platform}`;
    let of = touched.get(key);
    if (!of) touched.set(key, (of = { creatorId: session.creatorId, platform: session.platform, days: new Set(), mine: [] }));
    of.mine.push(session);
    for (const { fromAt, toAt } of [session, before.get(session.sessionId) ?? session])
      for (let day = dayNumber(fromAt); day <= dayNumber(toAt); day++) of.days.add(day);
  }
  for (const one of folded.days) {
    add(rowOf(one.session, one.day), one);
    touched.get(`${one.session.creatorId} ${one.session.platform}`)!.days.add(one.day);
  }
  const spans = [...touched.values()].map(({ creatorId, platform, days }) => ({
    creatorId,
    platform,
    fromAt: Math.min(...days) * dayMs,
    toAt: (Math.max(...days) + 1) * dayMs,
  }));
  const others = Map.groupBy(await listExtents(tx, spans), (e) => `${e.creatorId} ${e.platform}`);
  for (const [key, { days, mine }] of touched) {
    const changed = new Set(mine.map((s) => s.sessionId));
    const extents: Pick<Extent, 'fromAt' | 'toAt'>[] = [...mine, ...(others.get(key) ?? []).filter((e) => !changed.has(e.sessionId))];
    for (const [day, seconds] of secondsByDay(extents, [...days])) rowOf(mine[0]!, day).liveSeconds = seconds;
  }
  return [...rows.values()].toSorted((a, b) => (a.creatorId < b.creatorId ? -1 : a.creatorId > b.creatorId ? 1 : a.day - b.day));
}

function add(row: DayRow, day: Day): void {
  for (const what of counted) row[what] += day[what];
  row.viewersMax = larger(row.viewersMax, day.viewersMax);
}
