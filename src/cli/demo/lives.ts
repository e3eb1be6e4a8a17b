// LIVEs of a demo, as long as its server runs: by the same intake as everybody's, as the operator of the data directory.
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { livesSimulator } from '#src/app.ts';
import { bornAt } from '#src/lib/ids.ts';
import { speak, type Connection } from '../connect.ts';
import type { Line } from '../line.ts';
import { files, type Program } from '../open.ts';
import { openSender } from '../simulate/sending.ts';
import { eveningsOf, mostLeads, mostOthers, turnsOf, type Player } from './schedule.ts';

type Lives = Awaited<ReturnType<typeof livesSimulator>>;
interface Login {
  room: string;
  apiKey: string;
  agencyId?: string;
  creatorId?: string;
}
/** After the ready line the first visitors come before this. */
const firstMs = 500;
/** How often what happened is sent. */
const everyMs = 3_000;
/** After something went wrong. */
const againMs = 60_000;
/** Seconds of one broadcast that are made up for at a time: nobody waits for longer than this takes. */
const atOnce = 300;
const nobodysViewers = 90;
const hourMs = 3_600_000;

interface Show {
  players: Player[];
  filledAt: Date;
}

export interface DemoLives {
  /** The evenings of the past are there, or it was stopped before. */
  filled: Promise<void>;
  /** Lets what is on its way be answered, and sends nothing more. */
  stop(): Promise<void>;
}

/**
 * Begins in the background. The work of others comes first: after each request that makes up for something it rests `restful` times as long
 * as the request took.
 */
export function openDemoLives(line: Line, { app }: Pick<Program, 'app'>, { restful = 3 } = {}): DemoLives {
  const stopping = new AbortController();
  const { signal } = stopping;
  const filled = Promise.withResolvers<void>();
  const { clock, log } = line.machine;
  const pause = (ms: number) => sleep(ms, undefined, { signal, ref: false }).catch(() => {});
  const as = (key: string | undefined) =>
    speak({ ...line, config: { ...line.config, key } }, 'http://greenroom.local', app.fetch, {
      close: async () => {},
      wait: async () => {},
    });

  async function show(): Promise<void> {
    const lives = await livesSimulator();
    const stage = await readStage(line, as);
    if (stage.players.length === 0) return;
    const to = openStage(as(undefined));
    await Promise.all([fillPast(lives, stage, to).then(filled.resolve), goOn(lives, stage, to)]);
  }

  function openStage(to: Connection) {
    const send = async (events: readonly object[], size?: number) => {
      const sender = openSender(to, signal, { atOnce: size, triesOnceStopped: 0 });
      const began = performance.now();
      await sender.send(events);
      // Somebody was renamed or erased: who there is is looked up anew.
      if (sender.sum.quarantined > 0) throw new Error('a creator of the demo is not here any more');
      return performance.now() - began;
    };
    const known = (sessions: object[]) => to.call<{ sessions: number; events: number }>('POST', '/v1/live/totals', { sessions });
    return { send, known };
  }
  type Stage = ReturnType<typeof openStage>;

  /** The evenings of which the server knows nothing, unless she was on air by turns then: each in one request, whole or not at all. */
  async function fillPast({ playWhole, roomOf }: Lives, { players, filledAt }: Show, to: Stage): Promise<void> {
    for (const player of players)
      for (const plan of eveningsOf(player, clock())) {
        if (signal.aborted) return;
        // Her turns around it, as far as there was a demo then.
        const [early, late] = [Math.max(plan.startAt - 4 * hourMs, filledAt.getTime()), plan.startAt + plan.seconds * 1000 + hourMs];
        const near = early < late ? turnsOf(player, filledAt, early, late) : [];
        const rooms = [plan, ...near].map((one) => ({ ...one, session: roomOf(one) })).map(roomAt);
        if ((await to.known(rooms)).sessions > 0) continue;
        await pause(restful * (await to.send(playWhole(plan).events, 2_000)));
      }
  }

  /** Who is on air, each broadcast from where the server knows it to. */
  async function goOn({ openBroadcast, roomOf }: Lives, { players, filledAt }: Show, to: Stage): Promise<void> {
    const playing = new Map<string, Playing>();
    while (!signal.aborted) {
      const now = clock().getTime();
      for (const plan of players.flatMap((player) => turnsOf(player, filledAt, now - 1, now))) {
        const session = roomOf(plan);
        if (playing.has(session)) continue;
        const { events: known } = await to.known([roomAt({ ...plan, session })]);
        playing.set(session, { startAt: plan.startAt, n: 0, one: openBroadcast(plan), known, seen: new Set() });
      }
      let behind = false;
      for (const [session, it] of playing) {
        const events = nextOf(it, now);
        if (it.one.over()) playing.delete(session);
        const took = events.length > 0 && !signal.aborted ? await to.send(events) : 0;
        if (it.startAt + (it.n + 10) * 1000 >= now || it.one.over()) continue;
        behind = true;
        await pause(took * restful);
      }
      await pause(behind ? 5 : everyMs);
    }
  }

  async function run(): Promise<void> {
    for (await pause(firstMs); !signal.aborted; await pause(againMs))
      await show().catch((error: unknown) => signal.aborted || log.warn({ err: error }, 'LIVEs of the demo'));
  }
  const running = run();
  return {
    filled: filled.promise,
    stop: async () => {
      stopping.abort();
      filled.resolve();
      await running;
    },
  };
}

const roomAt = ({ platform, account, session }: { platform: string; account: string; session: string }) => ({ platform, account, session });

interface Playing {
  startAt: number;
  /** The second that comes next. */
  n: number;
  one: ReturnType<Lives['openBroadcast']>;
  /** So many of its first events the server has: each was answered before the next was sent. */
  known: number;
  seen: Set<unknown>;
}
/** What has arrived since, for some minutes at most, without what the server has. */
function nextOf(it: Playing, now: number): object[] {
  const events: { id: unknown }[] = [];
  for (let i = 0; i < atOnce && it.startAt + (it.n + 1) * 1000 <= now && !it.one.over(); i++, it.n++) events.push(...it.one.second());
  return events.filter(({ id }) => it.seen.size >= it.known || (it.seen.add(id), false));
}

/** Creators with a login, and members of the agency of the demo, as each of them is called now. */
async function readStage(line: Line, as: (key: string) => Connection): Promise<Show> {
  const file = files(line.config.dataDir).logins;
  const logins = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Login[]) : [];
  const hers = logins.filter(({ room }) => room === 'creator').slice(0, mostLeads);
  const leads = await Promise.all(hers.map(({ apiKey }, place) => leadOf(as(apiKey), place)));
  const owner = logins.find(({ room, agencyId }) => room === 'agency' && agencyId !== undefined);
  const members = owner ? await membersOf(as(owner.apiKey), owner.agencyId!) : [];
  const known = new Set(leads.map(({ handle }) => handle));
  const others = members.filter(({ handle }) => !known.has(handle)).slice(0, mostOthers);
  return {
    players: [...leads, ...others.map((one, place) => ({ ...one, place }))],
    filledAt: bornAt(hers[0]?.creatorId ?? owner?.agencyId ?? ''),
  };
}

interface Profile {
  handles: { platform: Player['platform']; handle: string }[];
  zone: string;
  figures: { averageViewers: { value?: number } | null };
}
async function leadOf(to: Connection, place: number): Promise<Player> {
  const { handles, zone, figures } = await to.call<Profile>('GET', '/v1/me/creator');
  return { ...handles[0]!, zone, viewers: figures.averageViewers?.value ?? nobodysViewers, lead: true, place };
}
/** Those who have been there longest come first: the same ones at each start. */
async function membersOf(to: Connection, agencyId: string): Promise<Omit<Player, 'place'>[]> {
  interface Row {
    handle: string;
    platform: Player['platform'];
    since: string;
  }
  const { items } = await to.call<{ items: Row[] }>('GET', `/v1/agencies/${agencyId}/roster?state=active&limit=200`);
  const sorted = items.toSorted((a, b) => (a.since < b.since ? -1 : 1));
  return sorted.map(({ handle, platform }) => ({ handle, platform, zone: 'Europe/Berlin', viewers: nobodysViewers, lead: false }));
}
