import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '#src/lib/errors.ts';
import { toCursor } from '#src/lib/page.ts';
import { openCursors, type Asked } from './cursors.ts';

const cursors = openCursors('a secret');
const asked: Asked = { personId: 'mina', question: ['agency', 'pottery', { languages: ['de'] }, 'fit'] };
const place = { key: 12.5, creatorId: '00000000-0000-7000-8000-000000000001' };
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.code;
  }
};

test('a cursor leads back to the place that it was made for', () => {
  assert.deepEqual(cursors.read(asked, cursors.make(asked, place)), place);
  assert.deepEqual(openCursors('a secret').read(asked, cursors.make(asked, place)), place, 'in another process');
  for (const none of [undefined, '']) assert.equal(cursors.read(asked, none), undefined);
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.uuid(), (key, creatorId) => {
      // JSON knows no zero below zero.
      const there = { key: key + 0, creatorId };
      assert.deepEqual(cursors.read(asked, cursors.make(asked, there)), there);
    }),
  );
});

test('it is refused for another question, another person, another Greenroom, and wherever anything of it was changed', () => {
  const made = cursors.make(asked, place);
  const mark = (JSON.parse(Buffer.from(made, 'base64url').toString()) as [number, string, string])[2];
  const others: [string, () => unknown][] = [
    ['another text', () => cursors.read({ ...asked, question: ['agency', 'glaze', { languages: ['de'] }, 'fit'] }, made)],
    ['another filter', () => cursors.read({ ...asked, question: ['agency', 'pottery', {}, 'fit'] }, made)],
    ['another order', () => cursors.read({ ...asked, question: ['agency', 'pottery', { languages: ['de'] }, 'newest'] }, made)],
    ['another agency', () => cursors.read({ ...asked, question: ['other', 'pottery', { languages: ['de'] }, 'fit'] }, made)],
    ['another person', () => cursors.read({ ...asked, personId: 'jana' }, made)],
    ['another secret', () => openCursors('another').read(asked, made)],
    ['another key', () => cursors.read(asked, toCursor([13, place.creatorId, mark]))],
    ['another creator', () => cursors.read(asked, toCursor([place.key, place.creatorId.replace(/1$/, '2'), mark]))],
    ['no creator', () => cursors.read(asked, toCursor([place.key, 'nobody', mark]))],
    ['no mark', () => cursors.read(asked, toCursor([place.key, place.creatorId, '']))],
    ['a part of the mark', () => cursors.read(asked, toCursor([place.key, place.creatorId, mark.slice(0, 8)]))],
  ];
  for (const [what, read] of others) assert.equal(codeOf(read), 'discovery.bad_cursor', what);
  assert.equal(
    codeOf(() => cursors.read(asked, 'x')),
    'page.bad_cursor',
  );
  assert.equal(
    codeOf(() => cursors.read(asked, toCursor([place.key, place.creatorId]))),
    'page.bad_cursor',
    'as they were made before',
  );
});

test('with any one letter changed it is refused, also where both spell the same bytes', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
  for (const key of [12.5, 13, 1_795_783_069_161]) {
    const made = cursors.make(asked, { ...place, key });
    const bent = made
      .split('')
      .flatMap((was, at) => letters.filter((l) => l !== was).map((l) => made.slice(0, at) + l + made.slice(at + 1)));
    for (const text of [...bent, `${made}=`, `${made} `, `${made}!`])
      assert.match(codeOf(() => cursors.read(asked, text)) ?? 'taken', /bad_cursor$/, text);
  }
});
