import { ArrowDown, ArrowUp } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';

/** A ruled table. `stuck` keeps its head in sight inside a scrolling box. The caption is read, not shown. */
export function Table({
  caption,
  head,
  children,
  stuck = false,
  fixed = false,
  rowCount,
}: {
  caption: string;
  head: ReactNode;
  children: ReactNode;
  stuck?: boolean | undefined;
  fixed?: boolean | undefined;
  rowCount?: number | undefined;
}) {
  return (
    <table
      className={stuck ? 'grid-table stuck' : 'grid-table'}
      style={fixed ? { tableLayout: 'fixed' } : undefined}
      aria-rowcount={rowCount}
    >
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>{head}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** A head cell; with `onSort` it is a button that says its order. Numbers stand at the end edge. */
export function Th({
  children,
  num = false,
  width,
  sorted,
  onSort,
}: {
  children?: ReactNode;
  num?: boolean | undefined;
  width?: number | string;
  sorted?: 'asc' | 'desc' | null;
  onSort?: () => void;
}) {
  const style: CSSProperties | undefined = width === undefined ? undefined : { inlineSize: width };
  const Arrow = sorted === 'asc' ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      className={num ? 'num' : undefined}
      style={style}
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : onSort ? 'none' : undefined}
    >
      {onSort ? (
        <button type="button" className="sorter" onClick={onSort}>
          {children}
          {sorted && <Arrow size={13} strokeWidth={2} aria-hidden="true" />}
        </button>
      ) : (
        children
      )}
    </th>
  );
}

export function Tr({
  children,
  picked,
  opened = false,
  index,
  height,
}: {
  children: ReactNode;
  picked?: boolean | undefined;
  opened?: boolean | undefined;
  index?: number | undefined;
  height?: number | undefined;
}) {
  return (
    <tr
      className={opened ? 'opened' : undefined}
      data-picked={picked || undefined}
      aria-rowindex={index}
      style={height === undefined ? undefined : { blockSize: height }}
    >
      {children}
    </tr>
  );
}

export function Td({
  children,
  num = false,
  head = false,
}: {
  children?: ReactNode;
  num?: boolean | undefined;
  head?: boolean | undefined;
}) {
  return head ? (
    <td className={num ? 'num' : undefined} data-head="true">
      {children}
    </td>
  ) : (
    <td className={num ? 'num' : undefined}>{children}</td>
  );
}

/** The reason row that opens in place under its row; `before` empty cells keep it in line. */
export function ReasonRow({ columns, before = 0, children }: { columns: number; before?: number | undefined; children: ReactNode }) {
  return (
    <tr className="reason">
      {before > 0 && <td colSpan={before} />}
      <td colSpan={columns - before}>{children}</td>
    </tr>
  );
}

/** A person in a table or list: face, name, and a quiet second line. */
export function Person({ face, name, aside, second }: { face: ReactNode; name: ReactNode; aside?: ReactNode; second?: ReactNode }) {
  return (
    <div className="creator">
      {face}
      <div className="min-w-0">
        <div className="flex items-center gap-1.75 min-w-0">
          <bdi className="name">{name}</bdi>
          {aside}
        </div>
        {second !== undefined && <div className="prov truncate">{second}</div>}
      </div>
    </div>
  );
}
