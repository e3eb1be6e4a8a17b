import { plural, t } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, CircleSlash, Clock, MessageCircleQuestionMark } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { MembershipPromise } from '#src/web/client.gen.ts';
import { day } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { capital, serviceOf } from '#src/web/words/services.ts';

type One = MembershipPromise;
/** So many stand in the list until all are asked for: a year of coaching is long. */
const first = 4;

/** What was promised, by its day: first what waits for a word, then what is next. Each with what can be said of it. */
export function Promises({ promises, hers = false, act }: { promises: One[]; hers?: boolean; act: (one: One) => ReactNode }) {
  const { t: say } = useLingui();
  const [all, setAll] = useState(false);
  const waiting = promises.filter(({ state }) => state === 'overdue' || state === 'said' || state === 'disputed');
  const next = promises.filter(({ state }) => state === 'open');
  const over = promises.filter((one) => !waiting.includes(one) && !next.includes(one)).toReversed();
  const some = [...waiting, ...next, ...over].slice(0, first);
  const shown = all ? promises : some;
  return (
    <>
      <RuledList className="border-y border-line" label={say`What was promised`}>
        {shown.map((one) => (
          <Line
            key={one.promiseId}
            what={what(one)}
            how={how(one, hers)}
            end={
              <span className="flex flex-wrap items-center justify-end gap-x-2.5 gap-y-1">
                {one.state !== 'overdue' && one.state !== 'said' && <State one={one} />}
                {act(one)}
              </span>
            }
          />
        ))}
      </RuledList>
      {shown.length < promises.length && (
        <div className="mt-3">
          <Btn small onClick={() => setAll(true)}>
            <Trans>All promises</Trans>
          </Btn>
        </div>
      )}
    </>
  );
}

/** What it is, with its day: the name of a button among others alike. */
export const nameOf = (one: One): string => `${what(one)}, ${day(one.dueAt)}`;
/** Of what was due, or of which she has said something, how much was kept; and what is still to come. */
export function countOf(promises: readonly One[]) {
  const toCome = promises.filter(({ state }) => state === 'open').length;
  return { kept: promises.filter(({ state }) => state === 'kept').length, due: promises.length - toCome, toCome };
}
const what = ({ what: kind, hours }: One): string =>
  kind === 'coaching' ? plural(hours ?? 0, { one: '# hour of coaching', other: '# hours of coaching' }) : capital(serviceOf(kind));

/** The day it is due, and what was said. */
function how({ state, dueAt, keptAt }: One, hers: boolean): string {
  const due = day(dueAt);
  const said = keptAt === null ? '' : day(keptAt);
  if (state === 'said') return hers ? t`Due ${due}. They say it was kept on ${said}.` : t`Due ${due}. Said to be kept on ${said}.`;
  if (state === 'disputed')
    return hers
      ? t`Due ${due}. They say it was kept, you say it was not.`
      : t`Due ${due}. You say it was kept, the creator says it was not.`;
  return t`Due ${due}`;
}

function State({ one: { state } }: { one: One }) {
  if (state === 'kept')
    return (
      <Mark icon={CircleCheck} tone="pos">
        <Trans>Kept</Trans>
      </Mark>
    );
  if (state === 'said')
    return (
      <Mark icon={MessageCircleQuestionMark}>
        <Trans>Not answered</Trans>
      </Mark>
    );
  if (state === 'disputed' || state === 'broken')
    return (
      <Mark icon={CircleSlash} tone="neg">
        <Trans>Not kept</Trans>
      </Mark>
    );
  if (state === 'overdue')
    return (
      <Mark icon={CircleAlert} tone="warn">
        <Trans>Due</Trans>
      </Mark>
    );
  return (
    <Mark icon={Clock}>
      <Trans>To come</Trans>
    </Mark>
  );
}
