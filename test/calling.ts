// An agency whose own exports give reasons to call: some weeks of files of simulated creators, brought by its owner.
import { plusDays } from '#src/connectors/backstage/agency.ts';
import { creatorData } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toCsv } from '#src/connectors/backstage/write.ts';
import { bringAndTake } from './bring.ts';
import { makeAgency, type MadeAgency } from './make.ts';
import type { Caller, TestApp } from './server.ts';

/** The day after the last one that its files tell of. */
export const callingDay = '2026-10-21';
const days = 40;
/** Some more days, of which a test can bring files later. */
const truth = simulateAgency({ seed: 7, creators: 24, from: plusDays(callingDay, -days), days: days + 8, shares: { joining: 0.2 } });

/** Moves the clock to an hour of that day, UTC, before anybody is there. */
export const toCallingDay = (t: TestApp, clock = '00:30') => t.advance(Date.parse(`${callingDay}T${clock}:00Z`) - t.now().getTime());

export async function makeCallingAgency(t: TestApp, operator: Caller, name?: string): Promise<MadeAgency> {
  const agency = await makeAgency(t, operator, name);
  for (let day = 9; day < days; day += 6) await bringAndTake(t, agency.owner, agency.agencyId, fileOf(day));
  return agency;
}
export function fileOf(day: number) {
  const { name, rows } = creatorData(truth, { on: plusDays(truth.from, day), language: 'en' });
  return { name, bytes: toCsv(rows, { encoding: 'utf-8-bom', delimiter: ',', eol: '\r\n' }) };
}

/** Whom somebody has to call, by their ids in the exports. */
export async function dueOf(who: Caller, agencyId: string): Promise<{ exportId: string; displayName: string | null; handle: string }[]> {
  return (await who.get(`/v1/agencies/${agencyId}/calls?limit=100`)).body.items;
}
