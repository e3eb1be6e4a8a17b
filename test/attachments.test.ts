// Files that go along with messages: sent in parts, looked into, given to the two sides alone, for keeping and never for showing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { dayMs } from '#src/lib/time.ts';
import { makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency, type MadeCreator } from './make.ts';
import { times } from './promises/dice.ts';
import { openTestApp, type Answer, type Caller, type TestApp } from './server.ts';

describe('attachments', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  let her: MadeCreator;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
    her = await makeCreator(t, { on: true });
  });
  after(() => t.stop());

  const ours = (one = her, by = agency) => `/v1/agencies/${by.agencyId}/threads/${one.creatorId}`;
  const hers = (by = agency) => `/v1/me/threads/${by.agencyId}`;
  const said = ({ status, body }: Answer) => [status, body.code];
  const partBytes = 524_288;
  async function begin(who: Caller, at: string, content: Buffer, name = 'plan.txt'): Promise<string> {
    const begun = await who.post(`${at}/files`, { name, bytes: content.length });
    assert.equal(begun.status, 200, begun.text);
    return begun.body.fileId;
  }
  const part = (who: Caller, at: string, fileId: string, content: Buffer, n = 0) =>
    who.put(`${at}/files/${fileId}/parts/${n}`, { data: content.subarray(n * partBytes, (n + 1) * partBytes).toString('base64') });
  async function send(who: Caller, at: string, content: Buffer, name?: string): Promise<{ fileId: string; last: Answer }> {
    const fileId = await begin(who, at, content, name);
    let last = await part(who, at, fileId, content, 0);
    for (let n = 1; n * partBytes < content.length; n++) last = await part(who, at, fileId, content, n);
    return { fileId, last };
  }
  const plan = Buffer.from('Our plan for November');

  test('a file in several parts arrives as it was sent, under a clean name', async () => {
    const long = Buffer.from('A line of a plan.\n'.repeat(60_000));
    const { fileId, last } = await send(agency.owner, ours(), long, '..\\plans\\November.html');
    assert.deepEqual(last.body, { fileId, n: 2, kind: 'text' });
    const written = await agency.owner.post(`${ours()}/messages`, { fileIds: [fileId] });
    assert.equal(written.status, 200, written.text);
    const [message] = (await her.get(hers())).body.items;
    assert.deepEqual(message.files, [{ fileId, name: 'November.txt', kind: 'text', bytes: long.length }]);
    for (const [who, at] of [
      [her, hers()],
      [agency.owner, ours()],
    ] as const) {
      const got = await who.get(`${at}/files/${fileId}`);
      assert.equal(got.status, 200, got.text);
      assert.equal(got.text, long.toString());
      assert.equal(got.headers.get('content-type'), 'text/plain; charset=utf-8');
      assert.equal(got.headers.get('content-disposition'), `attachment; filename="November.txt"; filename*=UTF-8''November.txt`);
      assert.equal(got.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(got.headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'; sandbox");
      assert.equal(got.headers.get('cache-control'), 'private, no-store');
    }
  });

  test('nobody but the two sides is given it, nor is one that was not sent', async () => {
    await her.post(`${hers()}/messages`, { text: 'Please send me the plan' });
    const { fileId } = await send(agency.owner, ours(), plan);
    assert.equal((await agency.owner.get(`${ours()}/files/${fileId}`)).status, 404);
    assert.equal((await agency.owner.post(`${ours()}/messages`, { text: 'Here', fileIds: [fileId] })).status, 200);
    const [other, stranger] = [await makeAgency(t, operator), await makeCreator(t, { on: true })];
    const tried = [
      await other.owner.get(`${ours(her, other)}/files/${fileId}`),
      await other.owner.get(`${ours()}/files/${fileId}`),
      await stranger.get(`${hers()}/files/${fileId}`),
      await her.get(`${hers(other)}/files/${fileId}`),
      await operator.get(`${ours()}/files/${fileId}`),
      await (await agency.seat('coach')).get(`${ours()}/files/${fileId}`),
    ];
    assert.deepEqual(
      tried.map((a) => a.status),
      times(tried.length, () => 404),
    );
    assert.equal((await (await agency.seat('finance')).get(`${ours()}/files/${fileId}`)).status, 403);
    assert.equal((await t.visitor.get(`${ours()}/files/${fileId}`)).status, 401);
  });

  test('what is something else inside is refused, whatever it is called', async () => {
    const packed = `%PDF-1.5\n7 0 obj << /Type /ObjStm /N 1 /Filter /FlateDecode >>\nstream\n${deflateSync('1 0 << /S /Launch /F (x) >>').toString('latin1')}\nendstream endobj\n%%EOF\n`;
    const bomb = `%PDF-1.5\n7 0 obj << /Type /ObjStm /N 1 /Filter /FlateDecode >>\nstream\n${deflateSync(Buffer.alloc(40_000_000)).toString('latin1')}\nendstream endobj\n%%EOF\n`;
    const cases: [Buffer, string, string][] = [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'photo.png', 'messages.file_kind'],
      [Buffer.from([0x4d, 0x5a, 0x90, 0]), 'plan.pdf', 'messages.file_kind'],
      [Buffer.from(packed, 'latin1'), 'plan.pdf', 'messages.file_active'],
      [Buffer.from(bomb, 'latin1'), 'plan.pdf', 'messages.file_active'],
      [Buffer.from('%PDF-1.7 cut off'), 'plan.pdf', 'messages.file_broken'],
    ];
    for (const [content, name, code] of cases) {
      const { fileId, last } = await send(her, hers(), content, name);
      assert.deepEqual(said(last), [422, code], name);
      const sent = await her.post(`${hers()}/messages`, { text: 'x', fileIds: [fileId] });
      assert.deepEqual(said(sent), [409, 'messages.file_not_whole']);
    }
  });

  test('a part is of its length, and a file is sent once, by whoever began it', async () => {
    const fileId = await begin(her, hers(), plan);
    assert.deepEqual(said(await part(her, hers(), fileId, Buffer.from('too short'))), [400, 'messages.part_unknown']);
    assert.deepEqual(said(await part(her, hers(), fileId, plan, 1)), [400, 'messages.part_unknown']);
    assert.deepEqual(said(await part(agency.owner, ours(), fileId, plan)), [404, 'messages.file_unknown']);
    assert.deepEqual(said(await her.post(`${hers()}/messages`, { fileIds: [fileId] })), [409, 'messages.file_not_whole']);
    assert.equal((await part(her, hers(), fileId, plan)).body.kind, 'text');
    assert.equal((await part(her, hers(), fileId, plan)).body.kind, 'text');
    assert.deepEqual(said(await agency.owner.post(`${ours()}/messages`, { fileIds: [fileId] })), [409, 'messages.file_not_whole']);
    assert.equal((await her.post(`${hers()}/messages`, { fileIds: [fileId, fileId] })).status, 200);
    assert.deepEqual(said(await her.post(`${hers()}/messages`, { fileIds: [fileId] })), [409, 'messages.file_not_whole']);
    assert.deepEqual(said(await part(her, hers(), fileId, plan)), [404, 'messages.file_unknown']);
    assert.equal((await her.post(`${hers()}/files`, { name: 'big.png', bytes: 4_194_305 })).status, 400);
    assert.equal((await her.post(`${hers()}/messages`, { fileIds: times(6, () => fileId) })).status, 400);
    const report = await t.app.verify();
    assert.ok(report.ok, JSON.stringify(report));
  });

  test('whoever may not write begins no file; what came before a withdrawal or a block is no longer given to the agency', async () => {
    const [one, by] = [await makeCreator(t, { on: true }), await makeAgency(t, operator)];
    await by.owner.post(`${ours(one, by)}/messages`, { text: 'Hello' });
    const { fileId } = await send(one, hers(by), plan);
    await one.post(`${hers(by)}/messages`, { fileIds: [fileId] });
    assert.equal((await by.owner.get(`${ours(one, by)}/files/${fileId}`)).status, 200);
    const half = await begin(by.owner, ours(one, by), plan);
    await part(by.owner, ours(one, by), half, plan);
    await one.post('/v1/me/blocks', { agencyId: by.agencyId });
    assert.deepEqual(said(await by.owner.get(`${ours(one, by)}/files/${fileId}`)), [404, 'messages.file_unknown']);
    assert.deepEqual(said(await by.owner.post(`${ours(one, by)}/messages`, { fileIds: [half] })), [404, 'messages.not_reachable']);
    assert.deepEqual(said(await by.owner.post(`${ours(one, by)}/files`, { name: 'a', bytes: 1 })), [404, 'messages.not_reachable']);
    assert.equal((await one.get(`${hers(by)}/files/${fileId}`)).status, 200);
    await setConsent(one, 'discovery', false);
    assert.equal((await by.owner.get(`${ours(one, by)}/files/${fileId}`)).status, 404);
  });

  test('fifty in a day; what was never sent is forgotten after one', async () => {
    const [one, by] = [await makeCreator(t, { on: true }), await makeAgency(t, operator)];
    for (const _ of times(50, (i) => i)) await begin(by.owner, ours(one, by), plan);
    const more = await by.owner.post(`${ours(one, by)}/files`, { name: 'a', bytes: 1 });
    assert.deepEqual(said(more), [429, 'messages.files_full']);
    const rest = async () =>
      (await t.owner.query<{ n: number }>('select count(*)::int as n from message_files where creator_id = $1', [one.creatorId])).rows[0]!
        .n;
    await t.app.carryOut('messages.sweep', {});
    assert.equal(await rest(), 50);
    t.advance(dayMs + 1000);
    await t.app.carryOut('messages.sweep', {});
    assert.equal(await rest(), 0);
  });

  test('what an agency has begun and not sent fits into the bound of the rule, in all conversations together and at once; what is sent makes room', async () => {
    const by = await makeAgency(t, operator);
    const others = await Promise.all(times(6, () => makeCreator(t, { on: true })));
    const params = { beforeReplyMax: 5, textMax: 4000, waitingMegabytesMax: 9 };
    const rule = await operator.post('/v1/policies', { kind: 'messages', params, source: 'a test', certainty: 'inferred' });
    assert.equal(rule.status, 200, rule.text);
    const whole = 4_194_304;
    const ask = (one: MadeCreator, bytes = whole) => by.owner.post(`${ours(one, by)}/files`, { name: 'plan.txt', bytes });
    const asked = await Promise.all(others.map((one) => ask(one)));
    const refused = asked.filter(({ status }) => status !== 200);
    assert.deepEqual(
      refused.map(said),
      times(4, () => [429, 'messages.waiting_full']),
    );
    assert.equal(refused[0]!.body.mostBytes, 9 * 1_048_576);
    assert.deepEqual(said(await ask(others[0]!, 1_048_576 + 1)), [429, 'messages.waiting_full']);
    // To another agency it is no matter, and a creator has her own bounds.
    assert.equal((await agency.owner.post(`${ours(others[0]!)}/files`, { name: 'plan.txt', bytes: whole })).status, 200);
    const small = await send(by.owner, ours(others[0]!, by), Buffer.alloc(1_048_576, 'x'));
    assert.deepEqual(said(await ask(others[1]!, 1)), [429, 'messages.waiting_full']);
    assert.equal((await by.owner.post(`${ours(others[0]!, by)}/messages`, { fileIds: [small.fileId] })).status, 200);
    assert.equal((await ask(others[1]!, 1_048_576)).status, 200);
  });
});
