/**
 * Accounts are shared out over so many lanes. One transaction at a time works in a lane, whichever process it belongs to: what was read
 * of a broadcast is still so when it is written. The same number everywhere, or two would work on one account.
 */
export const lanes = 4;

/** FNV-1a over platform and account. */
export function laneOf(platform: string, account: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < platform.length; i++) h = Math.imul(h ^ platform.charCodeAt(i), 0x01000193);
  for (let i = 0; i < account.length; i++) h = Math.imul(h ^ account.charCodeAt(i), 0x01000193);
  return ((h ^ (h >>> 15)) >>> 0) % lanes;
}
