import { Trans } from '@lingui/react/macro';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { Promises } from './Promises.tsx';

/** What her agency promised, and her word on what is due. */
export function MyPromises({ membershipId }: { membershipId: string }) {
  const read = useRead('roster.myPromises', { path: { membershipId } });
  const answer = useChange('roster.answerPromise', { touches: ['roster.myPromises'] });
  const all = read.data?.items ?? [];
  if (all.length === 0) return null;
  const kept = all.filter(({ state }) => state === 'kept').length;
  const say = (promiseId: string, word: 'kept' | 'not_kept') => answer.mutate({ path: { promiseId }, body: { answer: word } });
  return (
    <Section
      title={<Trans>What they promised</Trans>}
      prov={
        <Trans>
          {kept} of {all.length} kept
        </Trans>
      }
    >
      <Promises
        promises={all}
        hers
        act={({ promiseId, state }) =>
          state === 'overdue' || state === 'said' ? (
            <span className="flex gap-2">
              <Btn small busy={answer.isPending} onClick={() => say(promiseId, 'kept')}>
                <Trans>Kept</Trans>
              </Btn>
              <Btn small busy={answer.isPending} onClick={() => say(promiseId, 'not_kept')}>
                <Trans>Not kept</Trans>
              </Btn>
            </span>
          ) : null
        }
      />
      {answer.error && (
        <div className="field mt-2">
          <Wrong>{sayProblem(answer.error)}</Wrong>
        </div>
      )}
      <p className="prov mt-2">
        <Trans>Only your word makes a promise count as kept. Whoever they invite next reads the count.</Trans>
      </p>
    </Section>
  );
}
