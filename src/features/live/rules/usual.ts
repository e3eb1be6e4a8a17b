import type { LiveSession, Usual } from '../contract.ts';
import { eightOfTen } from './quantile.ts';

/** Her usual is that of so many LIVEs before, at most. */
export const usualOf = 12;
/** A LIVE that was broken off at once says nothing about what is usual. */
export const usualSeconds = 10 * 60;

/** Each as it stands in the session; diamonds with those that are inferred, as the screens show them. */
const figures = {
  liveSeconds: (s) => s.liveSeconds,
  averageViewers: (s) => s.averageViewers,
  peakViewers: (s) => s.peakViewers,
  viewersTotal: (s) => s.viewersTotal,
  diamonds: (s) => s.diamonds + s.diamondsInferred,
  gifts: (s) => s.gifts,
  follows: (s) => s.follows,
  shares: (s) => s.shares,
  chats: (s) => s.chats,
} as const satisfies Record<Exclude<keyof Usual, 'sessions'>, (s: LiveSession) => number | null>;

/** Between which values each figure lay in eight of ten of these LIVEs. */
export function reckonUsual(sessions: readonly LiveSession[]): Usual {
  const range = (of: (s: LiveSession) => number | null) => {
    const found = eightOfTen(sessions.map(of));
    return found && { low: Math.round(found.low), high: Math.round(found.high) };
  };
  const { liveSeconds, averageViewers, peakViewers, viewersTotal, diamonds, gifts, follows, shares, chats } = figures;
  return {
    sessions: sessions.length,
    liveSeconds: range(liveSeconds),
    averageViewers: range(averageViewers),
    peakViewers: range(peakViewers),
    viewersTotal: range(viewersTotal),
    diamonds: range(diamonds),
    gifts: range(gifts),
    follows: range(follows),
    shares: range(shares),
    chats: range(chats),
  };
}
