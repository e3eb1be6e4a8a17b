// The agency of the demo that works from its own exports: what its manager downloads from Backstage each morning is brought as anybody's files are.
import type { App } from '#src/app.ts';
import type { Actor } from '#src/infra/context.ts';
import { addDays } from '#src/lib/days.ts';
import { addMs, dayOf, earlier } from '#src/lib/time.ts';
import type { AgencyFacts, Role } from './agencies.ts';
import { mailOf } from './people.ts';

export const house: Omit<AgencyFacts, 'staff' | 'messages'> = {
  name: 'Kanal Haus',
  city: 'Köln',
  country: 'DE',
  languages: ['de', 'en'],
  about: 'Sechzig Leute, vier Gruppen, jeden Morgen ein Blick auf die Zahlen.',
  verified: true,
  own: { commissionBps: 900, coachingHoursMonthly: 3 },
};
/** Whoever has a password has a login. The files name these people as managers of creators, by their addresses. */
export const houseStaff: { name: string; role: Role; email: string; password?: string }[] = [
  { name: 'Mirjam Kolbe', role: 'owner', email: mailOf('house-owner'), password: 'greenroom-house-owner-1' },
  { name: 'Deniz Yalçın', role: 'manager', email: mailOf('house-manager') },
  { name: 'Paula Ostrowski', role: 'coach', email: mailOf('house-coach-1'), password: 'greenroom-house-coach-1' },
  { name: 'Tarek Nasser', role: 'coach', email: mailOf('house-coach-2') },
];

/** So many days before the last one something began: a screen that is looked at today has each of it to show. */
const plans = {
  fading: [17, 12, 9, 6, 4],
  stopping: [24, 9, 6, 4],
  pausing: [11, 40],
  rising: [20, 15],
  waiting: [12, 8, 5, 3, 1],
  hasty: [24, 18, 12],
  twice: 6,
  steady: 12,
};
const shares = { renamed: 0.06, moved: 0.08, joining: 0.2, quitting: 0.15 };

export interface HouseOptions {
  seed: number;
  /** Of how many days there are files: the last is yesterday, UTC. */
  days: number;
  now: Date;
}

/** Sixty creators and what happens to them, as the simulator is asked for them; of fewer days only what has room in them. */
export function drawHouse({ seed, days, now }: HouseOptions): Parameters<App['simulateDownloads']>[0] {
  const fitting = Object.entries(plans).map(([plan, all]) => [plan, typeof all === 'number' ? all : all.filter((onset) => onset < days)]);
  return {
    seed,
    creators: 60,
    from: addDays(dayOf(now), -days),
    days,
    groups: ['Aufbau', 'Musik', 'Gaming', 'Abendrunde'],
    managers: houseStaff.filter(({ role }) => role !== 'owner').map(({ email }) => email),
    managedBy: 'group',
    plans: Object.fromEntries(fitting) as Partial<typeof plans>,
    shares,
  };
}

/** Has the agency's manager bring its files, each a few minutes after it was downloaded. */
export async function fillHouse(
  app: App,
  { agencyId, staff }: { agencyId: string; staff: Actor[] },
  options: HouseOptions,
  onFile: () => void,
) {
  const { now } = options;
  const manager = staff[houseStaff.findIndex(({ role }) => role === 'manager')]!;
  const files = await app.simulateDownloads(drawHouse(options), now);
  await app.importing.bringing(async (workDueAt) => {
    for (const { name, bytes, at } of files) {
      const when = earlier(addMs(at, 240_000), now);
      const act = <O>(verb: string, input: object) => app.carryOut<O>(`imports.${verb}`, { agencyId, ...input }, manager, when);
      const begun = await act<{ importId: string; partBytes: number; parts: number }>('begin', {
        name,
        bytes: bytes.length,
        platform: 'tiktok',
      });
      const { importId, partBytes } = begun;
      for (let n = 0; n < begun.parts; n++)
        await act('send', { importId, n, data: Buffer.from(bytes.subarray(n * partBytes, (n + 1) * partBytes)).toString('base64') });
      await act('read', { importId });
      await workDueAt(when);
      await act('take', { importId, confirm: [] });
      await workDueAt(when);
      onFile();
    }
  });
}
