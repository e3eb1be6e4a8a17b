// Brings files into an agency as its people do: in parts, read, looked at, taken in.
import assert from 'node:assert/strict';
import { partBytes } from '#src/features/imports/contract.ts';
import type { Answer, Caller, TestApp } from './server.ts';

export interface Brought {
  name: string;
  bytes: Uint8Array;
}

/** Sends a file and has it read; gives the import as it stands then: read, or refused. */
export async function bring(t: TestApp, by: Caller, agencyId: string, { name, bytes }: Brought, given?: object): Promise<Answer> {
  const path = `/v1/agencies/${agencyId}/imports`;
  const begun = await by.post(path, { name, bytes: bytes.length });
  assert.equal(begun.status, 200, begun.text);
  const { importId, parts } = begun.body;
  for (let n = 0; n < parts; n++) {
    const data = Buffer.from(bytes.subarray(n * partBytes, (n + 1) * partBytes)).toString('base64');
    const sent = await by.put(`${path}/${importId}/parts/${n}`, { data });
    assert.equal(sent.status, 200, sent.text);
  }
  const asked = await by.post(`${path}/${importId}/read`, given === undefined ? {} : { given });
  assert.equal(asked.status, 200, asked.text);
  await t.app.importing.workDue();
  return by.get(`${path}/${importId}`);
}

/** Takes in a file that was read; gives the import afterwards. */
export async function takeIn(t: TestApp, by: Caller, agencyId: string, importId: string, confirm: string[] = []): Promise<Answer> {
  const path = `/v1/agencies/${agencyId}/imports/${importId}`;
  const asked = await by.post(`${path}/take`, { confirm });
  assert.equal(asked.status, 200, asked.text);
  await t.app.importing.workDue();
  return by.get(path);
}

export async function bringAndTake(t: TestApp, by: Caller, agencyId: string, file: Brought, confirm: string[] = []): Promise<Answer> {
  const read = await bring(t, by, agencyId, file);
  assert.equal(read.body.state, 'read', read.text);
  return takeIn(t, by, agencyId, read.body.importId, confirm);
}
