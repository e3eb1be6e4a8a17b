import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Content } from '../tables.ts';
import { areStrangers, doubledRows, wordsAfter, type Said, type Words } from './creators.ts';

const content = (attributes: Content['attributes'] = {}): Content => ({ figures: {}, approx: [], attributes, bonuses: {}, raw: {} });
const said = (attributes: Content['attributes'] = {}, more: Partial<Said> = {}): Said => ({
  platformId: '7001',
  handle: 'ada',
  quit: false,
  content: content(attributes),
  ...more,
});
const columns = ['group', 'manager', 'status', 'joinedAt'] as const;
const ada: Words = wordsAfter(null, said({ group: 'North', manager: 'eva@agency.example' }), '2026-07-06', columns);

describe('what is known of a creator after a row', () => {
  test('the latest data wins, whatever was uploaded last', () => {
    assert.deepEqual([ada.group, ada.seenOn, ada.firstOn, ada.lastOn], ['North', '2026-07-06', '2026-07-06', '2026-07-06']);
    const later = wordsAfter(ada, said({ group: 'South' }, { handle: 'ada.live' }), '2026-07-08', columns);
    assert.deepEqual([later.group, later.handle, later.manager, later.lastOn], ['South', 'ada.live', null, '2026-07-08']);
    const older = wordsAfter(later, said({ group: 'North' }), '2026-07-02', columns);
    assert.deepEqual([older.group, older.handle, older.firstOn, older.seenOn], ['South', 'ada.live', '2026-07-02', '2026-07-08']);
  });
  test('a column that a file lacks changes nothing', () => {
    assert.equal(wordsAfter(ada, said(), '2026-07-07', ['status']).group, 'North');
    assert.equal(wordsAfter(ada, said(), '2026-07-07', columns).group, null);
  });
  test('who has quit keeps words and id, and stays so until newer data says otherwise', () => {
    const gone = wordsAfter(ada, said({}, { platformId: null, quit: true }), '2026-07-09', columns);
    assert.deepEqual([gone.quitOn, gone.platformId, gone.group], ['2026-07-09', '7001', 'North']);
    assert.equal(wordsAfter(gone, said({ status: 'Quit' }, { quit: false }), '2026-07-10', columns).quitOn, '2026-07-09');
    assert.equal(wordsAfter(gone, said({ status: 'Active' }), '2026-07-08', columns).quitOn, '2026-07-09');
    assert.equal(wordsAfter(gone, said({ status: 'Active' }), '2026-07-12', columns).quitOn, null);
  });
  test('an older file fills what nobody has told, and ends no membership', () => {
    const bare = wordsAfter(null, said(), '2026-07-20', ['status']);
    const filled = wordsAfter(bare, said({ joinedAt: '2026-07-03T00:00:00Z' }), '2026-07-05', columns);
    assert.deepEqual([filled.joinedAt, filled.seenOn], ['2026-07-03T00:00:00Z', '2026-07-20']);
    assert.equal(wordsAfter(filled, said({}, { quit: true, platformId: null }), '2026-07-13', columns).quitOn, null);
  });
  test('an id that was lost is learnt later, and never forgotten', () => {
    const nameless = wordsAfter(null, said({}, { platformId: null }), '2026-07-06', columns);
    assert.equal(wordsAfter(nameless, said(), '2026-07-07', columns).platformId, '7001');
    assert.equal(wordsAfter(ada, said({}, { platformId: null }), '2026-07-07', columns).platformId, '7001');
  });
});

test('of rows about the same creator the one with more diamonds counts', () => {
  const { kept, dropped } = doubledRows([
    { n: 2, key: 'a', diamonds: 5 },
    { n: 3, key: 'b', diamonds: 9 },
    { n: 4, key: 'a', diamonds: 7 },
    { n: 5, key: 'a', diamonds: 7 },
  ]);
  assert.deepEqual([[...kept], [...dropped]], [[4], [2, 5]]);
});

test('a file of strangers is told by how few of it are known', () => {
  assert.equal(areStrangers({ active: 40, known: 1, rows: 30 }), true);
  assert.equal(areStrangers({ active: 40, known: 10, rows: 30 }), false);
  assert.equal(areStrangers({ active: 3, known: 0, rows: 30 }), false);
});
