import { Trans, useLingui } from '@lingui/react/macro';
import { Btn } from '#src/web/kit/Btn.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { nameOf, Promises } from './Promises.tsx';

/** What her agency promised, and her word on it, which she may change. */
export function MyPromises({ membershipId }: { membershipId: string }) {
  const { t } = useLingui();
  const read = useRead('roster.myPromises', { path: { membershipId } });
  const answer = useChange('roster.answerPromise', { touches: ['roster.myPromises'] });
  const all = read.data?.items ?? [];
  if (all.length === 0 && !read.error) return null;
  const say = (promiseId: string, word: 'kept' | 'not_kept') => answer.mutate({ path: { promiseId }, body: { answer: word } });
  const error = read.error ?? answer.error;
  return (
    <Promises
      title={<Trans>What they promised</Trans>}
      promises={all}
      hers
      error={error}
      foot={<Trans>Only your word makes a promise count as kept. Whoever they invite next reads the count.</Trans>}
      act={(one) => {
        const { promiseId, state } = one;
        const name = nameOf(one);
        if (state === 'open') return null;
        const isAnswered = state === 'kept' || state === 'broken' || state === 'disputed';
        if (isAnswered)
          return (
            <Btn
              small
              busy={answer.isPending}
              label={state === 'kept' ? t`It was not kept: ${name}` : t`It was kept: ${name}`}
              onClick={() => say(promiseId, state === 'kept' ? 'not_kept' : 'kept')}
            >
              {state === 'kept' ? <Trans>It was not kept</Trans> : <Trans>It was kept</Trans>}
            </Btn>
          );
        return (
          <span className="flex gap-2">
            <Btn small busy={answer.isPending} label={t`Kept: ${name}`} onClick={() => say(promiseId, 'kept')}>
              <Trans>Kept</Trans>
            </Btn>
            <Btn small busy={answer.isPending} label={t`Not kept: ${name}`} onClick={() => say(promiseId, 'not_kept')}>
              <Trans>Not kept</Trans>
            </Btn>
          </span>
        );
      }}
    />
  );
}
