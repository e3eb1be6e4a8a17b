import assert from 'node:assert/strict';
import { newestVersion } from '#src/features/creators/index.ts';
import { after, before, describe, test } from 'node:test';
import { isAdult } from '#src/features/creators/index.ts';
import { adultOn } from '#src/features/creators/rules/age.ts';
import { dayMs } from '#src/lib/time.ts';
import { makeAgency, makeCreator, makeExported, makeOperator, search, tokenOf, type MadeAgency } from '../make.ts';
import { measured } from '../measured.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';
import { dice, inLanes, times } from './dice.ts';

const seed = 1804;
const zones = [...Intl.supportedValuesOf('timeZone'), 'Etc/GMT+12', 'Etc/GMT-14'];
const calendars = new Map(zones.map((zone) => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone })]));

/** How old somebody is by the calendar of a zone: one year more once month and day have come round. */
function ageIn(zone: string, birthDate: string, now: Date): number {
  const today = calendars.get(zone)!.format(now);
  return Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (today.slice(5) < birthDate.slice(5) ? 1 : 0);
}
/** The reference: a minor, for us, is whoever is under 18 by any calendar on Earth. The last one is that of UTC-12. */
const isMinor = (birthDate: string | null, now: Date, asked: readonly string[] = ['Etc/GMT+12']): boolean =>
  birthDate === null || asked.some((zone) => ageIn(zone, birthDate, now) < 18);

const dayText = (ms: number) => new Date(ms).toISOString().slice(0, 10);
/** Birth dates anywhere in a century, a fourth of them on or about 29 February. */
function birthDate(roll: ReturnType<typeof dice>): string {
  const year = 1925 + roll.below(100);
  return dayText(roll.chance(0.25) ? Date.UTC(year - (year % 4), 1, 27 + roll.below(4)) : Date.UTC(year, 0, 1 + roll.below(366)));
}

interface Known {
  creatorId: string;
  caller: Caller | undefined;
  /** The truth about her, which the program may not know. */
  birthDate: string | null;
}
/** Minors, and people of unknown age, who are found, can be asked, or hold a permission. */
async function minorsWithin(t: TestApp, agency: MadeAgency, people: Known[]): Promise<string[]> {
  const broken: string[] = [];
  const found = new Set<string>((await search(agency, { limit: 200 })).body.items.map((i: { creatorId: string }) => i.creatorId));
  const on = await t.owner.query<{ creator_id: string }>('select creator_id from consents where granted');
  const granted = new Set(on.rows.map((r) => r.creator_id));
  for (const p of people.filter((one) => isMinor(one.birthDate, t.now()))) {
    const who = `${p.creatorId}, born ${p.birthDate ?? 'nobody knows when'},`;
    if (found.has(p.creatorId)) broken.push(`${who} is found`);
    if (granted.has(p.creatorId)) broken.push(`${who} holds a permission`);
    const byId = await agency.owner.get(`/v1/agencies/${agency.agencyId}/creators/${p.creatorId}`);
    if (byId.status !== 404) broken.push(`${who} has a page`);
    const sent = await agency.owner.post(`/v1/agencies/${agency.agencyId}/invites`, { creatorIds: [p.creatorId] });
    if (sent.body.items[0].refusal?.code !== 'invites.not_findable') broken.push(`${who} can be invited`);
    for (const purpose of ['discovery', 'exact_numbers', 'live_data', 'listening'] as const) {
      const asked = await p.caller?.put(`/v1/me/consents/${purpose}`, { granted: true, textVersion: newestVersion(purpose) });
      if (asked && (asked.status !== 403 || asked.body.code !== 'creators.age_unknown'))
        broken.push(`${who} may give ${purpose}: ${asked.status}`);
    }
  }
  return broken;
}

/** An imported profile with its claim link, still nobody's. */
async function imported(operator: Caller, handle: string): Promise<string> {
  const taken = await operator.post('/v1/creators/import', { platform: 'twitch', rows: [{ row: 1, fields: { handle, followers: 5000 } }] });
  assert.equal(taken.body.created, 1, taken.text);
  const link = await operator.post('/v1/creators/claim-links', { handle, platform: 'twitch' });
  return tokenOf(link.body.url);
}

/** A link of an agency to whom its export tells of; nobody's profile yet. */
async function exported(t: TestApp, { agencyId, owner }: MadeAgency, handle: string): Promise<string> {
  const exportId = await makeExported(t, agencyId, handle, 'twitch');
  const by = await t.callerOf(owner.personId);
  return tokenOf((await by.post(`/v1/agencies/${agencyId}/standings/${exportId}/claim-link`)).body.url);
}

describe('K8: nobody under 18, or of unknown age, is found or invited', () => {
  // A millisecond before 1 March 2026 begins at UTC-12: whoever was born on 29 February 2008 turns 18 with the next one.
  const eve = new Date('2026-03-01T11:59:59.999Z');
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  before(async () => {
    t = await openTestApp({ relay: false });
    t.advance(eve.getTime() - t.now().getTime());
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
  });
  after(() => t.stop());

  test('by birthdays, zones and 29 February, and by every path in', async () => {
    const roll = dice(seed);
    let compared = 0;
    for (const born of times(4000, () => birthDate(roll))) {
      const birthday = Date.parse(`${Number(born.slice(0, 4)) + 18}${born.slice(4)}T00:00:00Z`.replace('02-29', '03-01'));
      const about = birthday + roll.one([0, 1, 12, 13, 14, 24]) * 3_600_000 - roll.one([0, 1]) * roll.one([1, 1000, dayMs]);
      const now = new Date(roll.chance(0.2) ? birthday + (roll.below(4000) - 2000) * dayMs : about);
      const asked = ['Etc/GMT+12', 'Etc/GMT-14', ...times(8, () => roll.one(zones))];
      assert.equal(isAdult(adultOn(born), now), !isMinor(born, now, asked), `${born} at ${now.toISOString()}, seed ${seed}`);
      compared++;
    }

    // The clock stands still for what hangs on a millisecond.
    let now = eve;
    const still = await openTestApp({ clock: () => now, db: { url: t.url, ownerUrl: t.ownerUrl } });
    try {
      const people: Known[] = [];
      const paths = ['join', 'claim', 'figures'] as const;
      const births = [
        '2008-02-28',
        '2008-02-29',
        '2008-03-01',
        '2008-03-02',
        '2015-06-01',
        ...times(40, () => dayText(eve.getTime() - 18 * 365.25 * dayMs + (roll.below(40) - 20) * dayMs)),
      ];
      const tried = births.flatMap((born, i) => paths.map((path) => ({ born, path, handle: `${path}${i}` })));
      const enter = async ({ born, path, handle }: (typeof tried)[number], token?: string) => {
        const person = await still.person(handle);
        const answer =
          path === 'join'
            ? await person.post('/v1/me/creator', { displayName: handle, platform: 'twitch', handle, birthDate: born })
            : path === 'claim'
              ? await person.post('/v1/creators/claim', {
                  token: token ?? (await imported(await still.callerOf(operator.personId), handle)),
                  birthDate: born,
                })
              : await person.post('/v1/figures/claim', { token: await exported(still, agency, handle), birthDate: born });
        return { person, answer };
      };
      await inLanes(4, tried, async (one) => {
        const { person, answer } = await enter(one);
        const minor = isMinor(one.born, now);
        assert.equal(answer.status, minor ? 403 : 200, `${one.path}, born ${one.born}: ${answer.text}`);
        if (minor) assert.equal(answer.body.code, 'creators.under_age');
        else people.push({ creatorId: answer.body.creatorId, caller: person, birthDate: one.born });
      });
      const kept = await t.owner.query<{ n: number }>('select count(*)::int as n from creators where adult_since is not null');
      assert.equal(kept.rows[0]!.n, people.length, 'a refusal leaves nothing of an age');

      // By import: a row may not bring an age, and what nobody has claimed has none.
      const row = { handle: 'aged', birthDate: '1990-01-01', adultSince: '2008-01-01' };
      const report = await operator.post('/v1/creators/import', { platform: 'twitch', rows: [{ row: 1, fields: row }] });
      assert.deepEqual(report.body.rejected, [{ row: 1, reason: 'birthDate: is not a field of a creator' }]);
      const nobodys = await t.owner.query<{ creator_id: string }>('select creator_id from creators where person_id is null');
      assert.ok(nobodys.rows.length > 10);
      people.push(...nobodys.rows.map((r) => ({ creatorId: r.creator_id, caller: undefined, birthDate: null })));

      // By an edit, and by an age that was set right after she had switched on.
      const wrong = await makeCreator(still, { on: true });
      assert.equal((await wrong.send('PATCH', '/v1/me/creator', { birthDate: '1990-01-01' })).status, 400);
      await still.app.relay.drain();
      assert.equal((await search(agency, { text: wrong.handle })).body.total, 1);
      for (const age of [`'2026-03-01'`, 'null']) {
        await t.owner.query(`update creators set adult_since = ${age} where creator_id = $1`, [wrong.creatorId]);
        await wrong.send('PATCH', '/v1/me/creator', { bio: `Set right to ${age}` });
        await still.app.relay.drain();
        await wrong.put('/v1/me/consents/discovery', { granted: false, textVersion: 2 });
        assert.deepEqual(
          await minorsWithin({ ...t, now: () => now }, agency, [
            { creatorId: wrong.creatorId, caller: await still.callerOf(wrong.personId), birthDate: null },
          ]),
          [],
        );
      }
      assert.deepEqual(await minorsWithin({ ...t, now: () => now }, agency, people), []);

      now = new Date(eve.getTime() + 1);
      for (const born of ['2008-02-29', '2008-03-01']) {
        const { person, answer } = await enter({ born, path: 'join', handle: `day${born}` });
        assert.equal(answer.status, 200, `born ${born}, on the day: ${answer.text}`);
        assert.equal((await person.put('/v1/me/consents/discovery', { granted: true, textVersion: 2 })).status, 200);
        await still.app.relay.drain();
        assert.equal((await search(agency, { text: `day${born}` })).body.total, 1);
      }
      assert.equal((await enter({ born: '2008-03-02', path: 'join', handle: 'tomorrow' })).answer.status, 403);
      for (const born of ['2007-02-29', '2026-03-02', '1899-12-31', '2026-13-01'])
        assert.equal((await enter({ born, path: 'join', handle: `never${born}` })).answer.status, 400, born);
      measured(
        'K8',
        `${compared} birthdays × 10 zones agree with the calendar; ${tried.length} ways in, ${people.length} people looked for: no minor`,
      );
    } finally {
      await still.stop();
    }
  });
});

describe('K8, seen to fail', () => {
  let t: TestApp;
  before(async () => void (t = await openTestApp()));
  after(() => t.stop());

  test('an age set too early in the database is caught', async () => {
    const operator = await makeOperator(t);
    const agency = await makeAgency(t, operator);
    const young = dayText(t.now().getTime() - 17 * 365 * dayMs);
    const person = await t.person('Young');
    const refused = await person.post('/v1/creators/claim', { token: await imported(operator, 'young'), birthDate: young });
    assert.equal(refused.status, 403);
    const { rows } = await t.owner.query<{ creator_id: string }>(
      `update creators set person_id = $1, adult_since = '2020-01-01', claimed_at = now() where person_id is null returning creator_id`,
      [person.personId],
    );
    assert.equal((await person.put('/v1/me/consents/discovery', { granted: true, textVersion: 2 })).status, 200);
    await t.app.relay.drain();
    const broken = await minorsWithin(t, agency, [{ creatorId: rows[0]!.creator_id, caller: person, birthDate: young }]);
    for (const said of ['is found', 'holds a permission', 'has a page', 'can be invited', 'may give discovery'])
      assert.ok(
        broken.some((b) => b.includes(said)),
        `${said}: ${broken.join('\n')}`,
      );
  });
});
