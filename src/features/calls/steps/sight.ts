import type { Actor } from '#src/infra/context.ts';
import { dayOf } from '#src/lib/time.ts';
import type { Whose } from '../queries/standings.ts';

type Role = Actor['agencies'][number]['role'];

/** Whose creators somebody sees: in the roles of `all` everybody's, a coach her or his own and nobody else's; undefined: nobody's. */
export function sightOf({ personId, agencies }: Actor, agencyId: string, now: Date, all: readonly Role[]): Whose | undefined {
  const role = agencies.find((a) => a.agencyId === agencyId)?.role;
  if (role === undefined || (role !== 'coach' && !all.includes(role))) return undefined;
  return { agencyId, coachId: role === 'coach' ? personId! : null, today: dayOf(now) };
}
