/** Digits of other scripts and widths as the plain ones. */
export const plainDigits = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[０-９]/gu, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0))
    .replace(/[٠-٩]/gu, (d) => String(d.charCodeAt(0) - 0x660));
/** A whole number between two; null: it is none. */
export const whole = (text: string, min: number, max: number): number | null => {
  const value = Number(plainDigits(text).trim());
  return text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max ? value : null;
};
/** A share in per cent as parts per ten thousand; null: it is none. */
export const shareOf = (text: string): number | null => {
  const value = Math.round(Number(plainDigits(text).trim().replace(',', '.')) * 100);
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 && value <= 10_000 ? value : null;
};
/** What may stand between groups of three digits. */
const grouped = /(\d)[.,'’\u00a0\u202f ](?=\d{3}(?!\d))/gu;
/**
 * An amount as people type it, in minor units: 1,000 and 1.000 are a thousand, 10.50 and 10,50 ten and a half. Null: it is none, or has more
 * decimals than the currency.
 */
export function minorOf(text: string, places: number): number | null {
  const typed = plainDigits(text).trim();
  const plain = places === 3 ? typed : typed.replace(grouped, '$1');
  const found = /^(\d{1,12})(?:[.,](\d+))?$/u.exec(plain);
  const mark = plain[found?.[1]!.length ?? 0];
  // The same sign cannot stand before thousands and before decimals.
  if (!found || (found[2] ?? '').length > places || (mark !== undefined && typed.split(mark).length > 2)) return null;
  return Number(`${found[1]}${(found[2] ?? '').padEnd(places, '0')}`);
}
