import { loadActivitiesOf } from '#src/features/live/index.ts';
import type { EffectName, Params } from '#src/features/policies/contract.ts';
import { checkTerms, tally, type Previews, type Tally } from '#src/features/policies/index.ts';
import type { Db } from '#src/infra/db/open.ts';
import * as q from './queries/preview.ts';
import { asksActivity, termsAt, type Activity } from './rules/memberships.ts';
import { boundsOf, checkAsking, offerStateAt } from './rules/offers.ts';
import { asOf, goesAtOnce, heldAt } from './rules/preview.ts';

const memberOf = (m: q.RunningRow) => ({ id: m.membership_id, agencyId: m.agency_id, creatorId: m.creator_id });

/** Who could leave at once after a quiet time at an instant, by what was heard of her LIVEs up to it. */
async function countFree(db: Db, name: EffectName, at: Date, [before, after]: [Params['exits'], Params['exits']]): Promise<Tally> {
  const items = (await q.listAllRunning(db, at)).map((m) => asOf(m, at));
  const asked = items.filter((m) => asksActivity(m, before, at) || asksActivity(m, after, at));
  const found = await loadActivitiesOf(
    db,
    asked.map((m) => ({ creatorId: m.creator_id, since: m.since })),
    at,
  );
  const activities = new Map<string, Activity | null>(asked.map((m, i) => [m.membership_id, found[i] ?? null]));
  const says = (m: q.RunningRow, rule: Params['exits']) =>
    goesAtOnce(m, rule, activities.get(m.membership_id), asksActivity(m, rule, at), at);
  return tally({ name, at, items, says, about: memberOf }, before, after);
}

/** What a rule would do to memberships: who may leave at once, what can be offered; the terms that were agreed stay as they are. */
export const previews: Previews = {
  exits: async (db, before, after, { now, to }) => {
    const today = await countFree(db, 'exits.now', now, [before, after]);
    const month = await countFree(db, 'exits.month', to, [before, after]);
    return { effects: [month, today], kept: [{ name: 'memberships', n: today.of, outside: null }] };
  },
  terms: async (db, before, after, { now, from, to }) => {
    const items = await q.listAllSent(db, from, to);
    const running = await q.listAllRunning(db, now);
    const says = ({ kind, terms, sent_at, held }: q.SentRow, rule: Params['terms']) => {
      const then = heldAt({ ...held, terms_from: new Date(held.terms_from) }, sent_at);
      if (kind === 'change' && then === null) return null;
      return checkTerms(terms, kind === 'change' ? boundsOf(then!, terms, rule) : rule) !== undefined;
    };
    const about = ({ agency_id: agencyId }: q.SentRow) => ({ id: agencyId, agencyId });
    const outside = running.filter((m) => checkTerms(termsAt(m, now), after) !== undefined).length;
    return {
      effects: [tally({ name: 'terms.offers', at: null, items, says, about }, before, after)],
      kept: [{ name: 'memberships', n: running.length, outside }],
    };
  },
  renewals: async (db, before, after, { now }) => {
    const items = await q.listAllRunning(db, now);
    const asked = await q.listAllAsked(db, now);
    const offers = Map.groupBy(asked, (o) => o.membership_id);
    const counted = (['renewal', 'change'] as const).map((kind) =>
      tally(
        {
          name: `renewals.${kind}`,
          at: now,
          items,
          says: (m, rule) => checkAsking(m, offers.get(m.membership_id) ?? [], kind, rule, now) === undefined,
          about: memberOf,
        },
        before,
        after,
      ),
    );
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
