import { refusals } from '#src/lib/errors.ts';
import { addDays, startOfDay } from '#src/lib/time.ts';
import { reasons } from './contract.ts';

const no = refusals(reasons);

/** A period of whole days, UTC: from the first instant of the one up to the first after the other. */
export function periodOf(from: string | undefined, until: string | undefined): { from: Date | undefined; before: Date | undefined } {
  if (from !== undefined && until !== undefined && until < from) throw no('ops.period');
  return {
    from: from === undefined ? undefined : startOfDay(from),
    before: until === undefined ? undefined : addDays(startOfDay(until), 1),
  };
}

/** The words under which an audit row names people. */
const personKeys = ['personId', 'coach'];
export const idsIn = (subject: Record<string, unknown>): string[] =>
  personKeys.flatMap((key) => (typeof subject[key] === 'string' ? [subject[key]] : []));
