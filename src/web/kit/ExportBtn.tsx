import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Cell } from '#src/lib/csv.ts';
import { call } from '../api.ts';
import type { OperationId } from '../client.gen.ts';
import { now } from '../clock.ts';
import { saveCsv } from '../download.ts';
import { number } from '../format.ts';
import { sayProblem } from '../words/problems.ts';
import { Btn } from './Btn.tsx';
import { tell } from './Toast.tsx';

/** The most rows that one file takes. */
export const exportMost = 20_000;

interface Page<I> {
  items: I[];
  nextCursor: string | null;
}

/** Saves what the list shows, all of its pages, as CSV. It says how far it is, can be stopped, and says where it was cut. */
export function ExportBtn<I>({
  operation,
  query,
  name,
  head,
  row,
}: {
  operation: OperationId;
  query: Record<string, unknown>;
  /** Of the file, without its day and ending. */
  name: string;
  head: string[];
  row: (item: I) => Cell[];
}) {
  const { t } = useLingui();
  const [read, setRead] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const ask = call as unknown as (operation: OperationId, given: unknown) => Promise<Page<I>>;
  const run = async () => {
    const control = new AbortController();
    stop.current = control;
    const rows: Cell[][] = [];
    let cursor: string | null = '';
    setRead(0);
    try {
      while (cursor !== null && rows.length < exportMost) {
        const page: Page<I> = await ask(operation, {
          query: { ...query, limit: 200, ...(cursor === '' ? {} : { cursor }) },
          signal: control.signal,
        });
        rows.push(...page.items.map(row));
        cursor = page.nextCursor;
        setRead(rows.length);
      }
      saveCsv(`${name}-${new Date(now()).toISOString().slice(0, 10)}.csv`, head, rows);
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
  return (
    <Btn small icon={Download} onClick={() => void run()}>
      <Trans>Save as CSV</Trans>
    </Btn>
  );
}
