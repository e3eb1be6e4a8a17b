import { z } from 'zod';
import { registerProfiles } from '#src/features/creators/index.ts';
import { act } from '#src/infra/act.ts';
import { nobody, operator } from '#src/infra/may.ts';
import { platform } from '#src/lib/shapes.ts';
import { addDays, dayOf } from '#src/lib/time.ts';
import { Register } from '../contract.ts';
import { dropWaitingEverywhere, keepPartitionsEverywhere, listOwners, lockLane, takeWaiting } from '../queries/taking.ts';
import { laneOf } from '../rules/lanes.ts';
import { rawDays, type Said } from '../rules/read.ts';
import { takeWaited } from '../steps/taking.ts';

/** Profiles for accounts that nobody knows, such as those of a recording: unclaimed, of unknown age, marked as a test. */
export const register = act('live.register', Register, operator('admin'), async (tx, ctx, { platform: on, accounts }) => {
  const wanted = [...new Set(accounts)];
  const made = await registerProfiles(tx, ctx, on, wanted, ['test']);
  ctx.about({ platform: on, registered: made.length });
  if (made.length > 0) ctx.tell('live.accounts_registered', { platform: on, creatorIds: made });
  return { known: wanted.length - made.length, registered: made.length };
});

const claimedAtOnce = 1_000;
/** Works waiting events of one account that belongs to somebody now; `more` when some are left. */
export const claim = act('live.claim', z.strictObject({ platform, account: z.string() }), nobody, async (tx, ctx, account) => {
  await lockLane(tx, laneOf(account.platform, account.account));
  const [owner] = await listOwners(tx, [account]);
  if (!owner) return { worked: 0, more: false };
  const creatorId = owner.creator_id;
  const rows = await takeWaiting(tx, account, claimedAtOnce);
  const events = rows.map((r) => ({ key: r.key, said: r.event as Said, receivedAt: r.received_at.getTime() }));
  const { accepted } = await takeWaited(tx, ctx, creatorId, events);
  ctx.about({ creatorId, platform: account.platform, accepted });
  return { worked: rows.length, more: rows.length === claimedAtOnce };
});

/** Minutes are kept so long; broadcasts and days stay. */
export const minuteDays = 400;
/** Partitions for the weeks and months that come; what is past its time is dropped. */
export const keep = act(
  'live.keep',
  z.strictObject({}),
  nobody,
  async (tx, ctx) => {
    const from = (days: number) => addDays(ctx.now, -days);
    const dropped = await keepPartitionsEverywhere(tx, ctx.now, dayOf(from(rawDays)), dayOf(from(minuteDays)));
    return { dropped, waiting: await dropWaitingEverywhere(tx, from(rawDays)) };
  },
  { quiet: true },
);
