// bound: 6 min
// Twenty thousand memberships with two months of LIVEs, sixty thousand invitations and conversations, twenty thousand creators of exports: how long a
// preview takes, and how long it holds up everybody else.
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { after, before, describe, test } from 'node:test';
import type { Params } from '#src/features/policies/contract.ts';
import { defaults } from '#src/features/policies/rules/presets.ts';
import { makeOperator } from '../make.ts';
import { terms } from '../operations/samples/making.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const count = 20_000;
const [agencies, lives, now] = [200, 30, '2026-11-15T08:00:00Z'];

const fill = [
  `insert into agencies (agency_id, name, created_at, standard_terms)
   select ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'Agency ' || i, $1::timestamptz - interval '1 year',
     $2::jsonb || jsonb_build_object('commissionBps', 500 + i * 10) from generate_series(1, ${agencies}) i`,
  `insert into creators (creator_id, display_name, adult_since, country, created_at, changed_at, rollout_draw)
   select ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'Creator ' || i, '2000-01-01', 'DE', $1::timestamptz - interval '1 year', $1,
     (i * 37 % 1000) / 10.0 from generate_series(1, ${count}) i where $2::jsonb is not null`,
  `insert into memberships (creator_id, membership_id, agency_id, invite_id, terms, terms_hash, terms_from, handle, platform, display_name, since, term_ends_at)
   select ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, gen_random_uuid(),
     ('00000000-0000-4000-8000-' || lpad((i % ${agencies} + 1)::text, 12, '0'))::uuid, gen_random_uuid(),
     $2::jsonb || jsonb_build_object('commissionBps', 500 + i % 1500, 'months', 6), 'x', since, 'c' || i, 'tiktok', 'Creator ' || i, since,
     since + interval '6 months'
   from (select i, $1::timestamptz - interval '1 day' * (i % 150 + 1) as since from generate_series(1, ${count}) i) one`,
  // A quarter is never heard.
  `insert into live_sessions (creator_id, session_id, platform, account, room, source, from_at, to_at, first_received_at)
   select ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, gen_random_uuid(), 'tiktok', 'c' || i, i || '-' || d, 'test', at,
     at + interval '1 minute' * (20 + (i * 7 + d * 13) % 240), at
   from (select i, d, $1::timestamptz - interval '1 day' * (d * 2 + i % 2) as at from generate_series(1, ${count}) i, generate_series(1, ${lives}) d
     where i % 4 <> 0 and $2::jsonb is not null) one`,
  `insert into invites (creator_id, invite_id, agency_id, kind, state, terms, message, handle, platform, display_name, sent_at, expires_at)
   select ('00000000-0000-7000-8000-' || lpad((i % ${count} + 1)::text, 12, '0'))::uuid, gen_random_uuid(),
     ('00000000-0000-4000-8000-' || lpad((i % ${agencies} + 1)::text, 12, '0'))::uuid, 'regular', 'expired',
     $2::jsonb || jsonb_build_object('commissionBps', 500 + i % 1500), repeat('a', i % 1800), 'c', 'tiktok', 'c', at, at + interval '7 days'
   from (select i, $1::timestamptz - interval '1 minute' * i as at from generate_series(1, ${3 * count}) i) one`,
  `insert into invite_counts (agency_id, on_day, seat, sent)
   select agency_id, (sent_at at time zone 'UTC')::date, 'all', count(*) from invites where $1::timestamptz is not null and $2::jsonb is not null group by 1, 2`,
  `with made as (
     insert into export_creators (agency_id, export_id, platform, handle, joined_at, seen_on, first_on, last_on)
     select ('00000000-0000-4000-8000-' || lpad((i % ${agencies} + 1)::text, 12, '0'))::uuid, gen_random_uuid(), 'tiktok', 'e' || i,
       $1::timestamptz - interval '1 day' * (i % 400), $1, $1::date - 70, $1 from generate_series(1, ${count}) i where $2::jsonb is not null
     returning agency_id, export_id, handle)
   insert into export_months (agency_id, export_id, month, diamonds, live_seconds, valid_days, data_on, restated)
   select agency_id, export_id, month::date, case when n % 11 = 0 then null else n * 97 % 900000 end, n * 131 % 180000, n % 25, month::date + 33, false
   from (select *, substr(handle, 2)::int as n from made) m, unnest(array['2026-09-01', '2026-10-01']) month`,
  // Four messages in each; in a third of them she answers before the last.
  ...['threads', 'messages'].map(
    (table) => `
   with one as (select i, k, ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid as creator_id,
       ('00000000-0000-4000-8000-' || lpad(((i + k * 7) % ${agencies} + 1)::text, 12, '0'))::uuid as agency_id,
       $1::timestamptz - interval '36 days' + interval '1 minute' * (i % 20000) as at
     from generate_series(1, ${count}) i, generate_series(1, 3) k where $2::jsonb is not null)
   ${
     table === 'threads'
       ? `insert into threads (creator_id, agency_id, handle, platform, display_name, started_at, last_at, last_seq)
          select creator_id, agency_id, 'c' || i, 'tiktok', 'Creator ' || i, at, at + interval '4 hours', 4 from one`
       : `insert into messages (creator_id, agency_id, seq, message_id, side, text, sent_at)
          select creator_id, agency_id, seq, gen_random_uuid(), case when seq = 3 and i % 3 = 0 then 'creator' else 'agency' end,
            repeat('a', (i * seq) % 1500), at + interval '1 hour' * seq from one, generate_series(1, 4) seq`
   }`,
  ),
];

const drafts: { [K in keyof Params]: Params[K] } = {
  ...(Object.fromEntries(Object.entries(defaults).map(([kind, { params }]) => [kind, params])) as { [K in keyof Params]: Params[K] }),
  rollout: { cohorts: [{ countries: ['DE'], followersMin: null, followersMax: null, percentage: 40 }] },
  consents: { monthsMax: 6 },
  invitations: { ...defaults.invitations.params, agencyPerDay: 5, messageMax: 500 },
  terms: { ...defaults.terms.params, commissionBpsMax: 1000 },
  messages: { ...defaults.messages.params, beforeReplyMax: 3, textMax: 1000 },
  renewals: { ...defaults.renewals.params, renewalFromDays: 60 },
  exits: { ...defaults.exits.params, lowActivity: { windowDays: 120, validDaysMin: 20, hoursMin: 60 } },
  thresholds: { ...defaults.thresholds.params, gate: { hours: 25, validDays: 12, prorate: true }, tiers: [0, 50_000, 400_000] },
};

/** Milliseconds that this thread has worked. */
const worked = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

describe('20,000 memberships', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp({ strict: false, relay: false });
    t.advance(Date.parse(now) - Date.now());
    operator = await makeOperator(t);
    for (const statement of fill) await t.owner.query(statement, [now, JSON.stringify(terms)]);
    await t.owner.query('analyze');
  });
  after(() => t?.stop());

  test('every kind of rule is previewed in less than 3 s', async (ctx) => {
    for (const [kind, params] of Object.entries(drafts)) {
      const took: number[] = [];
      // What the program itself worked between two turns of a timer: how long it was kept waiting by others on the machine is not its own.
      let held = 0;
      let last = worked();
      const timer = setInterval(() => {
        held = Math.max(held, worked() - last);
        last = worked();
      }, 5);
      const ask = async () => {
        const began = performance.now();
        const answer = await operator.post('/v1/policies/preview', { kind, params });
        took.push(performance.now() - began);
        return answer;
      };
      const asked = [await ask(), await ask(), await ask()].at(-1)!;
      // Of three, for what else the machine does is not the preview's.
      const ms = Math.min(...took);
      clearInterval(timer);
      assert.equal(asked.status, 200, asked.text);
      const figures = asked.body.effects.map((e: any) => [e.name, e.of, e.before, e.after, e.gained, e.lost, e.unknown]);
      ctx.diagnostic(`${kind}: ${took.map(Math.round).join(', ')} ms, loop held ${Math.round(held)} ms; ${JSON.stringify(figures)}`);
      assert.ok(ms < 3000, `${kind}: ${ms} ms`);
      assert.ok(held < 200, `${kind}: everybody else waited ${held} ms`);
    }
  });

  test('the names behind a figure come page by page, as quickly', async () => {
    const began = performance.now();
    const page = await operator.post('/v1/policies/preview/affected', {
      kind: 'exits',
      params: drafts.exits,
      effect: 'exits.now',
      change: 'gained',
      limit: 50,
    });
    const ms = performance.now() - began;
    assert.equal(page.body.items.length, 50, page.text);
    assert.ok(page.body.nextCursor !== null && page.body.items[0].creator.displayName.startsWith('Creator '));
    assert.ok(ms < 3000, `${ms} ms`);
  });
});
