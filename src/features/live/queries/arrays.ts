import { sql } from 'kysely';

// Lists as PostgreSQL writes them, for statements that take in hundreds of rows: the driver's own writer costs as much as the rest of a batch.
type Plain = number | string | boolean | null;

/** Of numbers, uuids, days, instants and booleans: nothing in them needs a quote. */
export const plainList = (values: readonly Plain[]): string => {
  let text = '{';
  for (let i = 0; i < values.length; i++) text += i === 0 ? String(values[i] ?? 'NULL') : `,${values[i] ?? 'NULL'}`;
  return `${text}}`;
};
const special = /["\\]/g;
/** Of any texts. */
export const textList = (values: readonly string[]): string => `{${values.map((v) => `"${v.replace(special, '\\$&')}"`).join(',')}}`;

/** An instant as milliseconds: a number is cheaper to read than a date. */
export const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);
