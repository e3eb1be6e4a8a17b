// What mails say, in every language.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DueCreator } from '#src/features/calls/index.ts';
import { reasonKinds } from '#src/features/calls/contract.ts';
import { policyKind } from '#src/features/policies/contract.ts';
import { noticeName, type Notice } from '#src/features/notices/contract.ts';
import { allWords, digestLetter, noticeLetter, resetLetter, sentenceOf } from '#src/features/notices/letters.ts';
import { locales } from '#src/lib/locales.ts';

describe('the words of mails', () => {
  const notice = (name: Notice['name'], more: Partial<Notice> = {}): Notice => ({
    noticeId: '01900000-0000-7000-8000-000000000001',
    name,
    group: 'invitations',
    at: '2026-05-05T12:00:00.000Z',
    readAt: null,
    to: '/x',
    agency: { agencyId: '01900000-0000-7000-8000-000000000002', name: 'AGENCY' },
    creator: { displayName: 'CREATOR', handle: 'h', platform: 'twitch' },
    purpose: 'discovery',
    role: 'scout',
    keyName: 'KEYNAME',
    search: { searchId: '01900000-0000-7000-8000-000000000003', name: 'SEARCH' },
    until: '2026-06-07T12:34:00.000Z',
    rule: null,
    days: 15,
    on: '2026-05-05',
    count: 15,
    ...more,
  });
  const marks = (text: string) =>
    ['AGENCY', 'CREATOR', 'KEYNAME', 'SEARCH', '12:34', '15'].filter((m) => text.includes(m) || (m === '15' && text.includes('١٥')));

  test('complete in every language: each sentence is there, names what the English one names, and is not English', () => {
    assert.deepEqual(
      allWords.map((w) => w.locale),
      [...locales],
    );
    const [en] = allWords;
    for (const words of allWords)
      for (const name of noticeName.options) {
        const text = sentenceOf(notice(name), words, 'UTC');
        assert.ok(text.length > 5, `${words.locale} ${name}`);
        assert.doesNotMatch(text, /undefined|null|\$\{|\{\w+\}/, `${words.locale} ${name}`);
        const latinDigits = text.replace(/[٠-٩]/g, (d) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(d)));
        assert.deepEqual(marks(latinDigits), marks(sentenceOf(notice(name), en!, 'UTC')), `${words.locale} ${name}: ${text}`);
        if (words !== en) assert.notEqual(text, sentenceOf(notice(name), en!, 'UTC'));
      }
    const flat = (o: object): string[] =>
      Object.values(o).flatMap((v) => (typeof v === 'string' ? [v] : typeof v === 'object' ? flat(v as object) : []));
    for (const words of allWords) {
      assert.ok(flat(words).every((text) => text.trim() !== ''));
      for (const n of [1, 2, 3, 11, 100]) assert.ok(words.digest(n).includes('Greenroom'));
    }
  });

  test('a rule that took force: each kind by its name, from when, and what stays, in every language', () => {
    for (const words of allWords) {
      const texts = policyKind.options.map((kind) => {
        const keeps = kind === 'exits' || kind === 'consents' ? kind : 'memberships';
        const told = notice('rules.in_force', { rule: { kind, version: 2, from: '2026-08-09T10:11:00.000Z', keeps }, to: null });
        const { subject, text } = noticeLetter(told, words, 'UTC', 'https://x.example');
        assert.ok(subject.includes(words.rules[kind]) && /10:11|١٠:١١/.test(subject), `${words.locale} ${kind}: ${subject}`);
        assert.ok(text.includes(words.keeps[keeps]) && text.includes('https://x.example/notices'), `${words.locale} ${kind}`);
        return subject;
      });
      assert.equal(new Set(texts).size, policyKind.options.length);
    }
  });

  test('every reason to call is said in every language, with its figures, and what the month still takes', () => {
    const evidence: Record<DueCreator['reasons'][number]['kind'], [object, string[]]> = {
      no_live: [{ days: 9, lastOn: '2026-10-11', usualGap: 1.5, chance: 0.01 }, ['9']],
      newcomer: [{ joinedOn: '2026-10-09', days: 12 }, ['9']],
      minutes_short: [{ days: 4, on: ['2026-10-09'], leastSeconds: 3_150, mostSeconds: 3_599 }, ['4', '52', '59']],
      fewer_live_days: [{ days: 7, liveDays: 2, usualLiveDays: 5, since: '2026-10-12' }, ['2', '7']],
      shorter: [{ lives: 4, seconds: 4_800, usualSeconds: 7_200, since: '2026-10-12' }, ['40']],
      thinner: [{ fans: 1_212, before: 1_226, usualChange: 1, since: '2026-10-12' }, ['212', '226']],
      falling: [{ diamonds: 620, usualDiamonds: 1_000, days: 7, since: '2026-10-12' }, ['38']],
      within_reach: [
        { threshold: 'tier', name: 'tier 4', days: 5, of: 9, secondsPerDay: 3_600, diamondsPerDay: null, usualLiveDays: null },
        ['4'],
      ],
      appeal_closes: [{ on: '2026-10-24', days: 3 }, ['24']],
      term_ends: [{ on: '2026-11-06', days: 16 }, ['6']],
    };
    const needs: [object, string[]][] = [
      [{ days: 5, of: 9, secondsPerDay: 5_400, diamondsPerDay: 2_100 }, ['5', '9', '1', '30', '100']],
      [{ days: 9, of: 9, secondsPerDay: 3_600, diamondsPerDay: null }, ['9', '1']],
      [{ days: 1, of: 1, secondsPerDay: 1_800, diamondsPerDay: null }, ['30']],
      [{ days: 0, of: 9, secondsPerDay: 0, diamondsPerDay: 400 }, ['400', '9']],
      [{ days: 0, of: 1, secondsPerDay: 0, diamondsPerDay: 400 }, ['400']],
    ];
    assert.deepEqual(Object.keys(evidence), [...reasonKinds]);
    const one = (reason: object, need: object | null) =>
      ({
        handle: 'HANDLE',
        displayName: null,
        reasons: [reason],
        pace: need && { threshold: { kind: 'gate', name: '', prorated: null }, need },
      }) as unknown as DueCreator;
    const seen = new Map<string, string>();
    for (const words of allWords) {
      const letterOf = (first: DueCreator[]) =>
        noticeLetter(
          { ...notice('calls.today'), calls: { total: 12, changing: 3, dataOn: '2026-10-20', first } },
          words,
          'UTC',
          'https://g.example',
        ).text;
      for (const [kind, [given, figures]] of Object.entries(evidence)) {
        const text = letterOf([one({ kind, evidence: given, changes: null, until: null }, null)]);
        const line = text.split('\n').find((l) => l.startsWith('   '))!;
        for (const figure of figures) assert.ok(line.includes(figure), `${words.locale} ${kind}: ${line}`);
        assert.doesNotMatch(text, /undefined|null|NaN|\$\{/);
        assert.ok(text.includes('HANDLE') && text.includes('20') && text.includes('11'), 'the day, and how many more');
        const other = seen.get(line.replaceAll(/\s/gu, ''));
        assert.ok(other === undefined || other === kind, `${words.locale} ${kind} is said like ${other}`);
        if (words.locale === 'en') seen.set(line.replaceAll(/\s/gu, ''), kind);
        else assert.ok(!seen.has(line.replaceAll(/\s/gu, '')), `${words.locale} ${kind} is English`);
      }
      for (const [need, figures] of needs) {
        const text = letterOf([
          one({ kind: 'term_ends', evidence: { on: '2026-11-06', days: 1 }, changes: true, until: '2026-10-26' }, need),
        ]);
        const line = text.split('\n').filter((l) => l.startsWith('   '))[1]!;
        for (const figure of [...figures, '26']) assert.ok(line.includes(figure), `${words.locale}: ${line}`);
      }
    }
  });

  test('a missing name is said in words, markup in names stays text, right to left is said', () => {
    for (const words of allWords) {
      const bare = sentenceOf(notice('invites.declined', { creator: null, agency: null }), words, 'UTC');
      assert.doesNotMatch(bare, /undefined|null/);
    }
    const nasty = notice('invites.received', { agency: { agencyId: notice('roster.joined').noticeId, name: '<img src=x> & "Co"' } });
    const letter = noticeLetter(nasty, allWords[0]!, 'UTC', 'https://g.example');
    assert.ok(!letter.html.includes('<img') && letter.html.includes('&#60;img'));
    assert.ok(letter.text.includes('<img src=x>'));
    const arabic = allWords.find((w) => w.locale === 'ar')!;
    assert.match(digestLetter([nasty, nasty], arabic, 'UTC', 'https://g.example').html, /<html lang="ar" dir="rtl">/);
    assert.doesNotMatch(resetLetter('t', arabic, 'https://g.example').html, /notifications/);
  });

  test('a language that lacks a name or a sentence is noticed', () => {
    const [en, zh] = allWords as [(typeof allWords)[0], (typeof allWords)[0]];
    const broken = { ...zh, notices: { ...zh.notices, 'invites.declined': () => '被拒绝' } };
    assert.notDeepEqual(
      marks(sentenceOf(notice('invites.declined'), broken, 'UTC')),
      marks(sentenceOf(notice('invites.declined'), en, 'UTC')),
    );
  });
});
