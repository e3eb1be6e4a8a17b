// What samples are made of: the path and the body of one request, and how the scene is got ready for it.
import type { Caller } from '../../server.ts';
import type { Scene } from '../scene.ts';

export interface Wanted {
  path: string;
  body?: Record<string, unknown> | Record<string, unknown>[];
  /** Puts back what this request may have changed about the people of the scene. */
  after?: () => Promise<unknown>;
}
export type Maker = (scene: Scene, caller: Caller) => Wanted | Promise<Wanted>;
export type Samples = Record<string, Maker>;

export const sql = (s: Scene, text: string, values: unknown[] = []) => s.t.owner.query(text, values);

let n = 0;
/** Ids and tokens are kept apart from those of other tests in the process. */
export const nextNumber = (): number => ++n;

export const ours = (rest: string) => (s: Scene) => ({ path: `/v1/agencies/${s.agency.agencyId}${rest}` });
export const plain = (path: string) => () => ({ path });
export function plainBody(path: string, body: Record<string, unknown>): Maker {
  return () => ({ path, body: structuredClone(body) });
}

export const terms = {
  commissionBps: 800,
  paidFrom: 'platform',
  months: 6,
  coolingOffDays: 14,
  noticeDays: 7,
  exclusive: false,
  coachingHoursMonthly: 2,
  trialLive: false,
};
