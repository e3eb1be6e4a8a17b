import { plainDigits } from '#src/web/kit/termsNumbers.ts';

/** A number as people type it: digits alone, or in threes behind 1,000 1.000 1’000 or a fixed space. */
const written = /[1-9]\d{0,2}(?:[.,'’٬\u00a0\u202f]\d{3})+(?!\d)|\d+/gu;
/** What may stand between the numbers of a list. */
const between = /^[\s,;、،·/|]*$/u;
export type ListRead = { values: number[] } | { wrong: { is: 'word'; text: string } | { is: 'order'; before: number; after: number } };

/** Whole numbers out of a line such as "0, 100,000, 200 000", in the order written; each higher than the one before. */
export function readAscending(line: string): ListRead {
  const text = plainDigits(line);
  const rest = text.replace(written, '\n').split('\n');
  const odd = rest.find((piece) => !between.test(piece));
  if (odd !== undefined) return { wrong: { is: 'word', text: odd.replaceAll(/^[\s,;、،]+|[\s,;、،]+$/gu, '') } };
  const values = (text.match(written) ?? []).map((one) => Number(one.replace(/\D/gu, '')));
  const fall = values.findIndex((value, i) => i > 0 && value <= values[i - 1]!);
  return fall === -1 ? { values } : { wrong: { is: 'order', before: values[fall - 1]!, after: values[fall]! } };
}

/** One whole number, typed as people type it; null: it is something else. */
export function readWhole(line: string): number | null {
  const text = plainDigits(line).trim();
  const found = text.match(written);
  return found?.length === 1 && found[0] === text ? Number(text.replace(/\D/gu, '')) : null;
}
