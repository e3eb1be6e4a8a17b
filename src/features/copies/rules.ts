import { refusals } from '#src/lib/errors.ts';
import { reasons, type Agreed } from './contract.ts';

export const no = refusals(reasons);

/** Digits and letters that nobody mixes up when they are read aloud or typed (Crockford): no I, L, O, U. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 20;
/** So many random bytes make a code: a hundred bits of them are used, more than anybody tries out. */
export const codeBytes = 13;

export function codeFrom(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length }, (_, i) => signs[parseInt(bits.slice(i * 5, i * 5 + 5), 2)]).join('');
}
/** In four groups, as it is printed. */
export const shownCode = (code: string): string => code.replaceAll(/(.{5})(?=.)/g, '$1-');

export type Mark = { by: 'code'; code: string } | { by: 'hash'; sha256: string };
/** What somebody typed or had computed: spaces, dashes and case do not matter, and what looks like a digit is one. Null: neither. */
export function readMark(text: string): Mark | null {
  const bare = text.replaceAll(/[\s\p{Pd}:.]/gu, '');
  if (/^[0-9a-f]{64}$/i.test(bare)) return { by: 'hash', sha256: bare.toLowerCase() };
  const code = bare.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return code.length === length && Array.from(code).every((sign) => signs.includes(sign)) ? { by: 'code', code } : null;
}

/** So often a copy is tried within minutes; after that once an hour, and `verify` says so. */
export const triesSoon = 3;

export interface CopyFacts {
  agreed: Agreed | null;
  sha256: string | null;
  has_content: boolean;
  tries: number;
}
/** `making` until the file is there, `delayed` where that does not go well; `gone` once she is erased: only its hash stays. */
export function stateOf(c: CopyFacts): 'making' | 'delayed' | 'ready' | 'gone' {
  if (c.has_content) return 'ready';
  if (c.agreed === null) return 'gone';
  return c.tries < triesSoon ? 'making' : 'delayed';
}

/** Whether somebody is one of the two who agreed: the creator, or whoever leads the agency. */
export const isParty = (
  who: { creatorId: string | undefined; leads: readonly string[] },
  of: { creator_id: string; agency_id: string },
): boolean => who.creatorId === of.creator_id || who.leads.includes(of.agency_id);
