import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dayMs } from '#src/lib/time.ts';
import { connect, type Connection } from './connect.ts';
import { Misuse, print, progress, type Command } from './line.ts';

interface Event {
  id: unknown;
  type: string;
  time?: string;
  platform: string;
  subject: string;
  session: unknown;
}
interface Taken {
  accepted: number;
  duplicate: number;
  quarantined: number;
  rejected: { index: number; code: string; detail: string }[];
}

const atOnce = 500;
const ms = (event: Event): number => (event.time === undefined ? NaN : Date.parse(event.time));

/** In the order of their instants; those without one stay behind the one that came before them. */
function inOrder(events: Event[]): Event[] {
  let last = 0;
  const placed = events.map((event) => ({ event, at: Number.isNaN(ms(event)) ? last : (last = ms(event)) }));
  return placed.toSorted((a, b) => a.at - b.at).map(({ event }) => event);
}

/** A recording is judged by its own last instant; a file may hold several, told apart by a day without anything. */
function parts(events: Event[]): { events: Event[]; asOf: string }[] {
  const all: { events: Event[]; asOf: string }[] = [];
  let [first, last] = [0, 0];
  for (const event of inOrder(events)) {
    const at = ms(event);
    const part = all.at(-1);
    if (!part || part.events.length === atOnce || at - first > dayMs) {
      if (!Number.isNaN(at)) [first, last] = [at, at];
      all.push({ events: [event], asOf: new Date(last).toISOString() });
    } else {
      part.events.push(event);
      if (!Number.isNaN(at)) part.asOf = new Date((last = at)).toISOString();
    }
  }
  return all;
}

async function send(to: Connection, events: Event[], onProgress: (done: number) => void): Promise<Taken> {
  const sum: Taken = { accepted: 0, duplicate: 0, quarantined: 0, rejected: [] };
  let done = 0;
  for (const part of parts(events)) {
    const taken = await to.call<Taken>('POST', `/v1/live/events?asOf=${encodeURIComponent(part.asOf)}`, part.events);
    sum.accepted += taken.accepted;
    sum.duplicate += taken.duplicate;
    sum.quarantined += taken.quarantined;
    sum.rejected.push(...taken.rejected);
    onProgress((done += part.events.length));
  }
  return sum;
}

type Room = Pick<Event, 'platform' | 'subject' | 'session'>;
const roomOf = ({ platform, subject, session }: Room) => ({ platform, account: subject, session: String(session) });
const keyOf = (event: Room) => JSON.stringify(roomOf(event));

/** An end for each broadcast that the recording leaves open: with the last thing that it holds of it. */
function endings(events: Event[]): Event[] {
  const last = new Map<string, { event: Event; at: number; endedAt: number }>();
  for (const event of events) {
    const at = ms(event);
    if (Number.isNaN(at)) continue;
    const known = last.get(keyOf(event)) ?? { event, at: -Infinity, endedAt: -Infinity };
    if (event.type === 'stream.ended') known.endedAt = Math.max(known.endedAt, at);
    else known.at = Math.max(known.at, at);
    last.set(keyOf(event), known);
  }
  return [...last.values()]
    .filter(({ at, endedAt }) => endedAt < at)
    .map(({ event: { platform, subject, session }, at }) => ({
      specversion: '1.0',
      id: `end of ${String(session)} at ${at}`,
      source: 'greenroom-replay',
      type: 'stream.ended',
      time: new Date(at).toISOString(),
      platform,
      subject,
      session,
    }));
}

/** Accounts that nobody knows become test profiles. */
export async function register(to: Connection, events: readonly Room[]): Promise<void> {
  for (const [platform, of] of Map.groupBy(events, (event) => event.platform)) {
    const accounts = [...new Set(of.map((event) => event.subject))];
    for (let i = 0; i < accounts.length; i += atOnce)
      await to.call('POST', '/v1/live/accounts', { platform, accounts: accounts.slice(i, i + atOnce) });
  }
}

export interface Totals {
  events: number;
  diamonds: number;
  diamondsInferred: number;
  diamondsToGuests: number;
}
/** What the server made of the broadcasts that these are of. */
export async function totalsOf(to: Connection, events: readonly Room[]): Promise<Totals> {
  const rooms = [...new Map(events.map((event) => [keyOf(event), roomOf(event)])).values()];
  const sum: Totals = { events: 0, diamonds: 0, diamondsInferred: 0, diamondsToGuests: 0 };
  for (let i = 0; i < rooms.length; i += 1000) {
    const part = await to.call<Totals>('POST', '/v1/live/totals', { sessions: rooms.slice(i, i + 1000) });
    for (const key of Object.keys(sum) as (keyof Totals)[]) sum[key] += part[key];
  }
  return sum;
}

/** `replay FILE --from tiktok`: a recording through the connector's mapping and the same intake as everybody's. Twice is no change. */
export const replay: Command = async (line) => {
  const { values, positionals } = parseArgs({ args: line.args, allowPositionals: true, options: { from: { type: 'string' } } });
  const [file] = positionals;
  const { recordings } = await import('#src/app.ts');
  const usage = `replay FILE --from ${Object.keys(recordings).join('|')}`;
  const load = Object.hasOwn(recordings, values.from ?? '') ? recordings[values.from!] : undefined;
  if (file === undefined || positionals.length !== 1 || !load) throw new Misuse(usage);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Misuse(`There is no file ${file}`);
  const read = (await load())(readFileSync(file, 'utf8'));
  const events = read.events as Event[];
  const to = await connect(line);
  try {
    await register(to, events);
    const show = progress('Replaying');
    const taken = await send(to, events, (done) => show(done, events.length, 'events'));
    await send(to, endings(events), () => {});
    const { diamonds, diamondsInferred } = await totalsOf(to, events);
    const report = {
      events: events.length + read.ignored + read.unreadable.length,
      accepted: taken.accepted,
      duplicate: taken.duplicate,
      ignored: read.ignored,
      quarantined: taken.quarantined,
      rejected: taken.rejected.length + read.unreadable.length,
      diamonds,
      diamondsInferred,
    };
    const more = [...new Set(taken.rejected.map((one) => `  ${one.code}: ${one.detail}`))].join('\n');
    const words = `${report.events} messages: ${report.accepted} counted, ${report.duplicate} known already, ${report.ignored} that count nowhere, ${report.quarantined} waiting, ${report.rejected} rejected. ${report.diamonds} diamonds, and ${report.diamondsInferred} of streaks without an end.`;
    print(line, report, `${words}${more && `\n${more}`}`);
    return 0;
  } finally {
    await to.close();
  }
};
