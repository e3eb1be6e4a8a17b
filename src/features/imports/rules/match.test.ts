import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchRow, type Known, type KnownCreator } from './match.ts';

const ada: KnownCreator = { id: 'a', platformId: '7001', handle: 'ada' };
const bea: KnownCreator = { id: 'b', platformId: '7002', handle: 'bea.live' };
const nameless: KnownCreator = { id: 'c', platformId: null, handle: 'cleo' };
const known: Known = {
  byPlatformId: new Map([
    ['7001', ada],
    ['7002', bea],
  ]),
  // bea was called `bea` once, and so was ada; `old` was two people's name
  byHandle: new Map([
    ['ada', [ada]],
    ['bea', [bea]],
    ['bea.live', [bea]],
    ['cleo', [nameless]],
    ['old', [ada, bea]],
    ['swap', [{ ...ada, handle: 'swap' }, bea]],
  ]),
};
const cases: [string, Parameters<typeof matchRow>[0], string][] = [
  ['the id decides', { platformId: '7001', handle: 'ada', quit: false }, 'known a'],
  ['a new name of a known id', { platformId: '7001', handle: 'ada2', quit: false }, 'known a renamed'],
  ['an id that is new under a known name is somebody else', { platformId: '7009', handle: 'ada', quit: false }, 'new'],
  ['known by name alone until now', { platformId: '7003', handle: 'cleo', quit: false }, 'known c'],
  ['without an id by the name of now', { platformId: null, handle: 'ada', quit: false }, 'known a'],
  ['without an id by a name of once', { platformId: null, handle: 'bea', quit: false }, 'known b'],
  ['who is called so now goes before who was', { platformId: null, handle: 'swap', quit: false }, 'known a'],
  ['a name of two people decides nothing', { platformId: null, handle: 'old', quit: false }, 'skipped ambiguous'],
  ['somebody nobody knows', { platformId: null, handle: 'dora', quit: false }, 'new'],
  ['who has quit is known by name', { platformId: null, handle: 'bea.live', quit: true }, 'known b'],
  ['who has quit makes nobody known', { platformId: null, handle: 'dora', quit: true }, 'skipped quit_unknown'],
  ['nobody', { platformId: null, handle: null, quit: false }, 'skipped no_creator'],
];
for (const [says, row, expected] of cases)
  test(`whom a row is about: ${says}`, () => {
    const m = matchRow(row, known);
    const got = m.is === 'known' ? `known ${m.creator.id}${m.renamed ? ' renamed' : ''}` : m.is === 'new' ? 'new' : `skipped ${m.why}`;
    assert.equal(got, expected);
  });
