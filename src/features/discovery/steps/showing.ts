import type { ExposureLog } from '#src/features/creators/index.ts';
import type { SeenCreator } from '#src/features/creators/contract.ts';
import type { Standing } from '#src/features/invites/index.ts';
import type { Ctx } from '#src/infra/context.ts';
import { dayOf } from '#src/lib/time.ts';
import { saveMet, spend, type SeatDay, type Spent } from '../queries/budget.ts';
import { no } from '../rules.ts';
import { goesOnAt, leftOf, secondsUntil, type Budget } from '../rules/budget.ts';

export interface Shown {
  card: SeenCreator;
  consentEventId: string;
  /** Where it was read in another snapshot than the rest of the page. */
  snapshot?: string;
}
/** Creators who are about to be shown to a seat. */
export interface Page {
  agencyId: string;
  /** Where, as the creators read it in their log. */
  surface: 'search' | 'profile' | 'pipeline';
  budget: Budget;
  shown: Iterable<Shown>;
  /** Members of the agency cost nothing. */
  standings: ReadonlyMap<string, Standing>;
  /** The primary's snapshot in which each of them was open to being found. */
  snapshot: string;
}
/** A seat was refused; `first`: on this day. */
export interface LimitMet {
  seat: SeatDay;
  most: number;
  first: boolean;
}
interface Given {
  exposures: ExposureLog;
  budgets: Readonly<Record<Budget, number>>;
  onLimit: (met: LimitMet) => Promise<void>;
}

/**
 * The one way by which a card leaves for a seat: counted against the day's budget, then noted in the exposure log. What the budget has no room for
 * is refused whole. Gives how many are left of the day, null while that is nothing to think of.
 */
export const openShowing =
  ({ exposures, budgets, onLimit }: Given) =>
  async (ctx: Ctx, page: Page): Promise<number | null> => {
    const { agencyId, budget } = page;
    const shown = [...page.shown];
    const most = budgets[budget];
    const seat = { agencyId, personId: ctx.actor.personId!, on: dayOf(ctx.now), sort: budget };
    const counted = shown.map(({ card }) => card.creatorId).filter((id) => page.standings.get(id)?.standing !== 'member');
    const spent = await count(ctx, seat, counted, most);
    if (!spent.room) {
      await onLimit({ seat, most, first: !spent.met && (await saveMet(ctx.db, seat, most, ctx.now)) });
      const until = goesOnAt(ctx.now);
      const more = { most, goesOnAt: until.toISOString(), retryAfterSeconds: secondsUntil(until, ctx.now) };
      throw no(`discovery.budget_${budget}`, more);
    }
    exposures.note(
      shown.map(({ card, consentEventId, snapshot = page.snapshot }) => ({
        creator_id: card.creatorId,
        agency_id: agencyId,
        person_id: seat.personId,
        surface: page.surface,
        numbers: card.numbers,
        consent_event_id: consentEventId,
        checked_at: ctx.now,
        snapshot,
      })),
    );
    return leftOf(spent.used, most);
  };
export type Showing = ReturnType<typeof openShowing>;

async function count(ctx: Ctx, seat: SeatDay, creatorIds: string[], most: number): Promise<Spent> {
  if (creatorIds.length === 0) return { room: true, used: 0, met: false };
  try {
    return await spend(ctx.db, seat, creatorIds, most);
  } catch (error) {
    // A full disk holds up no reading: what is shown meanwhile is in the exposure log, once there is room.
    if ((error as { code?: string }).code !== '53100') throw error;
    ctx.log.warn({ err: error }, 'who was shown could not be counted');
    return { room: true, used: 0, met: false };
  }
}
