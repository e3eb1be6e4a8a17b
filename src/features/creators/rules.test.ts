import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { accountFate } from './rules/erasing.ts';
import { visibility } from './rules/visibility.ts';
import { dayMs } from '#src/lib/time.ts';
import { figureNames, importedFigure } from './contract.ts';
import { adultOn, adultsUntil, attestAge, isAdult } from './rules/age.ts';
import { edgesOf } from './contract.ts';
import { bandOf, seenFigure } from './rules/bands.ts';
import { asSeen, type Profile } from './rules/seen.ts';
import { blockedBy, checkGrant, consentExpiry, holds, isFindable } from './rules/consent.ts';
import { readCountry, readImportRow, readLanguage } from './rules/importing.ts';

const code = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('every figure lies in exactly one band of its scale, and a larger one never in a lower band', () => {
  const figure = fc.constantFrom(...figureNames);
  const n = fc.oneof(fc.nat(5000), fc.nat(2 ** 30), fc.integer({ min: 0, max: 1e12 - 1 }));
  fc.assert(
    fc.property(figure, n, n, (name, one, other) => {
      const edges = edgesOf(name);
      const [a, b] = [one, other].map((x) => Math.min(edges[0]! + x, edges.at(-1)! - 1)) as [number, number];
      const [low, high] = [bandOf(name, Math.min(a, b)), bandOf(name, Math.max(a, b))];
      const at = edges.indexOf(low.from);
      return low.from <= Math.min(a, b) && Math.min(a, b) < low.to && edges[at + 1] === low.to && low.from <= high.from;
    }),
  );
  for (const name of figureNames) {
    const edges = edgesOf(name);
    assert.deepEqual(
      [...edges],
      [...new Set(edges)].sort((x, y) => x - y),
      name,
    );
    for (const [i, edge] of edges.slice(0, -1).entries()) {
      assert.deepEqual(bandOf(name, edge), { from: edge, to: edges[i + 1] });
      if (i > 0) assert.equal(bandOf(name, edge - 1).to, edge);
    }
  }
});

test('the published bands: counts from ten on, minutes by whole hours, shares and growth in hundredths of a percent', () => {
  for (const [name, n, from, to] of [
    ['followers', 0, 0, 10],
    ['followers', 9, 0, 10],
    ['followers', 10, 10, 15],
    ['averageViewers', 212, 200, 250],
    ['peakViewers', 999, 900, 1000],
    ['streamMinutes', 599, 0, 600],
    ['watchMinutes', 600, 600, 900],
    ['acv', 212, 200, 250],
    ['validDays', 0, 0, 1],
    ['validDays', 28, 28, 29],
    ['gifterConversion', 149, 100, 150],
    ['returningViewers', 10_000, 10_000, 10_001],
    ['growth', -10_000, -10_000, -7500],
    ['growth', -1, -1000, 0],
    ['growth', 1_000_000, 100_000, 1_000_001],
  ] as const)
    assert.deepEqual(bandOf(name, n), { from, to }, `${name} ${n}`);
  assert.deepEqual(seenFigure('followers', 212, false), { ink: 'range', from: 200, to: 250 });
  assert.deepEqual(seenFigure('followers', 212, true), { ink: 'exact', value: 212 });
  assert.equal(seenFigure('followers', null, true), null);
});

test('a whole table and one row agree on who is 18 or over, at every instant', () => {
  const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(day, day, (since, now) => {
      const on = since.toISOString().slice(0, 10);
      assert.equal(on <= adultsUntil(now), isAdult(on, now));
    }),
  );
});

test('a birth date is attested, or refused with the reason', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  for (const [born, expected] of [
    ['1990-02-28', '2008-02-28'],
    ['2008-02-29', '2026-03-01'],
    ['2004-02-29', '2022-03-01'],
    ['2008-11-23', '2026-11-23'],
    ['2008-11-24', 'creators.under_age'],
    ['2026-11-23', 'creators.under_age'],
    ['2026-11-24', 'creators.birth_date_impossible'],
    ['1899-12-31', 'creators.birth_date_impossible'],
    ['1990-02-30', 'creators.birth_date_impossible'],
    ['1990-13-01', 'creators.birth_date_impossible'],
    ['yesterday', 'creators.birth_date_impossible'],
  ] as const) {
    let since = '';
    const refused = code(() => (since = attestAge(born, now)));
    assert.equal(refused ?? since, expected, born);
  }
  assert.equal(isAdult('2026-11-23', new Date('2026-11-23T11:59:59.999Z')), false);
  assert.equal(isAdult(null, now), false);
  assert.equal(adultOn('2000-12-31'), '2018-12-31');
});

test('a permission holds from its grant to its end; being found asks for age and a person too', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const end = consentExpiry(now, 12);
  assert.equal(end.toISOString(), '2027-11-23T12:00:00.000Z');
  const on = { granted: true, expires_at: end };
  assert.deepEqual(
    [holds(on, now), holds(on, new Date(end.getTime() - 1)), holds(on, end), holds({ ...on, granted: false }, now), holds(undefined, now)],
    [true, true, false, false, false],
  );
  const creator = { person_id: 'p', adult_since: '2020-01-01' };
  assert.equal(isFindable(creator, on, now), true);
  assert.equal(isFindable({ ...creator, person_id: null }, on, now), false);
  assert.equal(isFindable({ ...creator, adult_since: null }, on, now), false);
  assert.equal(isFindable({ ...creator, adult_since: '2026-11-24' }, on, now), false);
  assert.equal(isFindable(creator, undefined, now), false);
  assert.deepEqual(
    [blockedBy(null, true, now), blockedBy('2020-01-01', false, now), blockedBy('2020-01-01', true, now)],
    ['age_unknown', 'not_offered', null],
  );
});

test('a grant is refused for age, roll-out and an old text, in this order', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const fine = { adultSince: '2020-01-01', offered: true, textVersion: 2, newest: 2 };
  assert.equal(
    code(() => checkGrant('discovery', fine, now)),
    undefined,
  );
  assert.equal(
    code(() => checkGrant('discovery', { ...fine, adultSince: null, offered: false }, now)),
    'creators.age_unknown',
  );
  assert.equal(
    code(() => checkGrant('discovery', { ...fine, offered: false, textVersion: 1 }, now)),
    'creators.not_offered',
  );
  assert.equal(
    code(() => checkGrant('exact_numbers', { ...fine, offered: false }, now)),
    undefined,
  );
  assert.equal(
    code(() => checkGrant('discovery', { ...fine, textVersion: 1 }, now)),
    'creators.text_outdated',
  );
  assert.equal(
    code(() => checkGrant('discovery', { ...fine, adultSince: '2026-11-24' }, new Date(now.getTime() + dayMs - 1))),
    'creators.age_unknown',
  );
});

test('languages and countries are read by code or English name; a withdrawn code stands for its successor', () => {
  for (const [text, expected] of [
    ['English', 'en'],
    [' GERMAN ', 'de'],
    ['en', 'en'],
    ['pt-BR', 'pt'],
    ['zh_Hant', 'zh'],
    ['Hebrew', 'he'],
    ['iw', 'he'],
    ['Indonesian', 'id'],
    ['other', null],
    ['', null],
    ['-', null],
    ['Klingonish', undefined],
    ['xx', undefined],
  ] as const)
    assert.equal(readLanguage(text), expected, text);
  for (const [text, expected] of [
    ['Germany', 'DE'],
    ['united kingdom', 'GB'],
    ['uk', 'GB'],
    ['France', 'FR'],
    ['Russia', 'RU'],
    ['jp', 'JP'],
    ['unknown', null],
    ['zz', undefined],
    ['EU', undefined],
    ['qq', undefined],
    ['Atlantis', undefined],
  ] as const)
    assert.equal(readCountry(text), expected, text);
});

test('a row of an import is read, or refused with the field and the reason', () => {
  const read = (fields: Record<string, unknown>) => readImportRow(fields);
  assert.deepEqual(read({ handle: ' xqc ', followers: '007', averageViewers: 12, language: 'English', country: '', category: null }), {
    row: { handle: 'xqc', followers: 7, averageViewers: 12, language: 'en' },
  });
  assert.deepEqual(read({ handle: 'a', language: 'Other' }), { row: { handle: 'a', language: null } });
  for (const [fields, reason] of [
    [{}, /^handle: is missing$/],
    [{ handle: '   ' }, /^handle: /],
    [{ handle: 'a\u0000b' }, /^handle: has control characters$/],
    [{ handle: 7 }, /^handle: /],
    [{ handle: 'a', birthDate: '1990-01-01' }, /^birthDate: is not a field of a creator$/],
    [{ handle: 'a', followers: '-1' }, /^followers: "-1" is not a whole number$/],
    [{ handle: 'a', followers: '1.5' }, /^followers: /],
    [{ handle: 'a', followers: 1.5 }, /^followers: /],
    [{ handle: 'a', followers: -1 }, /^followers: /],
    [{ handle: 'a', followers: '1e3' }, /^followers: /],
    [{ handle: 'a', followers: 2 ** 53 }, /^followers: /],
    [{ handle: 'a', followers: '9999999999999999' }, /^followers: /],
    [{ handle: 'a', followers: [1] }, /^followers: /],
    [{ handle: 'a', language: 'Klingonish' }, /^language: "Klingonish" is not known$/],
    [{ handle: 'a', country: 'Atlantis' }, /^country: "Atlantis" is not known$/],
    [{ handle: 'a'.repeat(121) }, /^handle: /],
  ] as const) {
    const got = read(fields);
    assert.ok('reason' in got && reason.test(got.reason), `${JSON.stringify(fields).slice(0, 60)}: ${JSON.stringify(got)}`);
  }
});

test('no row breaks the reader, and what it takes has whole figures', () => {
  const cell = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.constant(null), fc.constant(''), fc.array(fc.integer()));
  const keys = fc.constantFrom('handle', 'displayName', 'language', 'country', 'category', 'bio', ...importedFigure.options, 'other');
  fc.assert(
    fc.property(fc.dictionary(keys, cell), (fields) => {
      const got = readImportRow(fields);
      if ('reason' in got) return got.reason.length > 0;
      return (
        got.row.handle.length > 0 &&
        importedFigure.options.every((n) => got.row[n] === undefined || (Number.isSafeInteger(got.row[n]) && got.row[n] >= 0))
      );
    }),
  );
});

test('whose account stays: the last owner of an agency, the last who runs this Greenroom, and the server’s own', () => {
  const server = 'server@greenroom.invalid';
  for (const [email, alone, admins, fate] of [
    ['a@x', 0, [], 'deleted'],
    ['a@x', 1, [], 'last_owner'],
    ['a@x', 0, ['a@x', server], 'last_operator'],
    ['a@x', 0, ['a@x', 'b@x', server], 'deleted'],
    ['a@x', 2, ['a@x', 'b@x'], 'last_owner'],
    ['a@x', 0, ['b@x', server], 'deleted'],
    [server, 0, [server, 'b@x'], 'last_operator'],
  ] as const)
    assert.equal(accountFate({ email, alone, admins: [...admins] }, server), fate, `${email} ${alone} ${admins.join()}`);
});

test('who sees what: agencies by the card that they are answered with, her own agency name and terms, nobody her e-mail or birth date', () => {
  const card = { displayName: 'A', figures: {} as never, withAgency: null };
  for (const [seen, live, figures, found] of [
    [null, false, 'no', 'no'],
    [null, true, 'no', 'no'],
    [{ ...card, numbers: 'ranges' as const }, false, 'ranges', 'yes'],
    [{ ...card, numbers: 'exact' as const }, true, 'exact', 'yes'],
  ] as const) {
    const row = (field: string) => visibility({ seen, live }).find((r) => r.field === field)!;
    assert.deepEqual(
      [row('figures').agencies, row('figures').mine, row('profile').mine, row('name').agencies],
      [figures, figures, found, found],
    );
    assert.deepEqual([row('name').mine, row('terms').mine, row('terms').agencies], ['yes', 'yes', 'no']);
    assert.equal(row('live').mine, live ? 'yes' : 'no');
    assert.equal(row('agency').agencies, 'no');
    for (const field of ['email', 'birth'])
      assert.ok(
        Object.values(row(field))
          .slice(1)
          .every((s) => s === 'no'),
      );
    assert.ok(visibility({ seen, live }).every((r) => r.visitors === 'no'));
  }
});

test('what her LIVEs came to, and whether she is with an agency, is shown under the text that says so, by band or exactly', () => {
  const now = new Date('2026-11-26T12:00:00Z');
  const profile: Profile = {
    creator_id: 'c',
    person_id: 'p',
    display_name: 'Mina',
    bio: '',
    languages: [],
    country: null,
    categories: [],
    tags: [],
    zone: 'UTC',
    adult_since: '2020-01-01',
    handles: [],
    figures: { followers: 212, averageViewers: null, peakViewers: null, watchMinutes: null, streamMinutes: null },
    as_of: now,
    live: {
      asOn: '2026-11-25',
      acv: 212,
      liveMinutes: 0,
      validDays: 0,
      diamonds: null,
      gifterConversion: 150,
      returningViewers: null,
      growth: -400,
      hours: [20, 21],
    },
    agency_until: new Date('2026-11-26T12:00:01Z'),
  };
  const hidden = asSeen(profile, { exact: true, live: false }, now);
  assert.deepEqual(
    [hidden.figures.acv, hidden.figures.liveMinutes, hidden.liveAsOn, hidden.hours, hidden.withAgency],
    [null, null, null, [], null],
  );
  assert.deepEqual(hidden.figures.followers, { ink: 'exact', value: 212 });
  const ranges = asSeen(profile, { exact: false, live: true }, now);
  assert.deepEqual(ranges.figures.acv, { ink: 'range', from: 200, to: 250 });
  assert.deepEqual(ranges.figures.growth, { ink: 'range', from: -1000, to: 0 });
  assert.deepEqual([ranges.figures.diamonds, ranges.hours, ranges.liveAsOn, ranges.withAgency], [null, [20, 21], '2026-11-25', true]);
  assert.deepEqual(asSeen(profile, { exact: true, live: true }, now).figures.liveMinutes, { ink: 'exact', value: 0 });
  assert.equal(asSeen({ ...profile, agency_until: now }, { exact: false, live: true }, now).withAgency, false);
  assert.equal(asSeen({ ...profile, agency_until: null }, { exact: false, live: true }, now).withAgency, false);
});
