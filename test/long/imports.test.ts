// bound: 15 min
// A file of 20,000 creators through the real program: by command with progress, within 20 seconds; killed in the middle, all of it or nothing.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { creatorData } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toXlsx } from '#src/connectors/backstage/write.ts';
import { partBytes } from '#src/features/imports/contract.ts';
import { openFaults, openOwner, operatorKey, until, type Faults, type Running } from '../faults/process.ts';
import { measured } from '../measured.ts';

const rowsWanted = 20_000;
const secondsMax = 20;

/** Of what the server answers, the parts that are looked at. */
interface Said {
  agencyId: string;
  importId: string;
  parts: number;
  state: string;
  done: number;
}

describe('a large file', () => {
  let faults: Faults;
  let dir: string;
  let server: Running;
  let agencyId: string;
  const truth = simulateAgency({ seed: 4, creators: rowsWanted + 400, from: '2026-07-04', days: 3, shares: { joining: 0, quitting: 0 } });
  const call = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${operatorKey(dir)}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(`${server.url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const said = (await answer.json()) as Said;
    assert.ok(answer.ok, `${method} ${path}: ${JSON.stringify(said)}`);
    return said;
  };
  const fileOf = (on: string) => {
    const { name, rows } = creatorData(truth, { on, language: 'en' });
    const file = join(dir, name);
    writeFileSync(file, toXlsx(rows));
    return { file, count: rows.length - 1 };
  };
  const counted = async (): Promise<number[]> => {
    const client = await openOwner(dir);
    const one = async (table: string) => (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n;
    const all = [await one('export_facts'), await one('export_spans'), await one('export_creators')];
    await client.end();
    return all;
  };
  before(async () => {
    faults = openFaults();
    dir = faults.folder('large');
    server = await faults.serve(dir);
    ({ agencyId } = await call('POST', '/v1/agencies', { name: 'Large' }));
  });
  after(() => faults.end());

  test('20,000 rows by command: within 20 seconds, with progress; again: no change', async () => {
    const { file, count } = fileOf('2026-07-04');
    assert.ok(count >= rowsWanted);
    const ran = await faults.run(dir, ['import', 'backstage', file, '--agency', agencyId, '--json']);
    assert.equal(ran.code, 0, ran.err);
    // One id in ten thousand ends in four zeros, like those that a spreadsheet has spoilt: it is told.
    assert.deepEqual({ ...JSON.parse(ran.out), unknownColumns: 0, warnings: [] }, {
      rows: count, created: count, updated: 0, unchanged: 0, rejected: [], unknownColumns: 0, warnings: [],
    }); // prettier-ignore
    for (const word of ['Sending', 'Reading', 'Taking in']) assert.ok(ran.err.includes(`${word}: `), ran.err);
    const again = await faults.run(dir, ['import', 'backstage', file, '--agency', agencyId, '--json']);
    assert.deepEqual([JSON.parse(again.out).created, JSON.parse(again.out).unchanged], [0, count]);
    measured('F2', `${count.toLocaleString('en')} rows taken in by command in ${(ran.ms / 1000).toFixed(1)} s`);
    assert.ok(ran.ms < secondsMax * 1000, `${ran.ms} ms`);
  });

  test('killed while a file is taken in: all of it or nothing, and the next server ends what was begun', async () => {
    const { file, count } = fileOf('2026-07-05');
    const before_ = await counted();
    const bytes = readFileSync(file);
    const path = `/v1/agencies/${agencyId}/imports`;
    const { importId, parts } = await call('POST', path, { name: basename(file), bytes: bytes.length });
    for (let n = 0; n < parts; n++)
      await call('PUT', `${path}/${importId}/parts/${n}`, { data: bytes.subarray(n * partBytes, (n + 1) * partBytes).toString('base64') });
    await call('POST', `${path}/${importId}/read`, {});
    await until('the file to be read', async () => (await call('GET', `${path}/${importId}`)).state === 'read', 60_000);
    await call('POST', `${path}/${importId}/take`, {});
    await until('half of it to be carried in', async () => (await call('GET', `${path}/${importId}`)).done > count / 4, 60_000);
    await server.kill('SIGKILL');
    server = await faults.serve(dir);
    const state = (await call('GET', `${path}/${importId}`)).state;
    const kept = await counted();
    if (state === 'taking') assert.deepEqual(kept, before_);
    await until('the next server to end it', async () => (await call('GET', `${path}/${importId}`)).state === 'taken', 180_000);
    assert.equal((await counted())[0], before_[0]! + count);
    measured('F2', `killed with a quarter carried in: ${state === 'taking' ? 'nothing kept' : 'all of it kept'}, ended by the next server`);
  });
});
