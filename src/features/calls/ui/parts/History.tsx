import { Trans, useLingui } from '@lingui/react/macro';
import type { CallEntry } from '#src/web/client.gen.ts';
import { list } from '#src/web/format.ts';
import { reasonWord } from './reasons.tsx';
import { dayWords } from './words.ts';

/** What was done about a creator, newest first: by whom, what was said, and why the name stood in the list then. */
export function History({ entries }: { entries: CallEntry[] }) {
  const { t } = useLingui();
  if (entries.length === 0) {
    return (
      <p className="text-text-2">
        <Trans>No call is noted yet.</Trans>
      </p>
    );
  }
  return (
    <ol className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3.5 gap-y-2.5" aria-label={t`Calls, newest first`}>
      {entries.map((entry) => (
        <li key={entry.entryId} className="col-span-2 grid grid-cols-subgrid">
          <time dateTime={entry.at} className="text-text-3">
            {dayWords(entry.at.slice(0, 10))}
          </time>
          <div className="min-w-0">
            <p>
              <Said entry={entry} />
              {entry.by !== null && (
                <span className="text-text-3">
                  {' · '}
                  <bdi>{entry.by.name}</bdi>
                </span>
              )}
            </p>
            {entry.note !== '' && <p className="quote mt-1">{entry.note}</p>}
            {entry.kind !== 'note' && entry.kind !== 'woken' && entry.reasons.length > 0 && (
              <p className="prov">
                <Trans>because of: {list(entry.reasons.map(reasonWord))}</Trans>
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Said({ entry: { kind, until } }: { entry: CallEntry }) {
  const day = until === null ? '' : dayWords(until);
  switch (kind) {
    case 'done':
      return <Trans>Call done</Trans>;
    case 'snoozed':
      return <Trans>Put off until {day}</Trans>;
    case 'note':
      return <Trans>Note</Trans>;
    case 'woken':
      return <Trans>Brought back</Trans>;
  }
}
