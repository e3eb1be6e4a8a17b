// In which language a person reads, and what of it is on the record.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { locales } from '#src/lib/locales.ts';
import { makeCreator, type MadeCreator } from './make.ts';
import { openTestApp, type TestApp } from './server.ts';

describe('languages', () => {
  let t: TestApp;
  let creator: MadeCreator;
  before(async () => {
    t = await openTestApp();
    creator = await makeCreator(t);
  });
  after(() => t.stop());

  const center = async (header?: string) =>
    (await creator.send('GET', '/v1/me/agency-center', undefined, header === undefined ? {} : { 'accept-language': header })).body;

  test('consent texts come in the language asked for, the person’s own choice before the browser’s', async () => {
    assert.equal((await center()).text.locale, 'en');
    assert.equal((await center('pt-PT;q=0.5, ar-EG')).text.locale, 'ar');
    assert.equal((await creator.put('/v1/me/locale', { locale: 'ja' })).status, 200);
    assert.equal((await creator.get('/v1/me')).body.locale, 'ja');
    assert.equal((await center('ar')).text.locale, 'ja');
    assert.equal((await creator.put('/v1/me/locale', { locale: null })).status, 200);
    assert.equal((await center('ar')).text.locale, 'ar');
    assert.equal((await creator.put('/v1/me/locale', { locale: 'tlh' })).body.code, 'request.invalid');
  });

  test('every purpose has a text in every language, the same version, never the same words', async () => {
    const seen = new Set<string>();
    for (const locale of locales) {
      const { texts } = await center(locale);
      assert.deepEqual(
        texts.map((x: { purpose: string; version: number; locale: string }) => [x.purpose, x.version, x.locale]),
        ['discovery', 'exact_numbers', 'live_data', 'listening'].map((purpose) => [purpose, purpose === 'discovery' ? 2 : 1, locale]),
      );
      for (const { body, hash } of texts as { body: string; hash: string }[]) {
        assert.ok(body.length > 40);
        assert.ok(!seen.has(body) && !seen.has(hash), `${locale}: ${body}`);
        seen.add(body).add(hash);
      }
    }
  });

  test('a permission keeps the language and the hash of the text that was read', async () => {
    for (const [locale, body] of [
      ['es', { locale: 'es' }],
      ['zh-Hans', {}],
    ] as const) {
      const { texts } = await center(locale);
      const { hash } = texts.find((x: { purpose: string }) => x.purpose === 'exact_numbers');
      const set = (granted: boolean) =>
        creator.send('PUT', '/v1/me/consents/exact_numbers', { granted, textVersion: 1, ...body }, { 'accept-language': locale });
      const { history } = (await set(true)).body;
      assert.deepEqual([history[0].locale, history[0].textHash], [locale, hash]);
      await set(false);
    }
    const odd = await creator.put('/v1/me/consents/exact_numbers', { granted: true, textVersion: 1, locale: 'xx' });
    assert.deepEqual([odd.status, odd.body.code], [400, 'request.invalid']);
  });
});
