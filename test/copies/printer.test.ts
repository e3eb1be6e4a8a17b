// What is printed can be read back from the bytes, in every language and with any name.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, describe, test } from 'node:test';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { BroadcastChannel } from 'node:worker_threads';
import { openPrinter } from '#src/connectors/pdf/open.ts';
import { locales, type Locale } from '#src/lib/locales.ts';
import { measured } from '../measured.ts';
import { terms } from '../operations/samples/making.ts';
import { plain, read, sha256 } from './reading.ts';

test('a printer that is stopped while its thread loads lets it load first: cut off there, it would take the program along', async () => {
  const heard = new BroadcastChannel('a thread ended');
  const said = once(heard, 'message');
  const printer = openPrinter({ code: new URL('./loading.ts', import.meta.url) });
  const ready = assert.rejects(printer.ready(), /the thread of the printer ended/);
  await setImmediate(); // the thread has begun
  await printer.stop();
  await ready;
  const late = setTimeout(2_000, undefined, { ref: false });
  assert.ok(await Promise.race([said, late]), 'it was cut off');
  heard.close();
});

describe('the printer', () => {
  const printer = openPrinter();
  const again = openPrinter();
  after(async () => void (await Promise.all([printer.stop(), again.stop()])));

  /** Names as people write them: of six scripts, with marks that join, with pictures, in both directions at once. */
  const names: Record<Locale, { creator: string; agency: string }> = {
    en: { creator: 'Zoë O’Hara-Łukaszewicz', agency: 'Nordlicht & Söhne' },
    'zh-Hans': { creator: '林小雨', agency: '星光传媒（上海）' },
    es: { creator: 'Íñigo Núñez', agency: 'Señal Ñandú' },
    'pt-BR': { creator: 'João Conceição', agency: 'Ação & Coração' },
    ar: { creator: 'ليلى المنصوري', agency: 'نجوم Live للإنتاج' },
    ja: { creator: '桜井みゆき☆', agency: '株式会社スターライト' },
  };
  async function sheet(locale: Locale, more: { creator?: string; agency?: string } = {}) {
    const { sheetOf } = await import('#src/features/copies/sheet.ts');
    const { creator, agency } = { ...names[locale], ...more };
    const day = (n: number) => new Date(Date.UTC(2026, 10, 27 + n, 6, 31, 24)).toISOString();
    return sheetOf(
      {
        kind: 'joined',
        agreedAt: day(0),
        origin: 'https://greenroom.example',
        creator: { displayName: creator, handle: 'mira.sol', platform: 'tiktok' },
        agency: { name: agency, verified: true },
        terms: {
          ...terms,
          paidFrom: 'platform',
          brandBps: 1500,
          hoursMonthly: 40,
          guarantee: { amountMinor: 30_000, currency: 'EUR', months: 3 },
          services: { training: 14, mentor: 30 },
          trialLive: true,
        },
        termsHash: 'ab'.repeat(32),
        from: day(0),
        to: day(181),
        coolingOffUntil: day(14),
        lowActivity: { windowDays: 60, validDaysMin: 4, hoursMin: 8 },
        removal: { noticeDaysMin: 14, decideDays: 14 },
        trial: { days: 14, minutes: 10, reviewDays: 7 },
        promises: [
          ...Array.from({ length: 6 }, (_, i) => ({ what: 'coaching' as const, hours: 2, dueAt: day(30 * (i + 1)) })),
          { what: 'training', hours: null, dueAt: day(14) },
          { what: 'mentor', hours: null, dueAt: day(30) },
        ],
        rules: [
          { kind: 'invitations', version: null, from: null },
          { kind: 'terms', version: 3, from: '2026-01-01T00:00:00.000Z' },
          { kind: 'exits', version: 1, from: '2026-06-01T00:00:00.000Z' },
        ],
      },
      { locale, code: 'K7QF22M9DXR4T8VWA6HN' },
    );
  }
  /** What is on the sheet, in whatever order a reader finds it: right-to-left lines are found in the order of the paper by some. */
  const signsOf = (text: string) => Array.from(plain(text)).toSorted().join('');

  for (const locale of locales)
    test(`${locale}: every sentence is read back from the bytes, and the same sheet gives the same bytes in another thread`, async () => {
      const one = await sheet(locale);
      const bytes = await printer.print(one);
      assert.equal(sha256(bytes), sha256(await again.print(one)));
      const { text, pages } = await read(bytes);
      const rows = one.sections.flatMap((section) => [section.title, ...section.rows.flatMap(({ what, how }) => [what, how])]);
      const said = [
        one.say,
        one.under,
        ...one.parties.flatMap((p) => [p.label, p.name, ...p.lines]),
        ...rows,
        one.check.title,
        one.check.text,
        ...one.notes,
      ];
      if (one.direction === 'ltr') for (const part of said) assert.ok(text.includes(plain(part)), `${part}\nin ${text}`);
      else
        for (const word of said.flatMap((part) => part.split(/[\s\u2066-\u2069،.:()]+/)).filter((w) => /^\p{Script=Arabic}{3,}$/u.test(w)))
          assert.ok(text.includes(plain(word)), `${word}\nin ${text}`);
      for (const part of ['K7QF2-2M9DX-R4T8V-WA6HN', 'greenroom.example/check', '@mira.sol'])
        assert.ok(text.includes(part), `${part}\nin ${text}`);
      const all = [
        one.head.brand,
        one.head.note,
        ...said,
        one.check.code,
        one.check.address,
        ...Array.from({ length: pages }, (_, i) => `${one.foot}${i + 1}/${pages}`),
      ].join('');
      assert.equal(signsOf(text), signsOf(all));
      assert.ok(bytes.byteLength < 200_000, `${bytes.byteLength} bytes`);
      measured('K11', `${locale}: ${Math.round(bytes.byteLength / 1024)} KB, ${pages} page${pages === 1 ? '' : 's'}`);
    });

  for (const [creator, why] of [
    ['👩‍💻 Ada 🌈🏳️‍🌈', 'pictures'],
    ['ไหมไทย กขค', 'Thai'],
    ['अंजलि शर्मा', 'Devanagari'],
    ['김하늘', 'Hangul'],
    ['Ольга Ψ Ελένη', 'Cyrillic and Greek'],
    ['محمد (Mo) 123', 'two directions'],
    ['x'.repeat(80), 'one word wider than a line'],
    ['ᚠᚢᚦ 𓀀', 'signs that no font here has'],
  ] as const)
    test(`a name of ${why} breaks nothing and is read back`, async () => {
      const { text } = await read(await printer.print(await sheet('en', { creator })));
      const shown = signsOf(creator.replaceAll(/[\ufe0f]/g, ''));
      for (const sign of new Set(shown)) assert.ok(text.includes(sign), `${sign} of ${creator} in ${text.slice(0, 200)}`);
    });

  test('terms of ten years with coaching go over several pages, each with its number', async () => {
    const one = await sheet('en');
    const long = { ...one, sections: one.sections.map((s) => ({ ...s, rows: Array.from({ length: 10 }, () => s.rows).flat() })) };
    const { text, pages } = await read(await printer.print(long));
    assert.ok(pages >= 4, `${pages}`);
    for (let n = 1; n <= pages; n++) assert.ok(text.includes(`${n}/${pages}`));
  });

  test('a sheet that cannot be printed is an error, and the next one is printed', async () => {
    await assert.rejects(printer.print({ ...(await sheet('en')), at: new Date(Number.NaN) }));
    assert.ok((await printer.print(await sheet('en'))).byteLength > 1000);
  });
});
