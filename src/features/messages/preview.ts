import type { Params } from '#src/features/policies/contract.ts';
import { tally, type Previews } from '#src/features/policies/index.ts';
import { countLengthsEverywhere, countRunsEverywhere } from './queries/preview.ts';
import { fitsText, hadToWait } from './rules/writing.ts';

/**
 * In which conversations of last month an agency would have had to wait for an answer, and which messages were too long. What two people write to each
 * other is theirs: agencies are named, with how many, and no creator is.
 */
export const previews: Previews = {
  messages: async (db, before, after, { from, to }) => {
    const shared = {
      at: null,
      about: ({ agency_id: agencyId }: { agency_id: string }) => ({ id: agencyId, agencyId }),
      weight: ({ n }: { n: number }) => n,
    };
    const runs = await countRunsEverywhere(db, from, to);
    const waits = await tally(
      {
        ...shared,
        name: 'messages.wait',
        items: runs,
        says: ({ longest }: (typeof runs)[number], rule: Params['messages']) => hadToWait(longest, rule),
      },
      before,
      after,
    );
    const lengths = await countLengthsEverywhere(db, from, to, Math.min(before.textMax, after.textMax));
    const long = await tally(
      {
        ...shared,
        name: 'messages.long',
        items: lengths,
        says: (one: (typeof lengths)[number], rule: Params['messages']) => !fitsText(one.length, rule),
      },
      before,
      after,
    );
    return { effects: [waits, long], kept: [] };
  },
};
