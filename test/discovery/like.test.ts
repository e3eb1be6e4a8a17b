// Look-alikes: who has most in common with those chosen comes first, they themselves are left out; who cannot be found is nobody here.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { likeMax } from '#src/features/discovery/contract.ts';
import { likeMost } from '#src/features/discovery/ui/parts/address.ts';
import { bandOf } from '#src/features/creators/index.ts';
import { makeAgency, makeCreator, makeOperator, search, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

interface Found {
  creatorId: string;
  handle: string;
  fit: number;
  why: { part: string; score: number; matched: { word: string }[] }[];
}

for (const engine of ['PostgreSQL', 'the index'])
  describe(`look-alikes by ${engine}`, () => {
    let t: TestApp;
    let operator: Caller;
    let agency: MadeAgency;
    const made: Record<string, MadeCreator> = {};
    const settle = async () => {
      await t.app.relay.drain();
      if (engine === 'the index') await t.app.index!.settle();
    };
    before(async () => {
      t = await openTestApp(engine === 'the index' ? { index: {} } : {});
      t.app.index?.start();
      operator = await makeOperator(t);
      agency = await makeAgency(t, operator);
      const give = async (handle: string, languages: string[], categories: string[], averageViewers: number, streamMinutes: number) => {
        const figures = { averageViewers, streamMinutes };
        made[handle] = await makeCreator(t, { handle, languages, categories, figures, on: true, exact: true }, operator);
      };
      await give('mina', ['de', 'en'], ['pottery', 'music'], 300, 3000);
      await give('twin', ['de'], ['music', 'pottery'], 310, 3100);
      await give('second', ['fr', 'de'], ['music', 'pottery'], 300, 3000);
      await give('bigger', ['de'], ['music', 'pottery'], 600, 3000);
      await give('half', ['de'], ['music'], 300, 3000);
      await give('stranger', ['ja'], ['chess'], 90_000, 90_000);
      await give('busy', ['ja'], ['chess'], 90_000, 3000);
      await give('unknown', ['ja'], [], 1, 1);
      await settle();
    });
    after(() => t.stop());
    const of = (...handles: string[]) => handles.map((handle) => made[handle]!.creatorId);
    const found = async (query: object): Promise<Found[]> => {
      const answer = await search(agency, { limit: 50, ...query });
      assert.equal(answer.status, 200, answer.text);
      return answer.body.items;
    };
    const handles = (items: Found[]) => items.map((i) => i.handle);

    test('the most alike first, with what they have in common; she herself is left out, and nobody else', async () => {
      const items = await found({ like: of('mina') });
      assert.deepEqual(handles(items).slice(0, 5), ['twin', 'half', 'second', 'bigger', 'busy']);
      assert.deepEqual(
        handles(items).toSorted(),
        Object.keys(made)
          .filter((h) => h !== 'mina')
          .toSorted(),
      );
      const [twin] = items;
      assert.deepEqual(
        twin!.why.map(({ part, matched }) => [part, matched.map((m) => m.word)]),
        [
          ['language', ['de']],
          ['audience', []],
          ['category', ['music', 'pottery']],
          ['activity', []],
        ],
      );
      assert.equal(
        twin!.fit,
        twin!.why.reduce((sum, { score }) => sum + score, 0),
      );
      const stranger = items.find((i) => i.handle === 'stranger')!;
      assert.deepEqual([stranger.fit, stranger.why], [0, []], 'as large as can be, and nothing in common');
      const busy = items.find((i) => i.handle === 'busy')!;
      assert.deepEqual([busy.fit, busy.why.map((w) => w.part)], [60, ['activity']]);
    });

    test('whom others are to be like is named in the order asked, and noted as shown', async () => {
      const like = of('twin', 'mina');
      const { body } = await search(agency, { like, limit: 1 });
      assert.deepEqual(
        body.like.map((c: Found) => c.handle),
        ['twin', 'mina'],
      );
      assert.deepEqual(Object.keys(body.like[0]).toSorted(), ['creatorId', 'displayName', 'handle', 'platform']);
      assert.deepEqual((await search(agency)).body.like, []);
      await t.app.exposures.flush();
      for (const her of [made['twin']!, made['mina']!])
        assert.equal((await her.get('/v1/me/exposures')).body.items[0].surface, 'search', her.handle);
    });

    test('with filters only those who pass them, in the same order; with text, only those who have the words', async () => {
      const like = of('mina');
      const items = await found({ like, filters: { languages: ['ja'] } });
      assert.deepEqual(handles(items).toSorted(), ['busy', 'stranger', 'unknown']);
      assert.equal(items[0]!.handle, 'busy');
      assert.ok(
        items.every((i) => !i.why.some((w) => w.part === 'language')),
        'what is asked for is no likeness',
      );
      assert.deepEqual(handles(await found({ like, filters: { averageViewers: { min: 500, max: 700 } } })), ['bigger']);
      assert.deepEqual(handles(await found({ like, text: 'twin' })), ['twin']);
      assert.equal((await found({ like, sort: 'averageViewers' }))[0]!.creatorId, (await found({ sort: 'averageViewers' }))[0]!.creatorId);
    });

    test('page by page nobody twice and nobody left out; a cursor belongs to the likeness that it was made for', async () => {
      const like = of('mina', 'busy');
      const all = await found({ like });
      const ids: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const { body } = await search(agency, { like, limit: 2, ...(cursor !== undefined && { cursor }) });
        ids.push(...body.items.map((i: Found) => i.creatorId));
        cursor = body.nextCursor;
      }
      assert.deepEqual(
        ids,
        all.map((i) => i.creatorId),
      );
      const { body } = await search(agency, { like, limit: 2 });
      for (const other of [{ like: of('mina') }, { like: of('mina', 'twin') }, {}]) {
        const refused = await search(agency, { ...other, limit: 2, cursor: body.nextCursor });
        assert.deepEqual([refused.status, refused.body.code], [400, 'discovery.bad_cursor'], JSON.stringify(other));
      }
    });

    test('a number that is shared by its band moves inside it, and nothing changes', async () => {
      const { from, to } = bandOf('averageViewers', 1234);
      const figures = { averageViewers: from, streamMinutes: 3000 };
      const her = await makeCreator(t, { handle: 'banded', figures, on: true }, operator);
      await settle();
      const before_ = await found({ like: [her.creatorId] });
      await operator.post('/v1/creators/import', {
        platform: 'twitch',
        rows: [{ row: 1, fields: { handle: 'banded', averageViewers: to - 1 } }],
      });
      await settle();
      assert.deepEqual(await found({ like: [her.creatorId] }), before_);
    });

    test('none, six, and one named twice are refused; so is an agency’s coach', async () => {
      const six = of('mina', 'twin', 'second', 'bigger', 'half', 'busy');
      for (const like of [[], six, [six[0], six[0]], ['somebody'], [six[0], six[0]!.toUpperCase()]])
        assert.equal((await search(agency, { like })).status, 400, JSON.stringify(like));
      assert.equal((await search(agency, { like: six.slice(0, likeMax) })).status, 200);
      assert.equal(likeMost, likeMax, 'what the screen takes');
      assert.equal((await search(agency, { like: of('mina') }, await agency.seat('coach'))).status, 403);
    });

    test('who cannot be found is nobody here: never said yes, unknown, withdrawn between two pages; in no answer afterwards', async () => {
      const never = await makeCreator(t, { categories: ['pottery'] });
      const ends = await makeCreator(t, { handle: 'ends', languages: ['de'], categories: ['music', 'pottery'], on: true });
      await settle();
      const gone = { status: 404, code: 'discovery.not_found' };
      const said = async (query: Record<string, unknown>) => {
        const { status, body, text } = await search(agency, query);
        assert.ok(!text.includes('ends'), text);
        return { status, code: body.code as string };
      };
      assert.deepEqual(await said({ like: [never.creatorId] }), gone);
      assert.deepEqual(await said({ like: [...of('mina'), '0197aaaa-0000-7000-8000-000000000000'] }), gone);
      const like = [...of('mina'), ends.creatorId];
      const first = await search(agency, { like, limit: 2 });
      assert.equal(first.body.like[1].handle, 'ends');
      assert.ok(handles(await found({ like: of('mina') })).includes('ends'));
      await setConsent(ends, 'discovery', false);
      assert.deepEqual(await said({ like, limit: 2, cursor: first.body.nextCursor }), gone);
      assert.deepEqual(await said({ like }), gone);
      assert.ok(!handles(await found({ like: of('mina') })).includes('ends'));
    });
  });
