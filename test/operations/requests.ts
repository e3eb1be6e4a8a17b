// For each operation of the document a request: what the tests of access, of bad input and of the fuzzer are made from.
import { calls } from './samples/calls.ts';
import { copies } from './samples/copies.ts';
import { creators } from './samples/creators.ts';
import { invites } from './samples/invites.ts';
import { live } from './samples/live.ts';
import { messages } from './samples/messages.ts';
import { notices } from './samples/notices.ts';
import { people } from './samples/people.ts';
import { scouting } from './samples/scouting.ts';
import type { Samples } from './samples/making.ts';

/** For each operation a request that somebody with the right to it would be granted. */
export const requests: Samples = { ...people, ...creators, ...calls, ...copies, ...live, ...invites, ...scouting, ...messages, ...notices };
