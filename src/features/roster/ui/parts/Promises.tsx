import { plural, t } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, CircleSlash, Clock } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useNow } from '#src/web/clock.ts';
import type { MembershipPromise } from '#src/web/client.gen.ts';
import { day } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { sayProblem } from '#src/web/words/problems.ts';
import { capital, serviceOf } from '#src/web/words/services.ts';

type One = MembershipPromise;
/** So many stand in the list until all are asked for: a year of coaching is long. */
const first = 4;

/** What was promised in a membership, with how much of it was kept; for both sides. */
export function Promises({
  title,
  promises,
  hers = false,
  act,
  error,
  foot,
}: {
  title: ReactNode;
  promises: One[];
  hers?: boolean;
  /** What can be said of one, by the clock that its line is written by. */
  act: (one: One, at: number) => ReactNode;
  error: unknown;
  foot?: ReactNode;
}) {
  const toCome = promises.filter(({ state }) => state === 'open').length;
  const kept = promises.filter(({ state }) => state === 'kept').length;
  const due = promises.length - toCome;
  return (
    <Section
      title={title}
      prov={
        <>
          <Trans>
            {kept} of {due} kept
          </Trans>
          {toCome > 0 && (
            <>
              , <Plural value={toCome} one="# to come" other="# to come" />
            </>
          )}
        </>
      }
    >
      {promises.length > 0 && <Rows promises={promises} hers={hers} act={act} />}
      {error !== null && (
        <div className="field mt-2">
          <Wrong>{sayProblem(error)}</Wrong>
        </div>
      )}
      {foot !== undefined && <p className="prov mt-2">{foot}</p>}
    </Section>
  );
}

/** By their day: first what waits for a word, then what is next, then what is over. */
function Rows({ promises, hers, act }: { promises: One[]; hers: boolean; act: (one: One, at: number) => ReactNode }) {
  const { t: say } = useLingui();
  const [all, setAll] = useState(false);
  const at = useNow();
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
            how={how(one, hers, at)}
            end={
              <span className="flex flex-wrap items-center justify-end gap-x-2.5 gap-y-1">
                {one.state !== 'overdue' && one.state !== 'said' && <State one={one} />}
                {act(one, at)}
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
const what = ({ what: kind, hours }: One): string =>
  kind === 'coaching' ? plural(hours ?? 0, { one: '# hour of coaching', other: '# hours of coaching' }) : capital(serviceOf(kind));

/** Whether the agency can say of it already that it is kept. */
export const isSayable = ({ sayableFrom }: One, at: number): boolean => sayableFrom === null || Date.parse(sayableFrom) <= at;

/** The day it is due, and what was said; to the agency also from when it can say something. */
function how(one: One, hers: boolean, at: number): string {
  const { state, dueAt, keptAt, sayableFrom } = one;
  const due = day(dueAt);
  if (!hers && state === 'open' && !isSayable(one, at)) {
    const from = day(sayableFrom!);
    return t`Due ${due}. Can be said from ${from}.`;
  }
  const said = keptAt === null ? '' : day(keptAt);
  if (state === 'said') return hers ? t`Due ${due}. They say it was kept on ${said}.` : t`Due ${due}. Said to be kept on ${said}.`;
  if (state === 'disputed')
    return hers
      ? t`Due ${due}. They say it was kept, you say it was not.`
      : t`Due ${due}. You say it was kept, the creator says it was not.`;
  return t`Due ${due}`;
}

/** What stands of one that waits for no word. */
function State({ one: { state } }: { one: One }) {
  if (state === 'kept')
    return (
      <Mark icon={CircleCheck} tone="pos">
        <Trans>Kept</Trans>
      </Mark>
    );
  if (state === 'disputed' || state === 'broken')
    return (
      <Mark icon={CircleSlash} tone="neg">
        <Trans>Not kept</Trans>
      </Mark>
    );
  return (
    <Mark icon={Clock}>
      <Trans>To come</Trans>
    </Mark>
  );
}
