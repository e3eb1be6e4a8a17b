import { loadActivitiesOf } from '#src/features/live/index.ts';
import type { EffectName, Params } from '#src/features/policies/contract.ts';
import { checkTerms, countIn, tally, type Previews, type Tally } from '#src/features/policies/index.ts';
import type { Db } from '#src/infra/db/open.ts';
import { inTurns } from '#src/lib/turns.ts';
import * as q from './queries/preview.ts';
import { asksActivity, termsAt } from './rules/memberships.ts';
import { boundsOf, checkAsking, offerStateAt } from './rules/offers.ts';
import { asOf, goesAtOnce, heldAt, ranAt } from './rules/preview.ts';

const memberOf = (m: q.RunningRow) => ({ id: m.membership_id, agencyId: m.agency_id, creatorId: m.creator_id });

type Exits = Params['exits'];
/** Who could leave at once after a quiet time at each of several instants, by what was heard of her LIVEs up to it; the first is the earliest. */
async function countFree(db: Db, instants: readonly { name: EffectName; at: Date }[], before: Exits, after: Exits): Promise<Tally[]> {
  const last = instants.at(-1)!.at;
  const all = await q.listAllRunning(db, instants[0]!.at, last);
  const asking: { name: EffectName; at: Date; items: q.RunningRow[]; asked: q.RunningRow[] }[] = [];
  for (const { name, at } of instants) {
    const [items, asked]: [q.RunningRow[], q.RunningRow[]] = [[], []];
    for await (const some of inTurns(all))
      for (const m of some.filter((one) => ranAt(one, at)).map((one) => asOf(one, at))) {
        items.push(m);
        if (asksActivity(m, before, at) || asksActivity(m, after, at)) asked.push(m);
      }
    asking.push({ name, at, items, asked });
  }
  const wanted = asking.flatMap(({ asked, at }) => asked.map((m) => ({ m, at })));
  const found = await loadActivitiesOf(
    db,
    wanted.map(({ m, at }) => ({ creatorId: m.creator_id, since: m.since, at })),
    last,
  );
  const activities = new Map(wanted.map(({ m }, i) => [m, found[i]!]));
  const told: Tally[] = [];
  for (const { name, at, items } of asking) {
    const says = (m: q.RunningRow, rule: Exits) => goesAtOnce(m, rule, activities.get(m) ?? null, at);
    told.push(await tally({ name, at, items, says, about: memberOf }, before, after));
  }
  return told;
}

/** What a rule would do to memberships: who may leave at once, what can be offered; the terms that were agreed stay as they are. */
export const previews: Previews = {
  exits: async (db, before, after, { now, to }) => {
    const instants = [
      { name: 'exits.month', at: to },
      { name: 'exits.now', at: now },
    ] as const;
    const effects = await countFree(db, instants, before, after);
    return { effects, kept: [{ name: 'memberships', n: effects[1]!.of, outside: null }] };
  },
  terms: async (db, before, after, { now, from, to }) => {
    const items = await q.listAllSent(db, from, to);
    const running = await q.listAllRunning(db, now, now);
    const says = ({ kind, terms, sent_at, held }: q.SentRow, rule: Params['terms']) => {
      const then = heldAt({ ...held, terms_from: new Date(held.terms_from) }, sent_at);
      if (kind === 'change' && then === null) return null;
      return checkTerms(terms, kind === 'change' ? boundsOf(then!, terms, rule) : rule) !== undefined;
    };
    const about = ({ agency_id: agencyId }: q.SentRow) => ({ id: agencyId, agencyId });
    const outside = await countIn(running, (m) => checkTerms(termsAt(m, now), after) !== undefined);
    return {
      effects: [await tally({ name: 'terms.offers', at: null, items, says, about }, before, after)],
      kept: [{ name: 'memberships', n: running.length, outside }],
    };
  },
  renewals: async (db, before, after, { now }) => {
    const items = await q.listAllRunning(db, now, now);
    const asked = await q.listAllAsked(db, now);
    const offers = Map.groupBy(asked, (o) => o.membership_id);
    const counted: Tally[] = [];
    for (const kind of ['renewal', 'change'] as const) {
      const says = (m: q.RunningRow, rule: Params['renewals']) =>
        checkAsking(m, offers.get(m.membership_id) ?? [], kind, rule, now) === undefined;
      counted.push(await tally({ name: `renewals.${kind}`, at: now, items, says, about: memberOf }, before, after));
    }
    const open = asked.filter((o) => offerStateAt(o, now) === 'open').length;
    return {
      effects: counted,
      kept: [
        { name: 'offers', n: open, outside: null },
        { name: 'memberships', n: items.length, outside: null },
      ],
    };
  },
};
