// Daily files of a simulated agency rebuild its truth exactly where it can be known, and flag the rest: in any order, doubled, with gaps, with
// a restated day, in each language. The truth is `src/connectors/backstage/truth.ts`: figures per creator and day.
import assert from 'node:assert/strict';
import { heldOn, plusDays, totalsOf, type AgencyTruth, type CreatorTruth } from '#src/connectors/backstage/agency.ts';
import { creatorData, type CreatorDataOptions } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toCsv, toXlsx } from '#src/connectors/backstage/write.ts';
import { bring, bringAndTake, type Brought } from './bring.ts';
import { makeAgency, makeOperator, type MadeAgency } from './make.ts';
import { measured } from './measured.ts';
import { openTestApp, type TestApp } from './server.ts';

interface Span {
  handle: string;
  platform_id: string | null;
  from_on: string;
  to_on: string;
  diamonds: number | null;
  live_seconds: number | null;
  valid_days: number | null;
  lives: number | null;
  flags: string[];
}
/** A seeded shuffle. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  const all = list.slice();
  for (let i = all.length - 1, x = seed; i > 0; i--) {
    x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
    const j = x % (i + 1);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

/**
 * The cases over so many daily files from a day on, which has to hold the first nine days of July 2026 and some of June. A file declares them
 * itself: a promise names the file that its test stands in.
 */
export function rebuilds(from: string, count: number) {
  const cases: [says: string, holds: () => Promise<void>][] = [];
  const that = (says: string, holds: () => Promise<void>): void => void cases.push([says, holds]);
  const shares = { renamed: 0.1, moved: 0.1, joining: 0.2, quitting: 0.15 };
  const truth = simulateAgency({ seed: 11, creators: 40, from, days: count, shares });
  const days = Array.from({ length: count }, (_, n) => plusDays(truth.from, n));

  function fileOf(on: string, options: Partial<CreatorDataOptions> = {}, of: AgencyTruth = truth): Brought {
    const { name, rows } = creatorData(of, { on, language: 'en', ...options });
    const bytes = Number(on.at(-1)) % 2 === 0 ? toXlsx(rows) : toCsv(rows, { encoding: 'utf-8-bom', delimiter: ',', eol: '\r\n' });
    return { name, bytes };
  }

  const spansOf = async (t: TestApp, agencyId: string): Promise<Span[]> =>
    (
      await t.owner.query<Span>(
        `select c.handle, c.platform_id, s.from_on, s.to_on, s.diamonds::int, s.live_seconds, s.valid_days, s.lives, s.flags
       from export_spans s join export_creators c using (agency_id, export_id)
       where s.agency_id = $1 order by c.platform_id, s.from_on`,
        [agencyId],
      )
    ).rows;

  /** What a span says that the truth does not; a figure that is not known says nothing. */
  function wrongIn(span: Span, creator: CreatorTruth): string | undefined {
    const last = plusDays(span.to_on, -1);
    const real = totalsOf(truth, creator, span.from_on, last);
    const pairs = [
      [span.diamonds, real.diamonds],
      [span.live_seconds, real.liveSeconds],
      [span.valid_days, real.valid],
      [span.lives, real.lives],
    ] as const;
    // Hours with two decimals are off by half of a hundredth at both ends.
    const within = (i: number) => (i === 1 && span.flags.includes('short') ? 36 : 0);
    const off = pairs.some(([said, was], i) => said !== null && Math.abs(said - was) > within(i));
    return off ? `${creator.platformId} ${span.from_on}..${span.to_on}: ${JSON.stringify(pairs)}` : undefined;
  }
  const wrong = (spans: Span[]) => {
    const byId = new Map(truth.creators.map((c) => [c.platformId, c]));
    return spans.filter((s) => !s.flags.includes('closed')).flatMap((s) => wrongIn(s, byId.get(s.platform_id!)!) ?? []);
  };
  let t: TestApp;
  let agency: MadeAgency;
  const makeAnother = async () => makeAgency(t, await makeOperator(t));
  /** Gives the files that told of somebody who has quit and was not known by name yet. */
  const takeAll = async (into: MadeAgency, files: Brought[]): Promise<Brought[]> => {
    const early: Brought[] = [];
    for (const file of files) {
      const { body } = await bringAndTake(t, into.owner, into.agencyId, file);
      if (body.report.notes.quit_unknown > 0) early.push(file);
    }
    return early;
  };
  const open = async (): Promise<void> => {
    t = await openTestApp();
    agency = await makeAnother();
  };
  const close = async (): Promise<void> => t?.stop();

  that(`${count} daily files rebuild every day of everybody`, async () => {
    await takeAll(
      agency,
      days.map((on) => fileOf(on)),
    );
    const spans = await spansOf(t, agency.agencyId);
    assert.deepEqual(wrong(spans), []);
    measured(
      'F2',
      `${spans.length.toLocaleString('en')} spans of ${truth.creators.length} creators from ${days.length} files: 0 differ from the truth`,
    );
    // Every day that somebody was listed is there by itself, once the first month's beginning is over.
    const seen = new Set(spans.filter((s) => plusDays(s.from_on, 1) === s.to_on).map((s) => `${s.platform_id} ${s.from_on}`));
    const due = truth.creators.flatMap((c) =>
      days
        .slice(1)
        .filter((on) => on >= c.joinedOn && (c.quitOn === null || on <= c.quitOn))
        .map((on) => `${c.platformId} ${on}`),
    );
    assert.deepEqual(
      due.filter((one) => !seen.has(one)),
      [],
    );
    const { rows } = await t.owner.query<{ handle: string; platform_id: string; quit_on: string | null }>(
      'select handle, platform_id, quit_on from export_creators where agency_id = $1',
      [agency.agencyId],
    );
    assert.equal(rows.length, new Set(rows.map((r) => r.platform_id)).size);
    for (const { platform_id: id, handle, quit_on: quit } of rows) {
      const creator = truth.creators.find((c) => c.platformId === id)!;
      assert.equal(handle, heldOn(creator.handles, creator.quitOn ?? days.at(-1)!));
      assert.equal(quit !== null, creator.quitOn !== null && creator.quitOn <= days.at(-1)!, `${handle} quit on ${creator.quitOn}`);
    }
  });

  that('the same file again is no change', async () => {
    const before_ = await spansOf(t, agency.agencyId);
    const again = await bringAndTake(t, agency.owner, agency.agencyId, fileOf('2026-07-05'));
    assert.deepEqual(Object.keys(again.body.report.verdicts).toSorted(), ['unchanged']);
    assert.deepEqual(await spansOf(t, agency.agencyId), before_);
  });

  that('in any order, some of them twice: the same days', async () => {
    const other = await makeAnother();
    const order = shuffled([...days, ...days.slice(4, 8)], 3);
    const early = await takeAll(
      other,
      order.map((on) => fileOf(on)),
    );
    // Who has quit bears no id: a row that came before her name did says so, and its file is brought again.
    await takeAll(other, early);
    assert.deepEqual(await spansOf(t, other.agencyId), await spansOf(t, agency.agencyId));
  });

  that('days without a file are one longer span, named in the preview', async () => {
    const other = await makeAnother();
    const kept = days.filter((on) => on > '2026-07-01' && on < '2026-07-10' && (on < '2026-07-04' || on > '2026-07-06'));
    for (const on of kept) {
      const read = await bring(t, other.owner, other.agencyId, fileOf(on));
      if (on === '2026-07-07') assert.deepEqual(read.body.report.gapDays, ['2026-07-04', '2026-07-05', '2026-07-06']);
      await t.app.importing.settled();
      await other.owner.post(`/v1/agencies/${other.agencyId}/imports/${read.body.importId}/take`, {});
      await t.app.importing.workDue();
    }
    const spans = await spansOf(t, other.agencyId);
    assert.deepEqual(wrong(spans), []);
    assert.ok(spans.some((s) => s.from_on === '2026-07-04' && s.to_on === '2026-07-08'));
    // Whoever joined meanwhile begins on that day.
    const joined = new Map(truth.creators.map((c) => [c.platformId, c.joinedOn]));
    assert.ok(!spans.some((s) => s.from_on > '2026-07-04' && s.from_on < '2026-07-07' && joined.get(s.platform_id!) !== s.from_on));
  });

  that('a restated day is flagged, both versions are kept, and the days around it follow the newer one', async () => {
    const other = await makeAnother();
    const creator = truth.creators.find(
      (c) => c.quitOn === null && c.joinedOn < '2026-07-01' && totalsOf(truth, c, '2026-07-01', '2026-07-05').diamonds > 1_000,
    )!;
    await takeAll(
      other,
      ['2026-07-04', '2026-07-05', '2026-07-06'].map((on) => fileOf(on)),
    );
    const restated = await bring(
      t,
      other.owner,
      other.agencyId,
      fileOf('2026-07-05', { restated: { creatorIndex: creator.index, factor: 0.5 } }),
    );
    assert.equal(restated.body.report.notes.restated, 1);
    assert.ok(restated.body.report.warnings.includes('restated'));
    await other.owner.post(`/v1/agencies/${other.agencyId}/imports/${restated.body.importId}/take`, {});
    await t.app.importing.workDue();
    const { rows } = await t.owner.query<{ version: number; latest: boolean }>(
      `select f.version, f.latest from export_facts f join export_creators c using (agency_id, export_id)
       where f.agency_id = $1 and c.platform_id = $2 and f.range_to = '2026-07-06' order by f.version`,
      [other.agencyId, creator.platformId],
    );
    assert.deepEqual(rows, [
      { version: 1, latest: false },
      { version: 2, latest: true },
    ]);
    const spans = (await spansOf(t, other.agencyId)).filter((s) => s.platform_id === creator.platformId && s.from_on >= '2026-07-05');
    assert.equal(spans.length, 2);
    const sum = spans.every((s) => s.diamonds !== null) ? spans.reduce((a, s) => a + s.diamonds!, 0) : null;
    const real = totalsOf(truth, creator, '2026-07-05', '2026-07-06').diamonds;
    if (sum === null) assert.ok(spans.some((s) => s.flags.includes('fell')));
    else assert.equal(sum, real);
  });

  that('a day that is off by one, and a gap that was split, are caught', async () => {
    const other = await makeAnother();
    await takeAll(
      other,
      ['2026-07-04', '2026-07-08'].map((on) => fileOf(on)),
    );
    assert.deepEqual(wrong(await spansOf(t, other.agencyId)), []);
    const busy = `select export_id from export_spans where agency_id = $1 and from_on = '2026-07-05' and diamonds > 100 limit 1`;
    await t.owner.query(
      `update export_spans set diamonds = diamonds + 1 where agency_id = $1 and from_on = '2026-07-05' and export_id in (${busy})`,
      [other.agencyId],
    );
    assert.equal(wrong(await spansOf(t, other.agencyId)).length, 1);
    // Four days as if each had been a quarter.
    await t.owner.query(
      `with gone as (delete from export_spans where agency_id = $1 and from_on = '2026-07-05' returning *)
       insert into export_spans (agency_id, export_id, from_on, to_on, diamonds)
       select agency_id, export_id, d, d + 1, diamonds / 4 from gone, generate_series(0, 3) i, lateral (select from_on + i as d) s where diamonds > 100`,
      [other.agencyId],
    );
    assert.ok(wrong(await spansOf(t, other.agencyId)).length > 1);
  });

  for (const language of ['es', 'ja'] as const)
    that(`in ${language}, in every way of writing`, async () => {
      const other = await makeAnother();
      await takeAll(
        other,
        days.filter((on) => on >= '2026-07-01' && on < '2026-07-07').map((on, n) => fileOf(on, { language, variant: n % 5 })),
      );
      assert.deepEqual(wrong(await spansOf(t, other.agencyId)), []);
    });
  return { open, close, cases };
}
