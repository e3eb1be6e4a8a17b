// What the tests of the simulator of Backstage share.
import assert from 'node:assert/strict';
import type { Cell } from '#src/features/imports/ports.ts';
import { dayIndex, plusDays } from '#src/connectors/backstage/agency.ts';
import { creatorData, type CreatorDataOptions } from '#src/connectors/backstage/exports.ts';
import { simulateAgency, type AgencyTruth, type CreatorTruth } from '#src/connectors/backstage/truth.ts';

export const small = { seed: 7, creators: 300, from: '2026-06-20', days: 60 } as const;
export const agency = simulateAgency(small);
export const last = plusDays(agency.from, agency.days - 1);
export const english = { language: 'en' } as const;

export type Row = Record<string, Cell>;
/** Rows under the published English names. */
export function rowsOf({ rows }: { rows: Cell[][] }): Row[] {
  const [header, ...body] = rows as [string[], ...Cell[][]];
  return body.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]!])));
}
export const english0 = (options: Omit<CreatorDataOptions, 'language'>, truth = agency) =>
  rowsOf(creatorData(truth, { ...english, ...options }));
export const at = (truth: AgencyTruth, { index }: CreatorTruth, on: string) => index * truth.span + dayIndex(truth, on);
export const secondsOf = (text: Cell): number => {
  const [, h = '0', m = '0', s = '0'] = /^(?:(\d+)(?:h|時間) ?)?(?:(\d+)(?:min|m|分) ?)?(?:(\d+)(?:s|秒))?$/u.exec(String(text))!;
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
};
export const ranked = (values: Iterable<number>) => Float64Array.from(values).sort();
export const quantile = (sorted: Float64Array, share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
export const median = (values: Iterable<number>) => quantile(ranked(values), 0.5);
export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
export const near = (value: number, wanted: number, tolerance: number, what: string) =>
  assert.ok(Math.abs(value - wanted) <= tolerance, `${what}: ${value} is not within ${tolerance} of ${wanted}`);
