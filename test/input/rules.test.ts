// Bad input of every sort: well formed, and against the rules: a clear 4xx with a code, and nothing written.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tokenOf } from '../make.ts';
import { terms } from '../operations/samples/making.ts';
import type { Scene } from '../operations/scene.ts';
import type { Answer, TestApp } from '../server.ts';
import { bugs, complaints, countAll, none, openScene } from './spoilt.ts';

describe('bad input: rules', () => {
  let t: TestApp;
  let scene: Scene;
  before(async () => {
    scene = await openScene();
    t = scene.t;
  });
  after(() => t.stop());

  test('terms out of bounds and out of policy, in every field, in an invitation and as standard terms', async () => {
    const { agency, target, as } = scene;
    const cases: [Record<string, unknown>, number, string][] = [
      [{ commissionBps: 2001 }, 422, 'terms.commission_too_high'],
      [{ months: 13 }, 422, 'terms.too_long'],
      [{ coolingOffDays: 13 }, 422, 'terms.cooling_off_too_short'],
      [{ noticeDays: 31 }, 422, 'terms.notice_too_long'],
      [{ commissionBps: 10_001 }, 400, 'request.invalid'],
      [{ commissionBps: -1 }, 400, 'request.invalid'],
      [{ commissionBps: 800.5 }, 400, 'request.invalid'],
      [{ commissionBps: '800' }, 400, 'request.invalid'],
      [{ paidFrom: 'moon' }, 400, 'request.invalid'],
      [{ months: 0 }, 400, 'request.invalid'],
      [{ coolingOffDays: -1 }, 400, 'request.invalid'],
      [{ noticeDays: -1 }, 400, 'request.invalid'],
      [{ coachingHoursMonthly: 101 }, 400, 'request.invalid'],
      [{ exclusive: 'yes' }, 400, 'request.invalid'],
      [{ trialLive: 1 }, 400, 'request.invalid'],
      [{ exitFee: 100 }, 400, 'request.invalid'],
    ];
    const before = await countAll(t);
    for (const [change, status, code] of cases) {
      const bad = { ...terms, ...change };
      const sent = await as.owner.post(`/v1/agencies/${agency.agencyId}/invites`, { creatorIds: [target.creatorId], terms: bad });
      const set = await as.owner.put(`/v1/agencies/${agency.agencyId}/terms`, { terms: bad });
      for (const answer of [sent, set])
        assert.deepEqual([answer.status, answer.body.code], [status, code], `${JSON.stringify(change)}: ${answer.text}`);
    }
    assert.deepEqual(await countAll(t), before);
    await as.admin.post('/v1/policies', {
      kind: 'terms',
      params: {
        commissionBpsMax: 2000,
        monthsMax: 12,
        coolingOffDaysMin: 14,
        noticeDaysMax: 30,
        exclusiveAllowed: false,
        trialLiveAllowed: false,
        standard: terms,
      },
      source: 'a test',
      certainty: 'inferred',
    });
    for (const [change, code] of [
      [{ exclusive: true }, 'terms.exclusive_not_allowed'],
      [{ trialLive: true }, 'terms.trial_not_allowed'],
    ] as const) {
      const answer = await as.owner.put(`/v1/agencies/${agency.agencyId}/terms`, { terms: { ...terms, ...change } });
      assert.deepEqual([answer.status, answer.body.code], [422, code]);
    }
  });

  test('thirty-one names, a name twice, unknown names, no birth date, impossible ones, a handle taken', async () => {
    const { agency, as, creator } = scene;
    const send = (creatorIds: string[]) => as.owner.post(`/v1/agencies/${agency.agencyId}/invites`, { creatorIds, terms });
    const unknown = (i: number) => `01900000-0000-7000-8000-${String(i).padStart(12, '0')}`;
    const ids = Array.from({ length: 31 }, (_, i) => unknown(i));
    // Somebody new has a new key, and is told so.
    const who = await t.person('Nova Newcomer');
    const before = await countAll(t);
    const refused: [Answer, number, string][] = [
      [await send(ids), 400, 'request.invalid'],
      [await send([]), 400, 'request.invalid'],
      [await send([ids[0]!, ids[0]!]), 400, 'invites.named_twice'],
    ];
    const join = (more: object) => who.post('/v1/me/creator', { displayName: 'N', platform: 'twitch', handle: 'nova', ...more });
    for (const [birthDate, status, code] of [
      [undefined, 400, 'request.invalid'],
      ['', 400, 'request.invalid'],
      ['2001-02-30', 400, 'request.invalid'],
      ['1899-12-31', 400, 'creators.birth_date_impossible'],
      ['2999-01-01', 400, 'creators.birth_date_impossible'],
      [new Date(t.now().getTime() - 17 * 365.25 * 86_400_000).toISOString().slice(0, 10), 403, 'creators.under_age'],
    ] as const)
      refused.push([await join({ birthDate }), status, code]);
    for (const [{ status, body, text }, wanted, code] of refused) assert.deepEqual([status, body.code], [wanted, code], text);
    assert.deepEqual(await countAll(t), before);
    assert.deepEqual((await join({ birthDate: '1990-01-01', handle: creator.handle })).body.code, 'creators.handle_taken');
    const thirty = await send(ids.slice(0, 30));
    assert.equal(thirty.status, 200);
    assert.ok(thirty.body.items.every((i: { refusal: { code: string } }) => i.refusal.code === 'invites.not_findable'));
    const link = await as.admin.post('/v1/creators/claim-links', { handle: creator.handle, platform: 'twitch' });
    assert.equal(link.body.code, 'creators.already_claimed');
  });

  test('a claim refused for age leaves the link unused; used and expired links say so and change nothing', async () => {
    const { as } = scene;
    await as.admin.post('/v1/creators/import', { platform: 'twitch', rows: [{ row: 1, fields: { handle: 'waiting' } }] });
    const link = async () => tokenOf((await as.admin.post('/v1/creators/claim-links', { handle: 'waiting', platform: 'twitch' })).body.url);
    const [older, token] = [await link(), await link()];
    const who = await t.person('Will Waiting');
    const claim = (text: string, birthDate = '1990-01-01') => who.post('/v1/creators/claim', { token: text, birthDate });
    assert.equal((await claim(older)).body.code, 'people.link_expired', 'only the newest link works');
    const young = new Date(t.now().getTime() - 10 * 365 * 86_400_000).toISOString().slice(0, 10);
    assert.equal((await claim(token, young)).body.code, 'creators.under_age');
    assert.equal((await claim(token)).status, 200);
    const late = await t.person('Lars Late');
    assert.equal((await late.post('/v1/creators/claim', { token, birthDate: '1990-01-01' })).body.code, 'people.link_used');
    const unknown = token.slice(0, -1) + (token.endsWith('_') ? '-' : '_');
    assert.equal((await late.post('/v1/creators/claim', { token: unknown, birthDate: '1990-01-01' })).body.code, 'people.link_not_found');
    assert.equal((await late.get('/v1/me/creator')).status, 404);
  });

  test('sign-up and sign-in refuse the same sorts of thing, and give nobody a role', async () => {
    const good = { name: 'Nina Nice', email: 'nina@people.invalid', password: 'long enough for us' };
    const auth = (path: string, body: unknown, headers = {}) =>
      t.visitor.send('POST', `/auth/${path}`, body, { 'content-type': 'application/json', origin: 'http://greenroom.test', ...headers });
    const wrong: string[] = [];
    const before = await countAll(t);
    const bad: unknown[] = [
      null,
      [],
      'x',
      {},
      '{',
      { ...good, password: 'short' },
      { ...good, password: 'x'.repeat(201) },
      { ...good, email: 'no' },
      { ...good, email: 'a\0@b.cc' },
    ];
    bad.push(
      { ...good, name: 'a\0b' },
      { ...good, email: ['x'] },
      { ...good, password: { a: 1 } },
      { ...good, name: 7 },
      { ...good, name: 'x'.repeat(20_000) },
    );
    bad.push(
      { ...good, name: '\u202eevil' },
      { ...good, name: 'line\nbreak' },
      { ...good, name: '   ' },
      { ...good, name: 'n'.repeat(81) },
    );
    for (const path of ['sign-up/email', 'sign-in/email'])
      for (const body of bad) {
        const answer = await auth(path, body);
        if (answer.status === 200) wrong.push(`${path} ${JSON.stringify(body).slice(0, 80)} was accepted`);
        wrong.push(...complaints(`${path} ${JSON.stringify(body).slice(0, 80)}`, answer));
      }
    for (const path of [
      'nowhere',
      'update-user',
      'delete-user',
      'change-password',
      'change-email',
      'request-password-reset',
      'reset-password',
      'sign-in/social',
      'link-social',
    ])
      wrong.push(...complaints(path, await auth(path, { ...good, newPassword: 'x', token: 'x', provider: 'x', newEmail: 'q@q.qq' })));
    none(wrong);
    assert.deepEqual(await countAll(t), before);
    const made = await auth('sign-up/email', {
      ...good,
      operator_role: 'admin',
      operatorRole: 'admin',
      email_verified: true,
      emailVerified: true,
      id: 'x',
    });
    const { rows } = await t.owner.query(`select operator_role, email_verified from people where email = $1`, [good.email]);
    assert.deepEqual(rows, made.status === 200 ? [{ operator_role: null, email_verified: false }] : []);
    assert.deepEqual(bugs(t), []);
  });
});
