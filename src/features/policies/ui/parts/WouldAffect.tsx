import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { PolicyPreview } from '#src/web/client.gen.ts';
import { day, instant, number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Skeleton } from '#src/web/kit/States.tsx';
import { useRead } from '#src/web/queries.ts';
import type { Kind } from '#src/web/words/policies.ts';
import { effectTitle, gainedOf, keptSentence, lostOf, outsideSentence, type Effect } from './effects.ts';
import { Names } from './Names.tsx';

type Params = Record<string, unknown>;

/** What a draft would do, counted when asked: by last month's figures, by the rules themselves. Counting changes nothing. */
export function WouldAffect({ kind, params }: { kind: Kind; params: Params | null }) {
  const { t } = useLingui();
  const [asked, setAsked] = useState('');
  const drafted = params === null ? '' : JSON.stringify(params);
  const counting = asked !== '';
  const body = { kind, params: counting ? (JSON.parse(asked) as Params) : {} };
  const preview = useRead('ops.previewRule', { body }, { enabled: counting });
  const { data } = preview;
  return (
    <section aria-label={t`Who would be affected`} aria-live="polite" aria-busy={preview.isFetching || undefined} className="grid gap-3">
      <h3 className="sub">
        <Trans>Who would be affected</Trans>
      </h3>
      {preview.isFetching && !data && <Skeleton rows={3} avatar={false} label={t`Counting by last month’s figures`} />}
      <Failed error={preview.error} />
      {data && (
        <>
          {drafted !== asked && (
            <p className="text-text-2">
              <Trans>The draft has changed since this was counted.</Trans>
            </p>
          )}
          <Counted preview={data} params={body.params} />
        </>
      )}
      {(!counting || drafted !== asked || preview.isError) && (
        <div>
          <Btn
            small
            busy={preview.isFetching}
            disabled={params === null}
            onClick={() => (drafted === asked ? void preview.refetch() : setAsked(drafted))}
          >
            {data ? <Trans>Count anew</Trans> : <Trans>Count who would be affected</Trans>}
          </Btn>
        </div>
      )}
    </section>
  );
}

function Counted({ preview, params }: { preview: PolicyPreview; params: Params }) {
  const { t } = useLingui();
  const { month, effects, kept } = preview;
  const [first, last] = [day(month.first), day(month.last)];
  return (
    <>
      <ul className="grid gap-3">
        {effects.map((effect) => (
          <One key={effect.name} effect={effect} kind={preview.kind} params={params} />
        ))}
      </ul>
      {kept.length > 0 && (
        <ul className="grid gap-1 text-text-2">
          {kept.map((one) => (
            <li key={one.name}>
              {keptSentence(one)} {one.outside !== null && one.outside > 0 && outsideSentence(one.outside)}
            </li>
          ))}
        </ul>
      )}
      <Prov parts={[t`figures of a month: ${first} to ${last}`, t`as of ${instant(preview.asOf, { named: true })}`]} />
    </>
  );
}

/** One figure: of how many, now and by the draft, who would change, and of whom nothing is known. */
function One({ effect, kind, params }: { effect: Effect; kind: Kind; params: Params }) {
  const [open, setOpen] = useState<'gained' | 'lost' | null>(null);
  const [of, before, after, unknown] = [effect.of, effect.before, effect.after, effect.unknown].map((n) => number(n));
  const same = effect.gained === 0 && effect.lost === 0;
  return (
    <li className="grid gap-1 border-s-2 border-line-strong ps-3.5">
      <p className="font-[560]">{effectTitle(effect.name)}</p>
      <p>
        {effect.of === 0 ? (
          <Trans>There is nothing to count.</Trans>
        ) : (
          <Trans>
            Of {of}: {before} now, {after} by the draft.
          </Trans>
        )}{' '}
        {effect.of > 0 && same && <Trans>Nobody would change.</Trans>}
        {effect.unknown > 0 && (
          <span className="text-text-2">
            {' '}
            <Trans>Of {unknown} it is not known.</Trans>
          </span>
        )}
      </p>
      {!same && (
        <div className="acts">
          {(['gained', 'lost'] as const)
            .filter((change) => effect[change] > 0)
            .map((change) => {
              const words = change === 'gained' ? gainedOf(effect) : lostOf(effect);
              return effect.named ? (
                <Btn key={change} small bare expanded={open === change} onClick={() => setOpen(open === change ? null : change)}>
                  {words}
                </Btn>
              ) : (
                <span key={change}>{words}</span>
              );
            })}
        </div>
      )}
      {open && <Names key={open} kind={kind} params={params} effect={effect.name} change={open} />}
    </li>
  );
}
