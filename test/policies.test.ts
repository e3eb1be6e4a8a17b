// Rules as dated data: what a draft would do is what it does when it is put in force, it takes force on its day and not before, and what was
// agreed stays as it was agreed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Params, PolicyKind } from '#src/features/policies/contract.ts';
import { defaults } from '#src/features/policies/rules/presets.ts';
import { dayMs, dayOf } from '#src/lib/time.ts';
import { invite, makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from './make.ts';
import { terms } from './operations/samples/making.ts';
import { dice, times } from './promises/dice.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

const hourMs = 3_600_000;
const source = { source: 'a test', certainty: 'inferred' };

interface Effect {
  name: string;
  of: number;
  before: number;
  after: number;
  gained: number;
  lost: number;
  unknown: number;
  named: boolean;
}
/** A world with one agency, and the questions that an operator asks. */
async function openRoom() {
  const t = await openTestApp();
  const operator = await makeOperator(t);
  const agency = await makeAgency(t, operator);
  const put = async <K extends PolicyKind>(kind: K, params: Params[K], more: object = {}) => {
    const done = await operator.post('/v1/policies', { kind, params, ...source, ...more });
    assert.equal(done.status, 200, done.text);
    return done.body;
  };
  const preview = async <K extends PolicyKind>(kind: K, params: Params[K], by = operator) => {
    const asked = await by.post('/v1/policies/preview', { kind, params });
    assert.equal(asked.status, 200, asked.text);
    const effects = asked.body.effects as Effect[];
    return { ...asked.body, of: (name: string) => effects.find((one) => one.name === name)! };
  };
  const affected = async <K extends PolicyKind>(kind: K, params: Params[K], effect: string, change: 'gained' | 'lost', limit = 200) => {
    const all: { creator: { creatorId: string } | null; agency: { agencyId: string } | null; n: number }[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await operator.post('/v1/policies/preview/affected', { kind, params, effect, change, limit, ...(cursor && { cursor }) });
      assert.equal(page.status, 200, page.text);
      all.push(...page.body.items);
      cursor = page.body.nextCursor;
      more = page.body.nextCursor !== null;
    }
    return all;
  };
  const join = async (her: MadeCreator, by: MadeAgency = agency, more: object = {}): Promise<string> => {
    const inviteId = await invite(by, her.creatorId, { terms: { ...terms, months: 6, ...more } });
    const joined = await her.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
    assert.equal(joined.status, 200, joined.text);
    return joined.body.membershipId;
  };
  /** LIVEs of so many hours, one a day, the last of them `ago` days before now. */
  const onAir = async (her: MadeCreator, days: number, hours: number, ago: number) => {
    const events = times(days, (i) => i).flatMap((i) => {
      const from = t.now().getTime() - (ago + i) * dayMs - hours * hourMs;
      const one = (type: string, at: number) => ({
        specversion: '1.0',
        id: `${her.handle}-${i}-${ago}-${type}`,
        source: 'test',
        type,
        time: new Date(at).toISOString(),
        platform: 'twitch',
        subject: her.handle,
        session: `${ago}-${i}`,
      });
      return [one('stream.started', from), one('stream.ended', from + hours * hourMs)];
    });
    const taken = await operator.post('/v1/live/events', events);
    assert.deepEqual([taken.status, taken.body.rejected], [200, []], taken.text);
  };
  return { t, operator, agency, put, preview, affected, join, onAir };
}
const beside = (some: ReadonlySet<string>, others: ReadonlySet<string>) => [...some].filter((one) => !others.has(one)).toSorted();
type Room = Awaited<ReturnType<typeof openRoom>>;

describe('what a draft would do', () => {
  let room: Room;
  before(async () => {
    room = await openRoom();
  });
  after(() => room?.t.stop());

  test('leaving: whoever a preview names is let go at once when the rule is in force, and nobody else', async () => {
    const { t, agency, put, preview, affected, join, onAir } = room;
    const { below } = dice(20_261);
    const roll = (from: number, to: number) => from + below(to - from + 1);
    const members: MadeCreator[] = [];
    for (const wait of [20, 9, 6]) {
      const some = await Promise.all(times(6, () => makeCreator(t, { on: true })));
      await Promise.all(some.map((her) => join(her, agency, { coolingOffDays: 14, noticeDays: 7 })));
      members.push(...some);
      t.advance(wait * dayMs);
    }
    // A third was never heard: of them nothing is known.
    for (const [i, her] of members.entries()) if (i % 3 !== 0) await onAir(her, roll(1, 6), roll(1, 5), roll(0, 4));
    const free = async () => {
      const rules = await Promise.all(members.map(async (her) => (await her.get('/v1/me/memberships')).body.items[0].ifLeftNow.rule));
      return new Set(members.filter((_, i) => rules[i] === 'low_activity').map((her) => her.creatorId));
    };
    let is = await free();
    for (const draft of [
      null,
      ...times(8, () => ({ windowDays: roll(10, 80), validDaysMin: roll(0, 8), hoursMin: roll(0, 25) })),
      { windowDays: 60, validDaysMin: 14, hoursMin: 45 },
    ]) {
      const rule = { lowActivity: draft };
      const said = (await preview('exits', rule)).of('exits.now');
      const [gained, lost] = [await affected('exits', rule, 'exits.now', 'gained', 3), await affected('exits', rule, 'exits.now', 'lost')];
      await put('exits', rule);
      const will = await free();
      const ids = (all: typeof gained) => all.map(({ creator }) => creator!.creatorId).toSorted();
      assert.deepEqual(ids(gained), beside(will, is), JSON.stringify(draft));
      assert.deepEqual(ids(lost), beside(is, will), JSON.stringify(draft));
      assert.deepEqual([said.of, said.gained, said.lost], [members.length, gained.length, lost.length]);
      assert.ok(draft === null || said.unknown > 0 || said.before === 0, 'who was never heard is told as not known');
      is = will;
    }
  });
});
