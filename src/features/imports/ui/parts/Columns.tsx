import { Plural, Trans } from '@lingui/react/macro';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { columnName, type Report } from './words.ts';

/** What was made of the columns: quiet, for whoever wants to know. */
export function Columns({ report }: { report: Report }) {
  const { columns, unknownColumns, missingColumns, duplicateColumns } = report;
  return (
    <Fold head={<Plural value={columns.length} one="# column is read" other="# columns are read" />}>
      <div className="grid gap-3 text-small">
        <Names title={<Trans>Read</Trans>} names={columns.map(columnName)} />
        <Names title={<Trans>Not known here; kept as they stand</Trans>} names={unknownColumns} />
        <Names title={<Trans>Usual, and missing in this file</Trans>} names={missingColumns.map(columnName)} />
        <Names title={<Trans>There twice; the first one is read</Trans>} names={duplicateColumns} />
      </div>
    </Fold>
  );
}

/** What only some want to know, under its head. */
export function Fold({ head, children }: { head: ReactNode; children: ReactNode }) {
  return (
    <details className="border-y border-line">
      <summary className="flex min-h-(--ctl) items-center justify-between gap-3 py-2 font-[560] [&::-webkit-details-marker]:hidden">
        {head}
        <ChevronDown className="text-text-3 [details[open]>summary>&]:rotate-180" size={16} strokeWidth={2} aria-hidden="true" />
      </summary>
      <div className="pb-3">{children}</div>
    </details>
  );
}

function Names({ title, names }: { title: ReactNode; names: string[] }) {
  if (names.length === 0) return null;
  return (
    <div>
      <p className="text-text-3">{title}</p>
      <ul className="mt-0.5 text-text-2">
        {names.map((name, index) => (
          <li key={index}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
