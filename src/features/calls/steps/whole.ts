import { loadCreatorDays } from '#src/features/imports/index.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { OwnFigures } from '../contract.ts';
import { listDates } from '../queries/care.ts';
import { loadStanding, type Shown } from '../queries/standings.ts';
import { isHers } from '../rules/claim.ts';
import { sinceOf } from '../rules/days.ts';
import { monthsBefore } from '../rules/months.ts';
import { factsOf } from '../rules/read.ts';

/** What was noted beside the exports, and the two months before the one that she is shown in. */
export async function besideStanding(db: Db | Tx, row: Shown, today: string) {
  const { agency_id: agencyId, export_id: exportId } = row;
  const [noted] = await listDates(db, agencyId, [exportId]);
  const dates = { termEndsOn: noted?.term_ends_on ?? null, appealClosesOn: noted?.appeal_closes_on ?? null };
  // Of who is missing in this month's files her own last month stands among them.
  const { first } = row.body.month;
  const days = await loadCreatorDays(db, agencyId, exportId, sinceOf(first));
  return { dates, before: days === undefined ? [] : monthsBefore({ ...factsOf(days, dates), today }, first, days.months, 2) };
}

/** What an agency sees of her by its exports, and nothing of what it asks, thinks and does. Without `today` as it was reckoned. */
export async function figuresOf(db: Db, agencyId: string, exportId: string, today?: string): Promise<OwnFigures['figures']> {
  const row = await loadStanding(db, { agencyId, coachId: null, today: today ?? '1000-01-01' }, exportId);
  if (!row) return null;
  const { joinedOn, month, pace, paces, strip, spark, projected } = row.body;
  return {
    joinedOn,
    quitOn: row.quit_on,
    dataOn: row.data_on,
    month,
    pace: pace !== null && isHers(pace) ? pace : null,
    paces: paces.filter(isHers),
    strip,
    spark,
    lastLiveOn: row.last_live_on,
    projected,
    before: (await besideStanding(db, row, today ?? row.today)).before,
  };
}
