import { plural } from '@lingui/core/macro';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';

/** Saves creators into the agency's pipeline and says how many: who was there already, or can no longer be found, is only counted. */
export function useSaving(agencyId: string, onDone: () => void) {
  const change = useChange('scouting.save', { touches: ['scouting.list'] });
  const save = (creatorIds: string[]) =>
    change.mutate(
      { path: { agencyId }, body: { creatorIds } },
      {
        onSuccess: ({ saved, there, refused }) => {
          onDone();
          const rest = [
            there > 0 && plural(there, { one: '# was there already.', other: '# were there already.' }),
            refused > 0 && plural(refused, { one: '# can no longer be found.', other: '# can no longer be found.' }),
          ].filter((words) => words !== false);
          tell({
            title: plural(saved, { one: '# creator saved to the pipeline.', other: '# creators saved to the pipeline.' }),
            ...(rest.length > 0 && { how: rest.join(' ') }),
          });
        },
        onError: (error) => tell({ title: sayProblem(error), urgent: true }),
      },
    );
  return { save, busy: change.isPending };
}
