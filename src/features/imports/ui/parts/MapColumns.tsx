import { t } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { Import } from '#src/web/client.gen.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { TextField } from '#src/web/kit/Field.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { keyOf, useChange } from '#src/web/queries.ts';
import { Stop } from './Stop.tsx';
import { addDays, columnName, nameable, today, type Nameable, type Report } from './words.ts';

type Given = NonNullable<Import['given']>;
/** What each column of the file is, by its place; '' is left out. */
type Choice = (Nameable | '')[];

const plain = (text: string): string => text.normalize('NFKC').toLocaleLowerCase().replace(/[\s_@:.-]+/gu, ' ').trim(); // prettier-ignore
const all: readonly Nameable[] = Object.values(nameable).flat();
/** Other names that people give the same thing. */
const also: Partial<Record<Nameable, string[]>> = {
  handle: ['user', 'user name', 'username', 'handle', 'creator', 'creator name', 'tiktok', 'host'],
  platformId: ['id', 'user id', 'creator id', 'tiktok id'],
  displayName: ['name', 'nickname', 'display name'],
  liveSeconds: ['live duration', 'live hours', 'hours', 'duration'],
  validDays: ['valid go live days', 'valid live days', 'days'],
  lives: ['live streams', 'lives', 'sessions'],
  manager: ['agent'],
};

/** What was said last time, or else the words that the columns bear already; a person looks at it before it counts. */
function firstChoice(header: string[], given: Given | null): Choice {
  const used = new Set<Nameable>();
  return header.map((name) => {
    const said = given && (Object.keys(given.columns) as Nameable[]).find((key) => given.columns[key] === name);
    const names = (key: Nameable) => [columnName(key), ...(also[key] ?? [])].map(plain);
    const found = given ? said : all.find((key) => name !== '' && names(key).includes(plain(name)));
    if (!found || used.has(found)) return '';
    used.add(found);
    return found;
  });
}

/** People say which column is which, and of which days the file is where no column does. */
export function MapColumns({ agencyId, file, header, given }: { agencyId: string; file: Import; header: string[]; given: Given | null }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const path = { agencyId, importId: file.importId };
  const [choice, setChoice] = useState(() => firstChoice(header, given));
  const [first, setFirst] = useState(given?.range?.from ?? '');
  const [last, setLast] = useState(given?.range ? addDays(given.range.to, -1) : '');
  const read = useChange('imports.read', {
    touches: ['imports.list'],
    onDone: (answer) => client.setQueryData(keyOf('imports.get', { path }), answer),
  });
  const ofDays = choice.some((key) => key === 'dataPeriod' || key === 'dataMonth');
  const wrong = wrongOf(choice, ofDays, first, last);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (wrong !== null) return;
    const columns = Object.fromEntries(choice.flatMap((key, at) => (key === '' ? [] : [[key, header[at]!]]))) as Given['columns'];
    read.mutate({ path, body: { given: { columns, ...(ofDays ? {} : { range: { from: first, to: addDays(last, 1) } }) } } });
  };
  return (
    <form className="grid max-w-[640px] gap-6" onSubmit={send}>
      <div>
        <h2 className="head mb-2">
          <Trans>What each column is</Trans>
        </h2>
        <RuledList className="border-y border-line" label={t`Columns of the file`}>
          {header.map((name, at) =>
            name === '' ? null : (
              <li key={at} className="grid items-center gap-x-5 gap-y-1 py-2 min-[560px]:grid-cols-2">
                <label htmlFor={`column${at}`} className="min-w-0 font-[560] [overflow-wrap:anywhere]">
                  <bdi>{name}</bdi>
                </label>
                <ColumnSelect
                  id={`column${at}`}
                  value={choice[at] ?? ''}
                  taken={choice}
                  onChange={(key) => setChoice(choice.map((one, i) => (i === at ? key : one)))}
                />
              </li>
            ),
          )}
        </RuledList>
      </div>
      {!ofDays && (
        <div>
          <h2 className="head mb-2">
            <Trans>Of which days it is</Trans>
          </h2>
          <div className="two-fields">
            <TextField label={<Trans>First day</Trans>} type="date" value={first} onChange={setFirst} />
            <TextField label={<Trans>Last day, included</Trans>} type="date" value={last} onChange={setLast} />
          </div>
        </div>
      )}
      <div className="grid gap-2">
        <p className="text-small text-text-2" role="status">
          {wrong ?? t`What you say is remembered for the next file with these columns.`}
        </p>
        <div className="acts">
          <Btn go type="submit" busy={read.isPending} disabled={wrong !== null}>
            <Trans>Read it again</Trans>
          </Btn>
          <Stop agencyId={agencyId} file={file} />
        </div>
        <Failed error={read.error} />
      </div>
    </form>
  );
}

/** What is still missing; null when it can be read. */
function wrongOf(choice: Choice, ofDays: boolean, first: string, last: string): string | null {
  if (!choice.includes('handle') && !choice.includes('platformId')) return t`Say which column is the username or the creator ID.`;
  if (ofDays) return null;
  if (first === '' || last === '') return t`Say the first and the last day of the file.`;
  if (last < first) return t`The last day is before the first.`;
  return last > today() ? t`The last day is still to come.` : null;
}

function ColumnSelect({
  id,
  value,
  taken,
  onChange,
}: {
  id: string;
  value: Nameable | '';
  taken: Choice;
  onChange: (key: Nameable | '') => void;
}) {
  const { t } = useLingui();
  const groups: [keyof typeof nameable, string][] = [
    ['who', t`The creator`],
    ['figures', t`Figures of these days`],
    ['days', t`The days`],
  ];
  return (
    <span className="select">
      <select id={id} className="input" value={value} onChange={(event) => onChange(event.currentTarget.value as Nameable | '')}>
        <option value="">{t`Leave it out`}</option>
        {groups.map(([group, label]) => (
          <optgroup key={group} label={label}>
            {nameable[group].map((key) => (
              <option key={key} value={key} disabled={key !== value && taken.includes(key)}>
                {columnName(key)}
              </option>
            ))}
          </optgroup>
        ))}
        {value !== '' && !all.includes(value) && <option value={value}>{columnName(value)}</option>}
      </select>
      <ChevronDown size={16} strokeWidth={2} aria-hidden="true" />
    </span>
  );
}

/** Of a table that was read: the columns can be named once more. Its header is what the report tells of it. */
export function MapAgain({ agencyId, file, report }: { agencyId: string; file: Import; report: Report }) {
  const [open, setOpen] = useState(false);
  const header = [...new Set([...Object.values(file.given?.columns ?? {}), ...report.unknownColumns])];
  if (open) return <MapColumns agencyId={agencyId} file={file} header={header} given={file.given} />;
  return (
    <div className="acts">
      <Btn small onClick={() => setOpen(true)}>
        <Trans>Name the columns anew</Trans>
      </Btn>
    </div>
  );
}
