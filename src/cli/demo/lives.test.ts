import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { readConfig } from '#src/config.ts';
import { until } from '#test/faults/process.ts';
import { makeOperator } from '#test/make.ts';
import { keepLog, machine, openTestApp, type TestApp } from '#test/server.ts';
import type { Line } from '../line.ts';
import { fillDemo, type DemoLogin } from './fill.ts';
import { openDemoLives } from './lives.ts';
import { eveningsOf, mostLeads, mostOthers, pastDays, turnsOf, type Player } from './schedule.ts';

const hourMs = 3_600_000;
const player = (lead: boolean, place: number): Player => ({
  platform: 'tiktok',
  handle: `${lead ? 'lead' : 'other'}${place}`,
  zone: 'Asia/Ho_Chi_Minh',
  viewers: 100,
  lead,
  place,
});
const players = [
  ...Array.from({ length: mostLeads }, (_, n) => player(true, n)),
  ...Array.from({ length: mostOthers }, (_, n) => player(false, n)),
];
const filledAt = new Date('2026-11-26T13:07:31.250Z');

suite('when the creators of a demo are LIVE', () => {
  test('by turns two to five at any time, the first login most of it, and every login in the first half hour', () => {
    const from = filledAt.getTime();
    const all = players.map((one) => turnsOf(one, filledAt, from, from + 10 * 24 * hourMs));
    const isOn = (n: number, at: number) => all[n]!.some(({ startAt, seconds }) => startAt <= at && at < startAt + seconds * 1000);
    let hers = 0;
    const minutes = 10 * 24 * 60;
    for (let m = 0; m < minutes; m++) {
      const on = players.filter((_, n) => isOn(n, from + m * 60_000)).length;
      assert.ok(on >= 2 && on <= 5, `${on} on air ${m} minutes later`);
      if (isOn(0, from + m * 60_000)) hers++;
      if (m < 30) for (let n = 0; n < mostLeads; n++) assert.ok(isOn(n, from + m * 60_000), `${n} ${m}`);
    }
    assert.ok(hers > minutes * 0.75 && hers < minutes * 0.9);
  });

  test('turns are the same whenever they are asked for', () => {
    const [a, b] = [filledAt.getTime(), filledAt.getTime() + 9 * hourMs];
    const both = turnsOf(players[0]!, filledAt, a, b);
    const pieces = [turnsOf(players[0]!, filledAt, a, a + 5 * hourMs), turnsOf(players[0]!, filledAt, a + 5 * hourMs, b)].flat();
    assert.deepEqual([...new Map(pieces.map((one) => [one.startAt, one])).values()], both);
  });

  test('evenings of four weeks, about eight by her own clock, enough for what is usual; over, and the same a day later', () => {
    for (const one of players.filter(({ lead }) => lead)) {
      const evenings = eveningsOf(one, filledAt);
      assert.ok(evenings.length >= 12 && evenings.length <= 20, `${evenings.length} evenings`);
      for (const { startAt, seconds } of evenings) {
        const hour = ((startAt / hourMs) % 24) + 7;
        assert.ok(hour > 19.5 && hour < 20.6, `${hour}`);
        assert.ok(startAt + seconds * 1000 < filledAt.getTime() && startAt > filledAt.getTime() - (pastDays + 1) * 24 * hourMs);
      }
      const later = eveningsOf(one, new Date(filledAt.getTime() + 24 * hourMs));
      assert.ok(evenings.filter(({ startAt }) => later.some((e) => e.startAt === startAt)).length >= evenings.length - 1);
    }
  });
});

suite('LIVEs of a demo', () => {
  let t: TestApp;
  let logins: DemoLogin[];
  let line: Line;
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-lives-'));
  before(async () => {
    t = await openTestApp();
    logins = await fillDemo(t.app, { creators: 60, houseDays: 2, seed: 1, now: t.now() });
    writeFileSync(join(dir, 'demo-logins.json'), JSON.stringify(logins));
    writeFileSync(join(dir, 'operator.key'), (await makeOperator(t)).key!);
    line = {
      config: readConfig({ GREENROOM_DATA_DIR: dir }),
      machine: { ...machine, clock: () => t.now(), log: keepLog().log },
      args: [],
      json: false,
    };
  });
  after(async () => {
    await t.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  interface Session {
    sessionId: string;
    state: string;
    startedAt: string;
    endedAt: string | null;
    events: number;
  }
  async function livesOf(login: DemoLogin): Promise<Session[]> {
    const headers = { authorization: `Bearer ${login.apiKey}` };
    const answer = await t.app.fetch(new Request('http://greenroom.test/v1/me/live?limit=200', { headers }));
    return ((await answer.json()) as { items: Session[] }).items;
  }
  const creators = () => logins.filter(({ room }) => room === 'creator');
  const whole = async () => {
    const all = await Promise.all(creators().map(livesOf));
    return all.every((of) => of.length > 12 && of[0]!.state === 'live' && of[0]!.events > 100) && all;
  };
  const rows = async () => (await t.owner.query('select creator_id, count(*)::int as n from live_sessions group by 1 order by 1')).rows;

  test(
    'each creator with a login has four weeks of LIVEs and one on air; a restart doubles nothing and goes on',
    { timeout: 150_000 },
    async () => {
      const lives = openDemoLives(line, t, { restful: 0 });
      await lives.filled;
      const first = await until('those who are on air', whole, 60_000);
      const asked = performance.now();
      await lives.stop();
      assert.ok(performance.now() - asked < 1_500, 'it ends when it is told to');
      const [sessions, before] = [await rows(), await Promise.all(creators().map(livesOf))];
      // Nobody is in two broadcasts at a time.
      for (const of of before)
        for (const [i, { endedAt }] of of.entries())
          if (i > 0) assert.ok(endedAt! <= of[i - 1]!.startedAt, `${endedAt} ${of[i - 1]!.startedAt}`);
      assert.ok(sessions.length > creators().length, 'members of the agency are LIVE too');
      const verdict = await t.app.verify();
      assert.deepEqual(verdict.checks.filter((c) => !c.ok), []); // prettier-ignore

      t.advance(60_000);
      const again = openDemoLives(line, t, { restful: 0 });
      await again.filled;
      const [her] = creators();
      await until('what happened meanwhile', async () => (await livesOf(her!))[0]!.events > before[0]![0]!.events, 30_000);
      await again.stop();
      assert.deepEqual(await rows(), sessions);
      const now = await livesOf(her!);
      assert.deepEqual(now.slice(1), before[0]!.slice(1).map((one, i) => ({ ...one, asOf: (now[i + 1] as unknown as { asOf: string }).asOf }))); // prettier-ignore
      assert.equal(now[0]!.sessionId, first[0]![0]!.sessionId);
      assert.equal((await t.owner.query('select count(*)::int as n from live_quarantine')).rows[0].n, 0);
    },
  );
});
