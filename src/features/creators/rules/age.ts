import { refusals } from '#src/lib/errors.ts';
import { reasons } from '../contract.ts';

const no = refusals(reasons);
const hourMs = 3_600_000;

/** The day of the 18th birthday; for 29 February the 1st of March where the year has none. */
export function adultOn(birthDate: string): string {
  const [y, m, d] = birthDate.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(y + 18, m - 1, d)).toISOString().slice(0, 10);
}

/** 18 or over everywhere on Earth: the birthday has begun at UTC-12, the last zone to reach it. */
export const isAdult = (adultSince: string | null, now: Date): boolean =>
  adultSince !== null && now.getTime() >= Date.parse(`${adultSince}T00:00:00Z`) + 12 * hourMs;

/** The latest first day of adulthood that counts as 18 or over now: `isAdult` for a whole table. */
export const adultsUntil = (now: Date): string => new Date(now.getTime() - 12 * hourMs).toISOString().slice(0, 10);

/** The day to keep in place of a birth date; refuses a date that cannot be and anybody under 18. */
export function attestAge(birthDate: string, now: Date): string {
  const born = Date.parse(`${birthDate}T00:00:00Z`);
  if (Number.isNaN(born) || new Date(born).toISOString().slice(0, 10) !== birthDate || birthDate < '1900-01-01' || born > now.getTime())
    throw no('creators.birth_date_impossible');
  const since = adultOn(birthDate);
  if (!isAdult(since, now)) throw no('creators.under_age');
  return since;
}
