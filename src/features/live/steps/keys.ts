import { hash } from 'node:crypto';
import type { Platform } from '#src/lib/shapes.ts';

/** 120 bits of a SHA-256 as a UUID of version 8: the same for the same words, whoever reckons it. */
function idOf(words: string): string {
  const h = hash('sha256', words, 'hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

/** What an event is known by, beside whose account it is of: any two with the same one are one. */
export const keyOf = (platform: Platform, source: string, id: string): string => idOf(`${platform}\n${source}\n${id}`);
/** A broadcast is the creator's, the platform's and the room's: whoever hears of it first, in whatever order, calls it the same. */
export const sessionIdOf = (creatorId: string, platform: Platform, room: string): string => idOf(`${creatorId}\n${platform}\n${room}`);
/** Who gave in a broadcast: the same for the same sender there, another one in each broadcast. */
export const gifterIdOf = (platform: Platform, account: string, room: string, from: string): string =>
  idOf(`${platform}\n${account}\n${room}\n${from}`);
export const streakIdOf = (streak: string): string => idOf(streak);
