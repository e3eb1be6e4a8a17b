import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Cell } from '#src/features/imports/ports.ts';
import { counters, daysBetween, heldOn, plusDays, totalsOf } from './agency.ts';
import { creatorData, quitId } from './exports.ts';
import { agency, at, english0, last, mean, median, near, quantile, ranked, secondsOf, small, type Row } from '#test/backstage.ts';
import { simulateAgency, type AgencyTruth, type CreatorTruth } from './truth.ts';
import { toXlsx } from './write.ts';

const everyDay = Array.from({ length: agency.days }, (_, i) => plusDays(agency.from, i));

/** The counters that a file has, under the truth's names. */
const figuresOf = (row: Row) => ({
  diamonds: row['Diamonds'] as number,
  liveSeconds: secondsOf(row['LIVE duration']!),
  valid: row['Valid go LIVE days'] as number,
  newFollowers: row['New followers'] as number,
  lives: row['LIVE streams'] as number,
  matches: row['Matches'] as number,
  matchDiamonds: row['Diamonds from matches'] as number,
  hostDiamonds: row['Diamonds from multi-guest (as host)'] as number,
  guestDiamonds: row['Diamonds from multi-guest (as guest)'] as number,
});

suite('the files follow the truth', () => {
  test('each day is the file of the day less the one before, and of the first of a month the file itself', () => {
    let before = new Map<Cell, ReturnType<typeof figuresOf>>();
    let compared = 0;
    for (const on of everyDay) {
      const rows = new Map(english0({ on }).map((row) => [row['Creator ID']!, figuresOf(row)]));
      if (on.endsWith('-01')) before = new Map();
      for (const creator of agency.creators) {
        const now = rows.get(creator.platformId);
        const known = on !== agency.from && (before.has(creator.platformId) || on.endsWith('-01'));
        if (now === undefined || !known) continue;
        for (const [figure, value] of Object.entries(now)) {
          const day: number | undefined = agency.figures[figure as keyof typeof now][at(agency, creator, on)];
          assert.equal(value - (before.get(creator.platformId)?.[figure as keyof typeof now] ?? 0), day, `${figure} of ${on}`);
          compared++;
        }
      }
      before = rows;
    }
    assert.ok(compared > 100_000);
  });

  test('the last file of a month holds the sums of its days, and the next month keeps them', () => {
    const july = new Map(english0({ on: '2026-07-31' }).map((row) => [row['Creator ID']!, row]));
    const august = new Map(english0({ on: '2026-08-09' }).map((row) => [row['Creator ID']!, row]));
    let kept = 0;
    for (const creator of agency.creators) {
      const row = july.get(creator.platformId);
      if (row === undefined) continue;
      let diamonds = 0;
      for (let day = 1; day <= 31; day++)
        diamonds += agency.figures.diamonds[at(agency, creator, `2026-07-${String(day).padStart(2, '0')}`)]!;
      assert.equal(row['Diamonds'], diamonds);
      const next = august.get(creator.platformId);
      if (next === undefined) continue;
      kept++;
      assert.equal(next['Diamonds last month'], diamonds);
      assert.equal(next['Valid go LIVE days last month'], row['Valid go LIVE days']);
      near(next['LIVE duration (hours) last month'] as number, secondsOf(row['LIVE duration']!) / 3600, 0.0051, 'hours last month');
    }
    assert.ok(kept > 200);
  });

  test('parts are never more than the whole, and nothing happens outside the time in the network', () => {
    const { figures } = agency;
    for (const creator of agency.creators)
      for (let day = 0; day < agency.span; day++) {
        const [i, on] = [creator.index * agency.span + day, plusDays(agency.start, day)];
        assert.equal(figures.valid[i], figures.liveSeconds[i]! >= 3600 ? 1 : 0);
        assert.equal(figures.lives[i]! > 0, figures.liveSeconds[i]! > 0);
        assert.ok(figures.matchDiamonds[i]! + figures.hostDiamonds[i]! + figures.guestDiamonds[i]! <= figures.diamonds[i]!);
        assert.ok(figures.fanDiamonds[i]! <= figures.diamonds[i]! && figures.activeFans[i]! <= figures.totalFans[i]!);
        if (on < creator.joinedOn || (creator.quitOn !== null && on > creator.quitOn))
          for (const counter of counters) assert.equal(figures[counter][i], 0);
      }
  });

  test('who quits loses the id and stays to the end of the month under the name', () => {
    const quitters = agency.creators.filter(({ quitOn }) => quitOn !== null);
    assert.ok(quitters.length > 5);
    for (const creator of quitters) {
      const quitOn = creator.quitOn!;
      const named = (on: string) => english0({ on }).filter((row) => row["Creator's username"] === heldOn(creator.handles, quitOn));
      const [row, ...more] = named(quitOn);
      assert.equal(more.length, 0);
      assert.deepEqual([row!['Creator ID'], row!['Join time'], row!['Status']], [quitId, null, 'Quit']);
      assert.equal(row!['Diamonds'], totalsOf(agency, creator, `${quitOn.slice(0, 7)}-01`, quitOn).diamonds);
      const nextMonth = [plusDays(quitOn, 1), plusDays(quitOn, 35)].find((on) => on <= last && on.slice(0, 7) !== quitOn.slice(0, 7));
      if (nextMonth !== undefined) assert.equal(named(nextMonth).length, 0);
      const eve = plusDays(quitOn, -1);
      if (eve >= agency.from)
        assert.ok(english0({ on: eve }).some((one) => one['Creator ID'] === creator.platformId && one['Status'] === 'Active'));
    }
  });

  test('same seed, same bytes; another seed, others', () => {
    const bytes = (seed: number) => toXlsx(creatorData(simulateAgency({ ...small, seed }), { on: last, language: 'es', variant: 2 }).rows);
    assert.deepEqual(bytes(7), bytes(7));
    assert.notDeepEqual(bytes(7), bytes(8));
    assert.deepEqual(simulateAgency(small), agency);
  });
});

suite('the agency is believable', () => {
  const large = simulateAgency({ seed: 3, creators: 3000, from: '2026-06-01', days: 60 });

  test('valid days have a median of 3 h, p10 2 h, p90 5.2 h; days under an hour have 20-58 minutes', (t) => {
    const valid = ranked(large.figures.liveSeconds.filter((seconds) => seconds >= 3600));
    const [p10, p50, p90] = [0.1, 0.5, 0.9].map((share) => quantile(valid, share) / 3600) as [number, number, number];
    near(p10, 2, 0.1, 'p10');
    near(p50, 3, 0.1, 'median');
    near(p90, 5.2, 0.25, 'p90');
    const short = large.figures.liveSeconds.filter((seconds) => seconds > 0 && seconds < 3600);
    assert.ok(short.every((seconds) => seconds >= 1200 && seconds <= 3480));
    const share = short.length / (short.length + valid.length);
    near(share, 0.08, 0.02, 'share of short days');
    t.diagnostic(
      `valid day: p10 ${p10.toFixed(2)} h, median ${p50.toFixed(2)} h, p90 ${p90.toFixed(2)} h; ${(share * 100).toFixed(1)} % short`,
    );
  });

  test('LIVE-day rates reach from 0.1 to 0.95; diamonds per hour have a spread of 1.2; some are renamed, moved, new, gone', (t) => {
    const whole = large.creators.filter(({ joinedOn, quitOn }) => joinedOn < large.start && quitOn === null);
    const totals = whole.map((creator) => ({ ...totalsOf(large, creator, large.start, plusDays(large.start, large.span - 1)), creator }));
    const rates = ranked(
      whole.map(({ index }) =>
        mean([...large.figures.lives.subarray(index * large.span, (index + 1) * large.span)].map((n) => (n > 0 ? 1 : 0))),
      ),
    );
    near(quantile(rates, 0.02), 0.1, 0.05, 'lowest rates');
    near(quantile(rates, 0.5), 0.525, 0.05, 'middle rate');
    near(quantile(rates, 0.98), 0.94, 0.04, 'highest rates');
    const logs = totals
      .filter(({ liveSeconds }) => liveSeconds > 0)
      .map(({ diamonds, liveSeconds }) => Math.log(diamonds / (liveSeconds / 3600)));
    const middle = mean(logs);
    const spread = Math.sqrt(mean(logs.map((log) => (log - middle) ** 2)));
    near(spread, 1.2, 0.1, 'spread of diamonds per hour');
    const share = (is: (creator: CreatorTruth) => boolean) => large.creators.filter(is).length / large.creators.length;
    near(
      share(({ handles }) => handles.length > 1),
      0.03,
      0.01,
      'renamed',
    );
    near(
      share(({ groups }) => groups.length > 1),
      0.05,
      0.015,
      'moved',
    );
    near(
      share(({ quitOn }) => quitOn !== null),
      0.06,
      0.015,
      'quit',
    );
    near(
      share(({ joinedOn }) => joinedOn > large.from),
      0.1,
      0.02,
      'joined',
    );
    assert.equal(new Set(large.creators.map(({ platformId }) => platformId)).size, large.creators.length);
    assert.ok(large.creators.every(({ platformId }) => /^\d{19}$/u.test(platformId)));
    t.diagnostic(
      `rates p2 ${quantile(rates, 0.02).toFixed(2)} p50 ${quantile(rates, 0.5).toFixed(2)} p98 ${quantile(rates, 0.98).toFixed(2)}; log spread ${spread.toFixed(2)}; diamonds/h median ${Math.exp(middle).toFixed(0)}`,
    );
  });
});

/** Of each creator of a plan a figure by days around the onset, as a share of the four weeks before. */
function aroundOnset(
  truth: AgencyTruth,
  creators: readonly CreatorTruth[],
  read: (i: number) => number | null,
): (from: number, to: number) => number {
  return (from, to) => {
    const meanOf = (creator: CreatorTruth, first: number, end: number) => {
      const onset = at(truth, creator, creator.onset!);
      const all = Array.from({ length: end - first + 1 }, (_, i) => read(onset + first + i)).filter((value) => value !== null);
      return all.length === 0 ? Number.NaN : mean(all);
    };
    return median(
      creators.map((creator) => meanOf(creator, from, to) / meanOf(creator, -21, -1)).filter((ratio) => Number.isFinite(ratio)),
    );
  };
}

suite('plans', () => {
  const planned = simulateAgency({
    seed: 5,
    creators: 800,
    from: '2026-06-01',
    days: 70,
    plans: { fading: 120, stopping: 40, pausing: 40, rising: 40, steady: 40 },
  });
  const of = (plan: string) => planned.creators.filter((creator) => creator.plan === plan);
  const { figures } = planned;

  test('as many as asked, with an onset inside the files', () => {
    assert.deepEqual(
      ['fading', 'stopping', 'pausing', 'rising', 'steady'].map((plan) => of(plan).length),
      [120, 40, 40, 40, 40],
    );
    for (const { onset, plan, quitOn } of planned.creators.filter((creator) => creator.plan !== null)) {
      assert.equal(quitOn, null);
      assert.equal(onset === null, plan === 'steady');
      if (onset !== null) assert.ok(daysBetween(planned.from, onset) >= 21 && daysBetween(onset, planned.from) + planned.days >= 21);
    }
    for (const days of [1, 2, 10, 30]) {
      const short = simulateAgency({ seed: days, creators: 40, from: '2026-03-01', days, plans: { fading: 20 } });
      assert.equal(short.start, '2026-01-31');
      for (const { onset } of short.creators) if (onset !== null) assert.ok(onset >= short.from && daysBetween(short.from, onset) < days);
    }
    assert.throws(() => simulateAgency({ ...small, creators: 2, plans: { fading: 3 } }), RangeError);
  });

  test('fading: missed days at 0, shorter sessions 0-3, the fan club 3-7, diamonds 7-14', (t) => {
    const fading = of('fading');
    const live = aroundOnset(planned, fading, (i) => (figures.lives[i]! > 0 ? 1 : 0));
    const length = aroundOnset(planned, fading, (i) => figures.liveSeconds[i] || null);
    const fans = aroundOnset(planned, fading, (i) => figures.activeFans[i]!);
    const diamonds = aroundOnset(planned, fading, (i) => figures.diamonds[i]!);
    for (const creator of fading) assert.equal(figures.lives[at(planned, creator, creator.onset!)], 0);
    near(live(1, 14), 0.62, 0.1, 'LIVE days after the onset');
    near(length(3, 14), 0.6, 0.06, 'sessions after day 3');
    near(fans(0, 3), 1, 0.08, 'fans until day 3');
    near(fans(7, 14), 0.47, 0.08, 'fans after day 7');
    near(diamonds(0, 6), 1, 0.12, 'diamonds until day 7');
    near(diamonds(14, 20), 0.25, 0.1, 'diamonds after day 14');
    const said = {
      live: live(1, 7),
      length: length(3, 9),
      fansBefore: fans(0, 3),
      fansAfter: fans(7, 14),
      diamondsUntil7: diamonds(0, 6),
      diamondsFrom14: diamonds(14, 20),
    };
    t.diagnostic(
      Object.entries(said)
        .map(([name, value]) => `${name} ${value.toFixed(2)}`)
        .join(', '),
    );
  });

  test('stopping stops, pausing comes back, rising rises, steady stays', () => {
    const live = (plan: string) => aroundOnset(planned, of(plan), (i) => (figures.lives[i]! > 0 ? 1 : 0));
    assert.equal(live('stopping')(0, 20), 0);
    assert.equal(live('pausing')(0, 8), 0);
    near(live('pausing')(9, 20), 1, 0.1, 'after the pause');
    near(aroundOnset(planned, of('rising'), (i) => figures.diamonds[i]!)(18, 20), 2.1, 0.5, 'risen');
    const halves = of('steady').map((creator) => {
      const half = (from: number, to: number) =>
        totalsOf(planned, creator, plusDays(planned.from, from), plusDays(planned.from, to)).diamonds;
      return half(35, 69) / half(0, 34);
    });
    near(median(halves), 1, 0.1, 'steady');
  });

  test('onsets may be given, in days before the last one', () => {
    const given = simulateAgency({
      seed: 4,
      creators: 60,
      from: '2026-06-01',
      days: 40,
      plans: { fading: [12, 3], stopping: [9], steady: 5 },
    });
    const onsets = (plan: string) => given.creators.filter((creator) => creator.plan === plan).map(({ onset }) => onset);
    assert.deepEqual(new Set(onsets('fading')), new Set(['2026-06-28', '2026-07-07']));
    assert.deepEqual(onsets('stopping'), ['2026-07-01']);
    assert.equal(onsets('steady').length, 5);
    for (const early of [40, -1])
      assert.throws(() => simulateAgency({ ...small, creators: 9, days: 40, plans: { fading: [early] } }), RangeError);
  });

  test('who waits joined at the onset and has no LIVE; hasty ends minutes short from then on; twice goes LIVE twice a week', () => {
    const truth = simulateAgency({
      seed: 6,
      creators: 90,
      from: '2026-06-01',
      days: 70,
      plans: { waiting: 10, hasty: [...Array<number>(20).fill(30)], twice: 20 },
    });
    const those = (plan: string) => truth.creators.filter((creator) => creator.plan === plan);
    const end = plusDays(truth.from, truth.days - 1);
    for (const creator of those('waiting')) {
      assert.deepEqual([creator.joinedOn, creator.rookie, creator.quitOn], [creator.onset, true, null]);
      assert.ok(daysBetween(creator.joinedOn, end) < 14);
      assert.equal(totalsOf(truth, creator, truth.start, end).lives, 0);
    }
    const seconds = (creator: CreatorTruth, from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => truth.figures.liveSeconds[at(truth, creator, plusDays(end, from + n))]!).filter(
        (s) => s > 0,
      );
    const almost = (all: number[]) => all.filter((s) => s >= 3000 && s < 3600).length / all.length;
    near(mean(those('hasty').map((creator) => almost(seconds(creator, -60, -30)))), 0, 0.03, 'short days before');
    near(mean(those('hasty').map((creator) => almost(seconds(creator, -30, 1)))), 0.5, 0.06, 'short days since');
    for (const creator of those('twice')) {
      const days = [0, 7, 14, 21].map((back) => totalsOf(truth, creator, plusDays(end, -back - 6), plusDays(end, -back)));
      assert.ok(days.filter(({ lives }) => lives >= 1).length >= 3);
      near(seconds(creator, -27, 1).length, 8, 2, 'LIVE days of four weeks');
      assert.equal(creator.onset, null);
    }
  });

  test('managed by group: everybody of a group has its manager', () => {
    const truth = simulateAgency({ ...small, groups: 4, managers: 3, managedBy: 'group' });
    for (const { groups, manager } of truth.creators) {
      const place = truth.groups.indexOf(groups[0]!.value ?? '');
      if (place >= 0) assert.equal(manager, truth.managers[place % 3]);
    }
    assert.ok(truth.managers.every((one) => truth.creators.some(({ manager }) => manager === one)));
  });
});
