// Threads beside the one that serves: it is not held up, they end when they should, and what they keep is one owner’s.
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { SheetFault, type Cell } from '#src/features/imports/ports.ts';
import { openSheets } from './open.ts';
import { bookOf, data, main, readAll, sheets, utf8 } from '#test/sheets.ts';

const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** 29 columns of ids, names, counts and times. */
const cellAt = (row: number, column: number): string | number =>
  column % 3 === 0 ? `71234567890${row} ${column}` : column % 3 === 1 ? row * column : '2023-08-05 00:11:00 (UTC+0)';

function bigBook(rows: number, columns: number): Buffer {
  const texts = new Map<string, number>();
  const ref = (text: string) => texts.get(text) ?? (texts.set(text, texts.size), texts.size - 1);
  const cell = (row: number, column: number) => {
    const value = cellAt(row, column);
    const at = `r="${letters(column)}${row}"`;
    return typeof value === 'number' ? `<c ${at}><v>${value}</v></c>` : `<c ${at} t="s"><v>${ref(value)}</v></c>`;
  };
  const lines = Array.from(
    { length: rows },
    (_, i) => `<row r="${i + 1}">${Array.from({ length: columns }, (_c, c) => cell(i + 1, c)).join('')}</row>`,
  );
  return bookOf({
    sheet: data(lines.join('')),
    strings: `<sst ${main}>${[...texts.keys()].map((t) => `<si><t>${t}</t></si>`).join('')}</sst>`,
  });
}

describe('beside the server', () => {
  const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  /** The clocks of a reading that has so long; others in this process have timers too. */
  function clocksOf(t: TestContext, milliseconds: number) {
    const clocks = { begun: 0, running: new Set<unknown>() };
    const [begin, end] = [globalThis.setTimeout, globalThis.clearTimeout];
    t.mock.method(globalThis, 'setTimeout', (...args: Parameters<typeof begin>) => {
      const timer = begin(...args);
      if (args[1]! > milliseconds - 60_000 && args[1]! <= milliseconds) clocks.running.add(timer);
      clocks.begun = Math.max(clocks.begun, clocks.running.size);
      return timer;
    });
    t.mock.method(globalThis, 'clearTimeout', (timer: Parameters<typeof end>[0]) => {
      clocks.running.delete(timer);
      end(timer);
    });
    return clocks;
  }
  const long = utf8('a,b,c\n'.repeat(5_000));

  test('5,000 rows of 29 columns hold up nobody', async (t) => {
    const rows = 5_000;
    const csv = Array.from({ length: rows }, (_, i) => Array.from({ length: 29 }, (_c, c) => cellAt(i + 1, c)).join(','));
    for (const [name, bytes] of [
      ['xlsx', bigBook(rows, 29)],
      ['csv', utf8(`${csv.join('\n')}\n`)],
    ] as const) {
      const delay = monitorEventLoopDelay({ resolution: 5 });
      const [before, began] = [process.memoryUsage.rss(), performance.now()];
      let [most, last, count] = [before, [] as Cell[], 0];
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 25);
      delay.enable();
      const info = await sheets.read({ bytes, name }, (chunk) => {
        count += chunk.length;
        last = chunk.at(-1) ?? [];
      });
      delay.disable();
      clearInterval(watch);
      const want = Array.from({ length: 29 }, (_, c) => cellAt(rows, c));
      assert.deepEqual([info.rows, count, last], [rows, rows, name === 'csv' ? want.map(String) : want]);
      const figures = [performance.now() - began, delay.max / 1e6, (most - before) / (1 << 20)].map((figure) => Math.round(figure));
      t.diagnostic(`${name}: ${bytes.length >> 10} KB, ${figures[0]} ms, longest delay ${figures[1]} ms, ${figures[2]} MB more at most`);
      assert.ok(delay.max < 200e6, `the thread that serves was held up for ${delay.max / 1e6} ms`);
    }
  });

  test('the next chunk waits, and waiting is no work', async () => {
    let [busy, chunks] = [0, 0];
    const patient = openSheets({ milliseconds: 4_000 });
    await patient.read({ bytes: long, name: '' }, async (rows) => {
      assert.equal((busy += 1), 1);
      chunks += 1;
      assert.equal(rows.length, 500);
      await sleep(chunks === 2 ? 4_200 : 5);
      busy -= 1;
    });
    assert.equal(chunks, 10);
  });

  test('wide rows make smaller chunks', async () => {
    const sizes: number[] = [];
    await sheets.read({ bytes: utf8(`${'a,'.repeat(299)}a\n`.repeat(200)), name: '' }, (rows) => void sizes.push(rows.length));
    assert.deepEqual(sizes, [50, 50, 50, 50]);
  });

  test('ended in the middle, before, and while waiting', async (t) => {
    const [threadsBefore, hourMs] = [threads(), 3_600_000];
    const clocks = clocksOf(t, hourMs);
    const sheets = openSheets({ milliseconds: hourMs });
    const reason = new Error('the person closed the page');
    const ending = new AbortController();
    let chunks = 0;
    const cut = sheets.read({ bytes: long, name: '' }, () => void (++chunks === 2 && ending.abort(reason)), ending.signal);
    await assert.rejects(cut, (error) => error === reason);
    await sleep(50);
    assert.equal(chunks, 2);
    await assert.rejects(
      sheets.read({ bytes: long, name: '' }, () => assert.fail('read'), ending.signal),
      (error) => error === reason,
    );
    assert.ok(clocks.begun > 0);
    assert.deepEqual([threads(), clocks.running.size], [threadsBefore, 0]);
  });

  test('ended in the middle of one long step', async () => {
    const ending = new AbortController();
    const bytes = bookOf({ sheet: data(`<row>${'<c><f t="array" ref="A1:B2">1</f><v>1</v></c>'.repeat(100_000)}</row>`) });
    const reading = openSheets({ ratio: 1_000 }).read({ bytes, name: '' }, () => undefined, ending.signal);
    await sleep(1_500);
    const began = performance.now();
    ending.abort();
    await assert.rejects(reading, { name: 'AbortError' });
    assert.ok(performance.now() - began < 1_000);
  });

  test('what the taker throws comes out', async () => {
    const before = threads();
    const reason = new Error('no room');
    const thrower = () => {
      throw reason;
    };
    for (const taker of [thrower, () => Promise.reject(reason)])
      await assert.rejects(sheets.read({ bytes: long, name: '' }, taker), (error) => error === reason);
    assert.equal(threads(), before);
  });

  test('two at once, the third waits; one that waits can be ended; stop ends all', async () => {
    const before = threads();
    const reader = openSheets();
    const begun: string[] = [];
    const doors = new Map<string, () => void>();
    const open = (name: string, signal?: AbortSignal) =>
      reader.read(
        { bytes: utf8('a\n'), name },
        () => {
          begun.push(name);
          return new Promise((done) => doors.set(name, done));
        },
        signal,
      );
    const until = async (count: number) => {
      while (begun.length < count) await sleep(5);
    };
    const ending = new AbortController();
    const [one, two] = [open('one'), open('two')];
    const bored = open('bored', ending.signal);
    const [three, four] = [open('three'), open('four')];
    await until(2);
    await sleep(300);
    assert.deepEqual(begun.toSorted(), ['one', 'two']);
    ending.abort();
    await assert.rejects(bored, { name: 'AbortError' });
    doors.get('one')?.();
    assert.equal((await one).rows, 1);
    await until(3);
    assert.equal(begun[2], 'three');
    const left = Promise.allSettled([two, three, four]);
    await reader.stop();
    assert.deepEqual(
      (await left).map((end) => end.status === 'rejected' && (end.reason as Error).name),
      ['AbortError', 'AbortError', 'AbortError'],
    );
    assert.equal(threads(), before);
    await assert.rejects(open('late'), { name: 'AbortError' });
  });

  test('the bytes stay with the caller, also those of a shared pool', async () => {
    const bytes = Buffer.from('a,b\n1,2\n');
    await readAll(bytes, 'a.csv', sheets);
    assert.equal(bytes.toString(), 'a,b\n1,2\n');
  });

  test('a thread that read a small file well reads the next one of the same owner, and of nobody else', async () => {
    const reader = openSheets({ keptBytes: 100_000 });
    const files = [
      { bytes: utf8('a,b\n1,2\n'), name: 'a.csv' },
      { bytes: bookOf({ sheet: data('<row><c><v>7</v></c></row>') }), name: 'b.xlsx' },
    ];
    const begun: string[] = [];
    const hook = (worker: Worker) => void begun.push(String(worker.threadId));
    process.on('worker', hook);
    const read = async (of: string | undefined, { bytes, name } = files[0]!) => {
      const cells: Cell[][] = [];
      await reader.read({ bytes, name, of }, (rows) => void cells.push(...rows));
      return cells;
    };
    try {
      const alone = [await read(undefined, files[0]), await read(undefined, files[1])];
      assert.equal(begun.length, 2, 'without an owner each has its own');
      assert.deepEqual([await read('x', files[0]), await read('x', files[1]), await read('x', files[0])], [...alone, alone[0]]);
      assert.equal(begun.length, 3);
      await read('y');
      assert.equal(begun.length, 4, 'another owner');
      await Promise.all([read('x'), read('x')]);
      assert.equal(begun.length, 5, 'side by side they are two, of which one stays');
      await assert.rejects(read('x', { bytes: utf8('a\0b'), name: 'no.csv' }), SheetFault);
      await read('x');
      assert.equal(begun.length, 6, 'none after a fault');
      await read('x', { bytes: Buffer.alloc(200_000, 'a,b\n'), name: 'large.csv' });
      await read('x');
      assert.equal(begun.length, 7, 'none after a large file');
    } finally {
      process.off('worker', hook);
      await reader.stop();
    }
    await assert.rejects(read('x'), { name: 'AbortError' });
  });

  test('a thread that reads file after file keeps nothing of the ones before', async () => {
    const reader = openSheets();
    const warned: string[] = [];
    const hear = ({ name }: Error) => void warned.push(name);
    process.on('warning', hear);
    for (let n = 0; n < 14; n++) await reader.read({ bytes: utf8('a\n'), name: '', of: 'x' }, () => undefined);
    // Warnings come with the next turn.
    await new Promise((done) => setImmediate(done));
    process.off('warning', hear);
    await reader.stop();
    assert.deepEqual(warned, []);
  });

  test('what the taker does stays in the surroundings of its own file', async () => {
    const reader = openSheets();
    const around = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    for (const where of ['first', 'second'])
      await around.run(where, () => reader.read({ bytes: utf8('a\n'), name: '', of: 'x' }, () => void seen.push(around.getStore())));
    await reader.stop();
    assert.deepEqual(seen, ['first', 'second']);
  });
});
