import type { PolicyKind } from '#src/features/policies/contract.ts';
import type { World } from '#src/infra/context.ts';
import type { Reaction } from '#src/infra/jobs/relay.ts';
import { draftsOf, followed, type Happened } from './rules/drafts.ts';
import { lostWith, type Role } from './rules/names.ts';
import { saveRounds } from './queries/rules.ts';
import { deliver, forgetAsStaff, loadFacts } from './steps.ts';

const roundOf = ({ body, at }: Pick<Happened, 'body' | 'at'>) => {
  const { policyId, kind, version, from } = body as { policyId: string; kind: PolicyKind; version: number; from: string };
  return { policy_id: policyId, kind, version, valid_from: new Date(from), told_at: at };
};

/** Follows what was committed and tells the people whom it concerns; each event once to each person. `silent`: people who are programs. */
export const makeFollow = (
  world: Pick<World, 'newId'>,
  isSilent: (tx: Parameters<Reaction['run']>[0]) => Promise<string | undefined>,
): Reaction => ({
  consumer: 'notices',
  names: [...followed, 'policies.in_force'],
  run: async (tx, events, now) => {
    const reckoned = events.filter((e) => e.name === 'calls.reckoned').map((e) => String(e.body['agencyId']));
    const isAsked = events.some((e) => e.name === 'roster.contested');
    const facts = await loadFacts(
      tx,
      events.map((e) => e.body),
      { now, reckoned, isAsked },
    );
    const silent = await isSilent(tx);
    const drafts = events.flatMap((e) => draftsOf(e, facts)).filter((d) => d.personId !== silent);
    for (const { name, body } of events) {
      const { personId, agencyId } = body as { personId: string; agencyId: string };
      if (name === 'agencies.role_changed') await forgetAsStaff(tx, personId, agencyId, lostWith(body['role'] as Role));
      if (name === 'agencies.seat_ended') await forgetAsStaff(tx, personId, agencyId, lostWith(null));
    }
    await deliver(tx, world.newId, drafts, now);
    // Whom a rule concerns may be everybody: they are told page by page, by a job.
    await saveRounds(tx, events.filter(({ name }) => name === 'policies.in_force').map(roundOf));
  },
});

type CarryOut = (name: string, input: unknown) => Promise<unknown>;
/** Tells of the rules that took force, a page of people in each transaction, until everybody whom they concern was told. */
export async function tellAllRules(carryOut: CarryOut): Promise<void> {
  for (let more = true; more;) more = ((await carryOut('notices.tellRules', {})) as { more: boolean }).more;
}
