import { z } from 'zod';
import { act, view } from '#src/infra/act.ts';
import { staff } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { day, id } from '#src/lib/shapes.ts';
import { dayOf } from '#src/lib/time.ts';
import { CallsQuery, SetGoals, StandingsQuery, type RosterSort } from '../contract.ts';
import { dropGoals, listEntries, listGoals, saveGoals, type GoalsRow } from '../queries/care.ts';
import { saveRevision } from '../queries/runs.ts';
import {
  callsKeys,
  countBands,
  countCalls,
  countsOf,
  listCalls,
  listGroups,
  listStandings,
  loadStanding,
  orders,
  type GroupRow,
} from '../queries/standings.ts';
import { goalsOf, namedGoals } from '../rules/goals.ts';
import { claimedNow } from '../steps/claims.ts';
import { besideStanding } from '../steps/whole.ts';
import { no, reckonedOf, showStanding, seenBy } from './show.ts';

const whole = z.int().min(-1);
/** A reason without an end stands at the end of all days. */
const placeKeys = [z.int().min(0).max(9), z.int().min(-99_999).max(99_999), z.iso.date(), z.number(), id] as const;
const cursorKeys = {
  need: placeKeys,
  name: ['string', id],
  valid_days: [whole, id],
  hours: [whole, id],
  diamonds: [whole, id],
  last_live: [day, id],
} as const satisfies Record<RosterSort, readonly unknown[]>;

/** Creators of the agency's exports as they stand this month. A coach sees those assigned to her or him. */
export const roster = view(
  'calls.roster',
  StandingsQuery.extend({ agencyId: id }),
  staff('owner', 'manager', 'coach', 'finance'),
  async (db, ctx, { agencyId, cursor, limit, sort, ...filter }) => {
    const of = seenBy(ctx, agencyId);
    const keys = fromCursor(cursor, cursorKeys[sort]);
    const rows = await listStandings(db, of, filter, sort, keys, limit);
    const counts = await countBands(db, of, filter);
    const total = filter.band === undefined ? Object.values(counts).reduce((a, b) => a + b, 0) : counts[filter.band];
    const page = pageOf(rows, limit, (r) => [...orders[sort].keys(r), r.export_id], showStanding);
    return { ...page, total, counts, reckoned: await reckonedOf(db, agencyId) };
  },
);

/** Who needs a call and why, ordered by what a call can still change. */
export const today = view(
  'calls.today',
  CallsQuery.extend({ agencyId: id }),
  staff('owner', 'manager', 'coach'),
  async (db, ctx, { agencyId, cursor, limit, ...filter }) => {
    const of = seenBy(ctx, agencyId);
    const rows = await listCalls(db, of, filter, fromCursor(cursor, placeKeys), limit);
    const page = pageOf(rows, limit, (r) => [...callsKeys(r), r.export_id], showStanding);
    return { ...page, ...(await countCalls(db, of, filter)), reckoned: await reckonedOf(db, agencyId) };
  },
);

/** One creator whole: every threshold, the months before, what was done about her. */
export const creator = view(
  'calls.creator',
  z.strictObject({ agencyId: id, exportId: id }),
  staff('owner', 'manager', 'coach', 'finance'),
  async (db, ctx, { agencyId, exportId }) => {
    const row = await loadStanding(db, seenBy(ctx, agencyId), exportId);
    if (!row) throw no('calls.not_found');
    const goals = goalsOf(await listGoals(db, agencyId), row.group_name);
    return {
      ...showStanding(row),
      paces: row.body.paces,
      goals: goals && namedGoals(goals),
      history: (await listEntries(db, agencyId, exportId)).map((e) => ({
        entryId: e.entry_id,
        kind: e.kind,
        at: e.at.toISOString(),
        by: e.person_id === null || e.person_name === null ? null : { personId: e.person_id, name: e.person_name },
        note: e.note,
        reasons: e.reasons,
        until: e.until_on,
      })),
      claim: await claimedNow(db, agencyId, exportId, ctx.now),
      ...(await besideStanding(db, row, dayOf(ctx.now))),
    };
  },
);

/** Groups with what is asked of them and how they stand. */
export const groups = view(
  'calls.groups',
  z.strictObject({ agencyId: id }),
  staff('owner', 'manager', 'coach', 'finance'),
  async (db, ctx, { agencyId }) => {
    const rows = await listGroups(db, seenBy(ctx, agencyId));
    const goals = await listGoals(db, agencyId);
    const names = [...new Set(rows.map((r) => r.group_name))];
    const own = (name: string) => goals.find((g) => g.group_name === name);
    const shown = (g: GoalsRow | undefined) => (g === undefined ? null : namedGoals(g));
    return {
      items: names.map((name) => ({
        name,
        ...sumsOf(rows.filter((r) => r.group_name === name)),
        goals: name === null ? null : shown(own(name)),
      })),
      everybody: shown(own('')),
      reckoned: await reckonedOf(db, agencyId),
    };
  },
);
const sumOf = (values: (number | string | null)[]): number | null =>
  values.every((v) => v === null) ? null : values.reduce<number>((sum, v) => sum + Number(v ?? 0), 0);
const sumsOf = (rows: readonly GroupRow[]) => ({
  creators: rows.reduce((sum, r) => sum + r.n, 0),
  counts: countsOf(rows),
  diamonds: sumOf(rows.map((r) => r.diamonds)),
  liveSeconds: sumOf(rows.map((r) => r.live_seconds)),
  validDays: sumOf(rows.map((r) => r.valid_days)),
  unknown: rows.reduce((sum, r) => sum + r.unknown, 0),
  due: rows.reduce((sum, r) => sum + r.due, 0),
});

/** What the agency asks of the creators of a group, or of everybody without goals of a group. All null: nothing is asked. */
export const setGoals = act(
  'calls.setGoals',
  z.strictObject({ agencyId: id, ...SetGoals.shape }),
  staff('owner', 'manager'),
  async (tx, ctx, { agencyId, group, validDays, hours, diamonds }) => {
    const name = group ?? '';
    if (validDays === null && hours === null && diamonds === null) await dropGoals(tx, agencyId, name);
    else await saveGoals(tx, { agency_id: agencyId, group_name: name, valid_days: validDays, hours, diamonds });
    await saveRevision(tx, agencyId);
    ctx.about({ agencyId, group: name, validDays, hours, diamonds });
    ctx.tell('calls.wanted', { agencyId });
    return { group, validDays, hours, diamonds };
  },
);
