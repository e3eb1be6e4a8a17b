/** A UUIDv7 from a time in milliseconds and ten random bytes. */
export function uuidv7(ms: number, random: Uint8Array): string {
  const b = new Uint8Array(16);
  for (let i = 0, t = ms; i < 6; i++, t = Math.floor(t / 256)) b[5 - i] = t % 256;
  b.set(random.subarray(0, 10), 6);
  b[6] = (b[6]! & 0x0f) | 0x70;
  b[8] = (b[8]! & 0x3f) | 0x80;
  const hex = Array.from(b, (n) => n.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
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
