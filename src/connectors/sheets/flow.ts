import { SheetFault, type Cell } from '#src/features/imports/ports.ts';
import { chunkLimits, type SheetLimits } from './limits.ts';

/** Takes the rows of a file one by one and sends them on by chunks. */
export interface RowFlow {
  /** Ends when there is room for the next one. */
  add(cells: readonly Cell[]): Promise<void>;
  /** Sends what is left; gives the number of rows. */
  end(): Promise<number>;
}

/** Empty cells at a row's end and empty rows at the file's end are left out; an empty row between others stays, as `[]`. */
export function rowFlow(limits: SheetLimits, send: (rows: Cell[][], first: number) => Promise<void>): RowFlow {
  let chunk: Cell[][] = [];
  let room = { ...chunkLimits };
  let sent = 0;
  let blank = 0;
  const flush = async () => {
    const [rows, first] = [chunk, sent + 1];
    [chunk, room] = [[], { ...chunkLimits }];
    sent += rows.length;
    if (rows.length > 0) await send(rows, first);
  };
  const push = async (row: Cell[]) => {
    chunk.push(row);
    room.rows -= 1;
    room.cells -= row.length;
    for (const cell of row) if (typeof cell === 'string') room.characters -= cell.length;
    if (room.rows <= 0 || room.cells <= 0 || room.characters <= 0) await flush();
  };
  return {
    add: async (cells) => {
      const row = tidied(cells, limits.text);
      if (row.length === 0) return void (blank += 1);
      const at = sent + chunk.length + blank + 1;
      if (at > limits.rows) throw new SheetFault('too_many_rows', at);
      if (row.length > limits.columns) throw new SheetFault('too_many_columns', at);
      for (; blank > 0; blank -= 1) await push([]);
      await push(row);
    },
    end: async () => {
      await flush();
      if (sent === 0) throw new SheetFault('empty');
      return sent;
    },
  };
}

function tidied(cells: readonly Cell[], most: number): Cell[] {
  let length = cells.length;
  while (length > 0 && isEmpty(cells[length - 1])) length -= 1;
  return cells
    .slice(0, length)
    .map((cell) => (isEmpty(cell) ? null : typeof cell === 'string' && cell.length > most ? cut(cell, most) : cell));
}

const isEmpty = (cell: Cell | undefined) => cell === null || cell === undefined || cell === '';

/** Not between the halves of a surrogate pair: half a character is none. */
const cut = (text: string, most: number) => text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most);
