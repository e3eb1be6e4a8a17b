/** A UUIDv7 from a time in milliseconds and a random UUID (of version 4), whose 74 last random bits it keeps. */
export function uuidv7(ms: number, random: string): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

/** When a UUIDv7 was made. */
export const bornAt = (id: string): Date => new Date(parseInt(id.replace('-', '').slice(0, 12), 16));

/** A number in [0, 1) that stays the same for a text: FNV-1a with a final mix. For percentages, never for secrets. */
export function drawOf(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
