import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Download, FileSpreadsheet, FileText } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Cell } from '#src/lib/csv.ts';
import { call } from '../api.ts';
import type { OperationId } from '../client.gen.ts';
import { now } from '../clock.ts';
import { saveCsv, saveWorkbook } from '../download.ts';
import { number } from '../format.ts';
import type { CellKind } from '../workbook.ts';
import { sayProblem } from '../words/problems.ts';
import { Btn } from './Btn.tsx';
import { Menu } from './Menu.tsx';
import { tell } from './Toast.tsx';

/** The most rows that one file takes. */
export const exportMost = 20_000;

interface Page<I> {
  items: I[];
  nextCursor: string | null;
}

/** Saves what the list shows, all of its pages. It says how far it is, can be stopped, and says where it was cut. */
export function ExportBtn<I>({
  operation,
  path,
  query,
  name,
  head,
  row,
  kinds,
}: {
  operation: OperationId;
  path?: Record<string, string>;
  query: Record<string, unknown>;
  /** Of the file, without its day and ending. */
  name: string;
  head: string[];
  row: (item: I) => Cell[];
  /** What each column holds: with it the list can also be had as a workbook. */
  kinds?: CellKind[];
}) {
  const { t } = useLingui();
  const [read, setRead] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const ask = call as unknown as (operation: OperationId, given: unknown) => Promise<Page<I>>;
  const run = async (as: 'csv' | 'xlsx') => {
    const control = new AbortController();
    stop.current = control;
    const rows: Cell[][] = [];
    let cursor: string | null = '';
    setRead(0);
    try {
      while (cursor !== null && rows.length < exportMost) {
        const page: Page<I> = await ask(operation, {
          path,
          query: { ...query, limit: 200, ...(cursor === '' ? {} : { cursor }) },
          signal: control.signal,
        });
        rows.push(...page.items.map(row));
        cursor = page.nextCursor;
        setRead(rows.length);
      }
      const file = `${name}-${new Date(now()).toISOString().slice(0, 10)}.${as}`;
      if (as === 'csv') saveCsv(file, head, rows);
      else await saveWorkbook(file, { head, kinds: kinds ?? [], rows });
      const saved = number(rows.length);
      tell({
        title: t`${saved} rows are saved.`,
        ...(cursor === null ? {} : { how: t`The file is cut there: more rows fit. Narrow the list to get the rest.`, urgent: true }),
      });
    } catch (error) {
      if (!control.signal.aborted) tell({ title: sayProblem(error), urgent: true });
    } finally {
      setRead(null);
    }
  };
  if (read !== null) {
    return (
      <span className="flex items-center gap-2">
        <span className="prov" role="status">
          <Plural value={read} one="# row read" other="# rows read" />
        </span>
        <Btn small onClick={() => stop.current?.abort()}>
          <Trans>Stop</Trans>
        </Btn>
      </span>
    );
  }
  if (kinds) {
    return (
      <Menu
        label={t`Save list`}
        className="btn sm"
        trigger={
          <>
            <Download size={16} strokeWidth={2} aria-hidden="true" />
            <Trans>Save list</Trans>
          </>
        }
        acts={[
          { label: t`As Excel`, note: '.xlsx', icon: FileSpreadsheet, onPick: () => void run('xlsx') },
          { label: t`As CSV`, note: '.csv', icon: FileText, onPick: () => void run('csv') },
        ]}
      />
    );
  }
  return (
    <Btn small icon={Download} onClick={() => void run('csv')}>
      <Trans>Save as CSV</Trans>
    </Btn>
  );
}
