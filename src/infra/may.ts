import type { Reason } from '#src/lib/errors.ts';
import { Refusal } from '#src/lib/errors.ts';
import { forOperators, reasons, type May } from './act.ts';
import type { Actor } from './context.ts';

const refusal = (code: string, { kind, detail }: Reason) => new Refusal(kind, code, detail);
const signInFirst = () => refusal('people.sign_in_first', reasons['people.sign_in_first']);
type Role = Actor['agencies'][number]['role'];
type OperatorRole = NonNullable<Actor['operator']>;

export const anyone: May<unknown> = () => undefined;
export const signedIn: May<unknown> = (actor) => (actor.kind === 'visitor' ? signInFirst() : undefined);
/** Jobs and the server itself: no request may. */
export const nobody: May<unknown> = (actor) =>
  actor.kind === 'system' ? undefined : new Refusal('not_found', 'request.no_such_path', 'There is nothing here.');

/** The person behind a creator profile, about herself. */
export const creatorHerself: May<unknown> = (actor) => {
  if (actor.kind === 'visitor') return signInFirst();
  return actor.creatorId === undefined
    ? new Refusal('not_found', 'creators.not_a_creator', 'You have no creator profile here yet.')
    : undefined;
};

export const operator = (...roles: OperatorRole[]): May<unknown> =>
  forOperators((actor) => {
    if (actor.kind === 'visitor') return signInFirst();
    if (actor.kind === 'system') return undefined;
    return actor.operator && roles.includes(actor.operator)
      ? undefined
      : new Refusal('forbidden', 'people.operators_only', 'Only the operator may do that.');
  });

/** Staff of the agency named in the input, in one of these roles. To everybody else the agency's rooms do not exist. */
export const staff =
  (...roles: Role[]): May<{ agencyId: string }> =>
  (actor, { agencyId }) => {
    if (actor.kind === 'visitor') return signInFirst();
    const seat = actor.agencies.find((a) => a.agencyId === agencyId);
    if (!seat) return new Refusal('not_found', 'agencies.not_found', 'There is no such agency.');
    return roles.includes(seat.role)
      ? undefined
      : new Refusal('forbidden', 'agencies.role', 'Your role in this agency does not allow that.');
  };
export const anyStaff = staff('owner', 'manager', 'coach', 'scout', 'finance');
