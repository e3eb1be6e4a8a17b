import { t } from '@lingui/core/macro';
import type { Standing } from '#src/web/client.gen.ts';
import type { Cell, CellKind } from '#src/web/workbook.ts';
import { bandWord } from '../parts/band.tsx';
import { reasonWord } from '../parts/reasons.tsx';
import { sumOf, type Figure } from './Figures.tsx';

interface Column {
  head: string;
  kind: CellKind;
  cell: (row: Standing) => Cell;
}

const hoursOf = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds / 36) / 100);
const text = (head: string, cell: (row: Standing) => Cell): Column => ({ head, kind: 'text', cell });
const numeric = (head: string, cell: (row: Standing) => number | null): Column => ({ head, kind: 'number', cell });
const dated = (head: string, cell: (row: Standing) => string | null): Column => ({ head, kind: 'day', cell });
const have = (figure: Figure) => (row: Standing) => sumOf(row, figure).have;
const goal = (figure: Figure) => (row: Standing) => sumOf(row, figure).goal;

/** What a file of the list holds. Not known is empty, never 0; estimates stand in columns of their own that say so. */
export const columns = (): Column[] => [
  text(t`Name`, (row) => row.displayName),
  text(t`Username`, (row) => row.handle),
  text(t`Group`, (row) => row.group),
  text(t`Coach`, (row) => row.coach?.name),
  text(t`Stands`, (row) => bandWord(row.pace?.band ?? null)),
  text(t`Reasons to call`, (row) => row.reasons.map(({ kind }) => reasonWord(kind)).join('; ')),
  numeric(t`Valid days`, have('validDays')),
  numeric(t`Valid days asked`, goal('validDays')),
  numeric(t`LIVE hours`, (row) => hoursOf(have('liveSeconds')(row))),
  numeric(t`LIVE hours asked`, (row) => hoursOf(goal('liveSeconds')(row))),
  numeric(t`Diamonds`, have('diamonds')),
  numeric(t`Diamonds asked`, goal('diamonds')),
  numeric(t`Diamonds at the month’s end, estimated`, (row) => row.projected.diamonds.expected),
  numeric(t`Estimated at least`, (row) => row.projected.diamonds.low),
  numeric(t`Estimated at most`, (row) => row.projected.diamonds.high),
  dated(t`Last LIVE`, (row) => row.lastLiveOn),
  dated(t`Joined`, (row) => row.joinedOn),
  dated(t`Quit on`, (row) => row.quitOn),
  dated(t`By the export of`, (row) => row.dataOn),
];
