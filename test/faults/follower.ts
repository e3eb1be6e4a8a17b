// A process of readers of LIVEs: they follow, are cut off at random and come again, until they are told that it is over; others open a line
// and never read it. `fork`ed, with its wish as its argument; in a process of its own, so that the program alone is measured.
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveNow } from '#src/web/client.gen.ts';
import { openReader, type Reader, type Told } from '../followers.ts';
import { dice, times, type Dice } from '../promises/dice.ts';

export interface Followed {
  sessionId: string;
  key: string;
}
export interface Wish {
  url: string;
  lives: Followed[];
  readersEach: number;
  silentEach: number;
  seed: number;
}
/** Said once all lines are open; then, when it is over, what came of it. */
export type Said =
  | { open: true }
  | {
      cuts: number;
      messages: number;
      wrong: string[];
      silentEnded: number;
      states: { sessionId: string; state: ReturnType<Reader['state']> }[];
    };
/** It is over once a reader has come to this id of its LIVE. */
export type Over = Record<string, number>;

const { url, lives, readersEach, silentEach, seed } = JSON.parse(process.argv[2]!) as Wish;
let over: Over | undefined;
process.once('message', (lasts: Over) => (over = lasts));
process.once('disconnect', () => process.exit());
let [cuts, messages, silentEnded] = [0, 0, 0];

/** Readers of one LIVE are told the same bytes: they are read once. */
function openParser(): (text: string) => Told | undefined {
  let [last, told]: [string, Told | undefined] = ['', undefined];
  return (text) => {
    if (text === last) return told;
    const said = /^event: (\w+)\nid: (\d+)\ndata: (.*)$/m.exec(text);
    [last, told] = [text, said ? { event: said[1]!, id: Number(said[2]), data: JSON.parse(said[3]!) as LiveNow } : undefined];
    return told;
  };
}
const ask = ({ sessionId, key }: Followed, at: number | undefined, hear: (answer: IncomingMessage) => void) => {
  const headers = { authorization: `Bearer ${key}`, ...(at !== undefined && { 'last-event-id': String(at) }) };
  const request = get(`${url}/v1/me/live/${sessionId}/now`, { headers, agent: false }, (answer) => {
    if (answer.statusCode === 200) hear(answer);
    else request.destroy();
  });
  return request.on('error', () => {});
};

/** One line, until it is cut by either end, or `hear` gives false. */
function follow(live: Followed, parse: ReturnType<typeof openParser>, reader: Reader, hear: () => boolean) {
  let rest = '';
  const request = ask(live, reader.at(), (answer) =>
    answer.setEncoding('latin1').on('data', (piece: string) => {
      const parts = (rest + piece).split('\n\n');
      rest = parts.pop()!;
      for (const part of parts) {
        const told = parse(part);
        if (!told) continue;
        messages++;
        reader.hear(told);
        if (!hear()) request.destroy();
      }
    }),
  );
  return { ended: new Promise<void>((done) => request.once('close', done)), cut: () => request.destroy() };
}

async function keepFollowing(live: Followed, parse: ReturnType<typeof openParser>, reader: Reader, roll: Dice): Promise<void> {
  const done = () => over !== undefined && (reader.at() ?? 0) >= over[live.sessionId]!;
  while (!done()) {
    const line = follow(live, parse, reader, () => !done());
    const timer = setTimeout(line.cut, 500 + roll.below(15_000));
    await line.ended;
    clearTimeout(timer);
    if (!done()) cuts++;
    await sleep(roll.below(200));
  }
}

/** A line that is opened and never read. */
const openSilent = (live: Followed) =>
  new Promise<() => void>((open) => {
    const request = ask(live, undefined, (answer) => {
      answer.pause();
      open(() => request.destroy());
    });
    request.on('close', () => {
      silentEnded++;
      open(() => {});
    });
  });

const roll = dice(seed);
const silent: (() => void)[] = [];
for (const live of lives) silent.push(...(await Promise.all(times(silentEach, () => openSilent(live)))));
const readers = lives.flatMap((live) => {
  const parse = openParser();
  return times(readersEach, () => ({ live, parse, reader: openReader() }));
});
const following: Promise<void>[] = [];
// Forty at a time: what is asked here is what following costs, not how two thousand are let in at one instant.
for (const { live, parse, reader } of readers) {
  following.push(keepFollowing(live, parse, reader, roll));
  if (following.length % 40 === 0) await sleep(100);
}
process.send!({ open: true } satisfies Said);
await Promise.all(following);
const ended = silentEnded;
for (const close of silent) close();
// Each state once: readers of a LIVE all end with the same.
const states = new Map(
  readers.map(({ live, reader }) => [
    JSON.stringify([live.sessionId, reader.state()]),
    { sessionId: live.sessionId, state: reader.state() },
  ]),
);
const wrong = [...new Set(readers.flatMap(({ reader }) => reader.wrong))];
process.send!({ cuts, messages, wrong, silentEnded: ended, states: [...states.values()] } satisfies Said, () => process.exit());
