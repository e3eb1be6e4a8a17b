// bound: 30 min
// The agency's rooms "Creators" and "Today" with 20,000 of them: how many rows stand in the page, and how long the page is busy at once while one
// scrolls through all of them. Time of the processor, not of the clock: what else the machine does is not the page's.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { creatorData } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toCsv } from '#src/connectors/backstage/write.ts';
import { addDays, nextFirst } from '#src/lib/days.ts';
import { dayOf } from '#src/lib/time.ts';
import { bringAndTake } from '../bring.ts';
import { makeAgency, makeOperator, type MadeAgency } from '../make.ts';
import { openStage, type Stage } from '../journeys/browser.ts';

const many = 20_000;
const boundMs = 100;
const rowsMost = 60;

/** Copies of the few that were simulated, each somebody of her own. */
async function multiply(stage: Stage, agencyId: string): Promise<void> {
  const { owner } = stage.t;
  const pairs = `select export_id as old, n, overlay(overlay(md5(export_id::text || n) placing '7' from 13) placing '8' from 17)::uuid as new from call_standings, generate_series(1, ${many}) n
    where agency_id = '${agencyId}' order by n limit (${many} - (select count(*) from call_standings where agency_id = '${agencyId}'))`;
  const copy = (table: string, own: string) =>
    owner.query(`with pairs as (${pairs}) insert into ${table} select (jsonb_populate_record(c, jsonb_build_object('export_id', p.new, ${own}))).*
      from ${table} c join pairs p on p.old = c.export_id where c.agency_id = '${agencyId}'`);
  await copy('export_creators', `'handle', c.handle || p.n, 'platform_id', c.platform_id || p.n`);
  await copy('call_standings', `'handle', c.handle || p.n, 'strength', random()`);
  await owner.query('analyze call_standings, export_creators');
}

/** A list of a room: its rows in the page, and the mark by which each says its place from 0. */
interface Listed {
  path: string;
  rows: string;
  mark: string;
}
const rooms: Record<string, Listed> = {
  Creators: { path: 'creators?sort=name', rows: 'main tbody tr[data-at]', mark: 'data-at' },
  Today: { path: 'today', rows: 'main ul[aria-label="Who needs a call"] > li[data-index]', mark: 'data-index' },
};

/** Scrolls to the end as a hand would, a window's height at a time, until everybody is loaded; the most rows that ever stood in the page. */
const scrollThrough = (page: Page, listed: Listed, total: number) =>
  page.evaluate(
    ([{ rows: selector, mark }, count]) =>
      new Promise<number>((done) => {
        const box = document.querySelector(selector)!.closest('.overflow-auto')!;
        let most = 0;
        const step = () => {
          const rows = document.querySelectorAll(selector);
          most = Math.max(most, rows.length);
          const last = rows[rows.length - 1]?.getAttribute(mark);
          if (last === String(count - 1)) return done(most);
          box.scrollTop += 700;
          requestAnimationFrame(step);
        };
        step();
      }),
    [listed, total] as const,
  );

/** The longest task of the page's main thread in a trace, in milliseconds of the processor. */
function longestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as {
    traceEvents: { name: string; pid: number; tid: number; tdur?: number; args?: { name?: string } }[];
  };
  const mains = new Set(
    traceEvents.filter((e) => e.name === 'thread_name' && e.args?.name === 'CrRendererMain').map((e) => `${e.pid} ${e.tid}`),
  );
  const tasks = traceEvents.filter((e) => e.name.endsWith('RunTask') && e.tdur !== undefined && mains.has(`${e.pid} ${e.tid}`));
  assert.ok(tasks.length > 1000, `${tasks.length} tasks in the trace`);
  return Math.max(...tasks.map((e) => e.tdur! / 1000));
}

describe('20,000 creators', () => {
  let stage: Stage;
  let agency: MadeAgency;
  before(async () => {
    stage = await openStage();
    const { t } = stage;
    const today = `${nextFirst(dayOf(t.now())).slice(0, 8)}21`;
    t.advance(Date.parse(`${today}T08:00:00Z`) - t.now().getTime());
    agency = await makeAgency(t, await makeOperator(t), 'Twenty Thousand');
    const own = simulateAgency({ seed: 5, creators: 40, from: addDays(today, -4), days: 4 });
    for (const back of [-3, -2, -1]) {
      const { name, rows } = creatorData(own, { on: addDays(today, back), language: 'en' });
      await bringAndTake(t, agency.owner, agency.agencyId, {
        name,
        bytes: toCsv(rows, { encoding: 'utf-8', delimiter: ',', eol: '\r\n' }),
      });
    }
    await t.app.reckoning.workDue();
    await multiply(stage, agency.agencyId);
  });
  after(() => stage.stop());

  /** How many the room lists, as its own first answer says. */
  async function listedIn(room: string): Promise<number> {
    if (room === 'Creators') return many;
    const { body } = await agency.owner.get(`/v1/agencies/${agency.agencyId}/calls`);
    assert.ok(body.total > 1000, `${body.total} to call`);
    return body.total;
  }

  for (const [room, listed] of Object.entries(rooms))
    test(`${room}: no more than 60 rows in the page and no task over 100 ms, scrolling through all of them, three times`, async (t) => {
      const owner = await stage.enrol('Berta Big');
      await stage.t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: owner.personId, role: 'owner' });
      const total = await listedIn(room);
      const figures: { rows: number; ms: number }[] = [];
      for (let n = 0; n < 3; n++) {
        const window = await stage.open({ wide: true });
        await window.enter(owner);
        await window.page.goto(`/a/${agency.agencyId}/${listed.path}`);
        await stage.walk(() => window.page.locator(listed.rows).first().waitFor());
        const browser = window.context.browser() as Browser;
        await browser.startTracing(window.page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
        const rows = await scrollThrough(window.page, listed, total);
        figures.push({ rows, ms: longestTask(await browser.stopTracing()) });
        t.diagnostic(`${rows} rows at most of ${total}, longest task ${figures.at(-1)!.ms.toFixed(0)} ms`);
        await window.context.close();
      }
      const [, median] = figures.map(({ ms }) => ms).toSorted((a, b) => a - b);
      assert.ok(
        figures.every(({ rows }) => rows <= rowsMost),
        JSON.stringify(figures),
      );
      assert.ok(median! < boundMs, JSON.stringify(figures));
    });
});
