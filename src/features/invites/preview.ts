import { checkTerms, countIn, tally, type Previews, type Tally } from '#src/features/policies/index.ts';
import * as q from './queries/preview.ts';
import { fitsMessage, isInboxFull, meetsCap } from './rules.ts';

const sum = (rows: readonly { n: number }[]) => rows.reduce((n, row) => n + row.n, 0);
const agencyOf = ({ agency_id: agencyId }: { agency_id: string }) => ({ id: agencyId, agencyId });
type Days = Awaited<ReturnType<typeof q.listDaysEverywhere>>;
const named = new Set(['all', 'elite']);
const caps = [
  { name: 'invitations.agency_day', of: 'agency', rows: (days: Days) => days.filter(({ seat }) => seat === 'all') },
  { name: 'invitations.seat_day', of: 'seat', rows: (days: Days) => days.filter(({ seat }) => !named.has(seat)) },
  { name: 'invitations.elite_day', of: 'elite', rows: (days: Days) => days.filter(({ seat }) => seat === 'elite') },
] as const;

/** Which days and messages of last month would have met the limits, and whose terms; what is open keeps its own. Of inboxes nobody is named. */
export const previews: Previews = {
  invitations: async (db, before, after, { now, from, to }) => {
    const days = await q.listDaysEverywhere(db, from, to);
    const messages = await q.countMessagesEverywhere(db, from, to);
    const inboxes = await q.countInboxesEverywhere(db, now);
    const byDay: Tally[] = [];
    for (const { name, of, rows } of caps) {
      const says = ({ sent }: Days[number], rule: typeof after) => meetsCap(of, sent, rule);
      const about = (one: Days[number]) =>
        of === 'seat' ? { ...agencyOf(one), id: `${one.agency_id} ${one.seat}`, personId: one.seat } : agencyOf(one);
      byDay.push(await tally({ name, at: null, items: rows(days), says, about }, before, after));
    }
    const long = await tally(
      {
        name: 'invitations.message',
        at: null,
        items: messages,
        says: (one, rule) => !fitsMessage(one.length, rule),
        about: agencyOf,
        weight: ({ n }) => n,
      },
      before,
      after,
    );
    const full = await tally(
      { name: 'invitations.inbox', at: now, items: inboxes, says: ({ open }, rule) => isInboxFull(open, rule), weight: ({ n }) => n },
      before,
      after,
    );
    const open = inboxes.reduce((n, row) => n + row.open * row.n, 0);
    return { effects: [...byDay, long, full], kept: [{ name: 'invites', n: open, outside: null }] };
  },
  terms: async (db, before, after, { now, from, to }) => {
    const items = await q.countTermsEverywhere(db, { from, to });
    const open = await q.countTermsEverywhere(db, { openAt: now });
    const says = ({ terms }: (typeof items)[number], rule: typeof after) => checkTerms(terms, rule) !== undefined;
    const sent = await tally({ name: 'terms.invites', at: null, items, says, about: agencyOf, weight: ({ n }) => n }, before, after);
    const outside = await countIn(
      open,
      (one) => says(one, after),
      ({ n }) => n,
    );
    return { effects: [sent], kept: [{ name: 'invites', n: sum(open), outside }] };
  },
};
