import { plural, t } from '@lingui/core/macro';
import { useState } from 'react';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { stageName, type LostWhy, type Stage } from './words.ts';

export interface Moving {
  busy: boolean;
  /** Those for whom a reason is being asked. */
  losing: string[] | null;
  toStage: (creatorIds: string[], stage: Stage) => void;
  lose: (lostWhy: LostWhy, note: string) => void;
  keep: () => void;
  toOwner: (creatorIds: string[], owner: { personId: string; name: string } | null) => void;
  drop: (creatorIds: string[]) => void;
}

/** Moves one or several; `onDone` hears when it is done. Whoever withdrew meanwhile is said to be gone, by number alone. */
export function useMoving(agencyId: string, onDone: () => void): Moving {
  const touches = ['scouting.list', 'scouting.show'] as const;
  const move = useChange('scouting.move', { touches: [...touches] });
  const remove = useChange('scouting.drop', { touches: [...touches] });
  const [losing, setLosing] = useState<string[] | null>(null);
  const path = { agencyId };
  const gone = (count: number) =>
    count > 0
      ? { how: plural(count, { one: '# creator is no longer in your pipeline.', other: '# creators are no longer in your pipeline.' }) }
      : {};
  const failed = (error: Error) => tell({ title: sayProblem(error), urgent: true });
  const after = (title: string) => ({
    onSuccess: (answer: { gone: number }) => {
      setLosing(null);
      onDone();
      tell({ title, ...gone(answer.gone) });
    },
    onError: failed,
  });
  return {
    busy: move.isPending || remove.isPending,
    losing,
    toStage: (creatorIds, stage) => {
      if (stage === 'lost') setLosing(creatorIds);
      else move.mutate({ path, body: { creatorIds, stage } }, after(t`Moved: ${stageName(stage)}.`));
    },
    lose: (lostWhy, note) =>
      losing && move.mutate({ path, body: { creatorIds: losing, stage: 'lost', lostWhy, note } }, after(t`Moved: ${stageName('lost')}.`)),
    keep: () => setLosing(null),
    toOwner: (creatorIds, owner) =>
      move.mutate(
        { path, body: { creatorIds, ownerId: owner?.personId ?? null } },
        after(owner ? t`${owner.name} is in charge now.` : t`Nobody is in charge now.`),
      ),
    drop: (creatorIds) => remove.mutate({ path, body: { creatorIds } }, after(t`Taken out of the pipeline.`)),
  };
}
