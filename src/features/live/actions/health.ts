import { z } from 'zod';
import { registerProfiles } from '#src/features/creators/index.ts';
import { act, view } from '#src/infra/act.ts';
import { operator } from '#src/infra/may.ts';
import { addDays, addMs, dayOf } from '#src/lib/time.ts';
import { Adopt } from '../contract.ts';
import {
  countUnmeasuredEverywhere,
  countUntoldEverywhere,
  countWaiting,
  listLagEverywhere,
  listOpenEverywhere,
  listSourcesEverywhere,
  type OpenRow,
} from '../queries/health.ts';
import { gaps, gapsSince, lag, lagSince, longestDays, silenceOf } from '../rules/health.ts';
import { no } from '../rules/refusals.ts';
import { lateMs, silenceMs } from '../rules/sessions.ts';

const readers = operator('admin', 'moderator', 'analyst');

/** How late events arrived in the last hour, and when each source was last heard. */
export const lateness = view('live.lag', z.strictObject({}), readers, async (db, ctx) => {
  const since = lagSince(ctx.now);
  // A partition is a week of receipt: older ones than the last hour's are not even planned.
  const rows = await listLagEverywhere(db, since, dayOf(addDays(since, -7)), lag.events);
  const heard = await listSourcesEverywhere(db, gapsSince(ctx.now), gaps.lives);
  const events = rows.reduce((n, r) => n + r.events, 0);
  const late = new Map(rows.map((r) => [r.source, r]));
  const known = new Map(heard.map((r) => [r.source, r]));
  const names = [...late.keys(), ...known.keys()].filter((name, i, all) => all.indexOf(name) === i);
  return {
    asOf: ctx.now.toISOString(),
    since: since.toISOString(),
    events,
    whole: events < lag.events,
    sources: names.map((source) => {
      const r = late.get(source);
      return {
        source,
        events: r?.events ?? 0,
        untimed: r ? r.events - r.timed : 0,
        p50Ms: r?.p50 ?? null,
        p99Ms: r?.p99 ?? null,
        mostMs: r?.most ?? null,
        lastReceivedAt: r?.received_at.toISOString() ?? null,
        lives: known.get(source)?.lives ?? 0,
        lastAt: known.get(source)?.last_at.toISOString() ?? null,
      };
    }),
  };
});

/** Undefined: samples come as they did. */
function silent(r: OpenRow, now: Date) {
  const of = { fromAt: r.from_at.getTime(), minuteAt: r.minute?.getTime() ?? null, samples: r.samples };
  const { stopped, silentMs, usualMs } = silenceOf(of, now.getTime());
  if (!stopped) return undefined;
  return {
    creatorId: r.creator_id,
    sessionId: r.session_id,
    platform: r.platform,
    account: r.account,
    source: r.source,
    startedAt: r.from_at.toISOString(),
    silentSeconds: Math.floor(silentMs / 1000),
    usualSeconds: usualMs === null ? null : Math.round(usualMs / 1000),
  };
}

/** LIVEs of which something is missing: samples that stopped, ends and starts nobody told of, minutes without a sample. */
export const missing = view('live.gaps', z.strictObject({}), readers, async (db, ctx) => {
  const [since, silentSince] = [gapsSince(ctx.now), addMs(ctx.now, -silenceMs)];
  const open = await listOpenEverywhere(db, addDays(ctx.now, -longestDays), silentSince, gaps.onAir);
  const untold = await countUntoldEverywhere(db, since, silentSince, lateMs, gaps.lives);
  const counted = await countUnmeasuredEverywhere(db, since, silentSince, gaps.byMinute);
  const stopped = open
    .map((r) => silent(r, ctx.now))
    .filter((one) => one !== undefined)
    .toSorted((a, b) => b.silentSeconds - a.silentSeconds);
  return {
    asOf: ctx.now.toISOString(),
    since: since.toISOString(),
    onAir: open.length,
    stopped: stopped.length,
    items: stopped.slice(0, gaps.shown),
    untold: { lives: untold.lives, noStart: untold.no_start, noEnd: untold.no_end },
    unmeasured: { lives: counted.lives, minutes: counted.minutes, without: counted.minutes - counted.measured },
  };
});

/**
 * A profile for an account whose events wait: unclaimed, of unknown age, so that nobody can find her. The events are counted as hers from
 * then on. It cannot be undone, for what was counted is hers; whoever claims it may erase it.
 */
export const adopt = act('live.adopt', Adopt, operator('admin'), async (tx, ctx, account) => {
  const waiting = await countWaiting(tx, account);
  if (waiting === 0) throw no('live.not_waiting');
  const made = await registerProfiles(tx, ctx, account.platform, [account.account], []);
  ctx.about({ platform: account.platform, creatorIds: made, waiting });
  if (made.length > 0) ctx.tell('live.accounts_registered', { platform: account.platform, creatorIds: made });
  return { creatorId: made[0] ?? null, events: waiting };
});
