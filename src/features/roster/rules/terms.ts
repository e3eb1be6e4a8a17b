import type { Terms } from '#src/features/policies/contract.ts';

const sorted = (fields: object): [string, unknown][] =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, unknown] => [
      name,
      typeof value === 'object' && value !== null ? Object.fromEntries(sorted(value)) : value,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
/** Terms in one spelling, whatever the order of their fields: what is left out is not written. */
export const writtenTerms = (terms: Partial<Terms>): string => JSON.stringify(sorted(terms));
/** Whether two terms, or the same part of both, say the same. */
export const sameTerms = (a: Partial<Terms>, b: Partial<Terms>): boolean => writtenTerms(a) === writtenTerms(b);
