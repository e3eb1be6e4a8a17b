// Creators flip their switch in this process while this one and another one search, on the same database.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openPool } from '#src/infra/db/open.ts';
import { freshDb } from '../db.ts';
import { makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from '../make.ts';
import { dice, inLanes, times } from '../promises/dice.ts';
import { instant, openHistory, readHistory, type Flip, type History, type Sight } from '../promises/history.ts';
import { openTestApp, type TestApp } from '../server.ts';
import { categoryOf, handleOf, openSearching, type Searched } from './searching.ts';

export interface Race {
  t: TestApp;
  agency: MadeAgency;
  creators: MadeCreator[];
  history: History;
  /** How many answers the other process gave. */
  elsewhere: number;
  /** How many searches the index answered there. */
  byIndex: number;
  seconds: number;
  stop(): Promise<void>;
}
/** The program with creators whose switch is off, and an agency that looks for them. */
async function openStage({ creators: n, lanes, withdrawal, engine }: Pick<Wish, 'creators' | 'lanes' | 'withdrawal' | 'engine'>) {
  // Ten thousand small commits, none of which has to survive a power cut.
  const db = await freshDb({ hurried: true });
  const reserve = openPool(db.url, { max: lanes });
  const index = engine !== 'sql' && { index: {} };
  const t = await openTestApp({ db, reserve, strict: false, ...index, ...(withdrawal && { withdrawal }) });
  t.app.index?.start();
  await t.app.index?.settle();
  const agency = await makeAgency(t, await makeOperator(t));
  const creators = await inLanes(
    4,
    times(n, (i) => i),
    (i) => makeCreator(t, { handle: handleOf(i), languages: [i % 2 ? 'de' : 'en'], categories: [categoryOf(i)] }),
  );
  const searched = { agencyId: agency.agencyId, key: agency.owner.key!, creatorIds: creators.map((c) => c.creatorId) };
  return { db, reserve, t, agency, creators, searched };
}

/** `engine`: the index, which is the default, or SQL alone, in every process. */
type Wish = { flips: number; creators: number; lanes: number; seed: number; withdrawal?: [] | undefined; engine?: 'sql' };

/** Runs the whole race and reads its history. */
export async function race({ flips, lanes, seed, ...wish }: Wish): Promise<Race> {
  const { db, reserve, t, agency, creators, searched } = await openStage({ lanes, ...wish });
  const sights: Sight[] = [];
  const other = await openOther(db.url, searched, { seed: seed + 1000, engine: wish.engine }, (sight) => void sights.push(sight));
  let going = true;
  const began = performance.now();
  const here = times(1, async (lane) => {
    const step = openSearching(t.app.fetch, searched, dice(seed + 100 + lane));
    while (going) sights.push(...(await step()));
  });
  const ended = async () => {
    going = false;
    await Promise.all(here);
    return other.end();
  };
  const flipping = Promise.all(times(lanes, (lane) => flipAll(creators, lane, lanes, Math.ceil(flips / lanes), seed)));
  // Whatever happens to the flips, nothing goes on searching.
  const done = await flipping.catch((error: unknown) => ended().then(() => Promise.reject(error)));
  await ended();
  const seconds = (performance.now() - began) / 1000;
  const history = readHistory(done.flat(), sights);
  return {
    t,
    agency,
    creators,
    history,
    elsewhere: other.answers(),
    byIndex: other.byIndex(),
    seconds,
    stop: async () => {
      await t.stop();
      await reserve.end();
    },
  };
}

/** One connection's share: its own creators, one after the other, each time the opposite of what it was. */
async function flipAll(creators: MadeCreator[], lane: number, lanes: number, count: number, seed: number): Promise<Flip[]> {
  const roll = dice(seed + lane);
  const mine = creators.map((_, i) => i).filter((i) => i % lanes === lane);
  const on = new Set<number>();
  const flips: Flip[] = [];
  while (flips.length < count) {
    const who = roll.one(mine);
    const granted = !on.has(who);
    // An edit at the same time has search write her anew: a withdrawal must win against that as well.
    const edit = roll.chance(0.05) ? creators[who]!.send('PATCH', '/v1/me/creator', { bio: `Edit ${flips.length}` }) : undefined;
    const sent = instant();
    const answer = await creators[who]!.put('/v1/me/consents/discovery', { granted, textVersion: 2 });
    flips.push({ who, on: granted, sent, acked: instant() });
    if (answer.status !== 200) throw new Error(`a flip was answered ${answer.status}: ${answer.text}`);
    if (granted) on.add(who);
    else on.delete(who);
    await edit;
  }
  return flips;
}

export interface LongRace {
  history: History;
  /** How often a searching process was killed, or ended and started again. */
  restarts: number;
  seconds: number;
}

/** So many searches in four processes; the flips keep step with them, and sixty times one of the other three is replaced by another. */
export async function longRace({ searches, ...wish }: Wish & { searches: number }): Promise<LongRace> {
  const { flips, lanes, seed } = wish;
  const { db, reserve, t, creators, searched } = await openStage(wish);
  const history = openHistory();
  const { total } = history;
  let seeds = seed + 1000;
  const start = () =>
    openOther(db.url, searched, { seed: (seeds += 10), lanes: 2, pauseMs: 0, engine: wish.engine }, (sight) => history.sight(sight));
  const others = await Promise.all(times(3, start));
  const began = performance.now();
  let restarts = 0;
  const going = () => total.answers < searches;
  const pause = (ms: number) => new Promise((ok) => setTimeout(ok, ms));

  const here = async () => {
    const step = openSearching(t.app.fetch, searched, dice(seed + 100), 0);
    while (going()) for (const sight of await step()) history.sight(sight);
  };
  const replacing = async () => {
    for (let n = 1; going(); await pause(20)) {
      if (total.answers < (n * searches) / 60) continue;
      const at = n++ % others.length;
      await (n % 2 === 0 ? others[at]!.kill() : others[at]!.end());
      others[at] = await start();
      restarts++;
    }
  };
  const flipping = async (lane: number) => {
    const roll = dice(seed + lane);
    const mine = creators.map((_, i) => i).filter((i) => i % lanes === lane);
    const on = new Set<number>();
    while (going() || total.flips < flips) {
      if (going() && total.flips > (total.answers / searches) * flips) {
        await pause(5);
        continue;
      }
      const who = roll.one(mine);
      const granted = !on.has(who);
      const edit = roll.chance(0.05) ? creators[who]!.send('PATCH', '/v1/me/creator', { bio: `Edit ${total.flips}` }) : undefined;
      const acknowledged = history.flip(who, granted);
      const answer = await creators[who]!.put('/v1/me/consents/discovery', { granted, textVersion: 2 });
      acknowledged();
      if (answer.status !== 200) throw new Error(`a flip was answered ${answer.status}: ${answer.text}`);
      if (granted) on.add(who);
      else on.delete(who);
      await edit;
    }
  };
  try {
    await Promise.all([here(), replacing(), ...times(lanes, flipping)]);
    await Promise.all(others.map((other) => other.end()));
    return { history: history.end(), restarts, seconds: (performance.now() - began) / 1000 };
  } finally {
    await Promise.all(others.map((other) => other.kill()));
    await t.stop();
    await reserve.end();
  }
}

interface Other {
  /** How many answers it gave. */
  answers(): number;
  /** How many searches the index answered, told at its end. */
  byIndex(): number;
  /** Lets it finish. */
  end(): Promise<void>;
  /** In the middle of whatever it does. */
  kill(): Promise<void>;
}

async function openOther(
  url: string,
  searched: Searched,
  wish: { seed: number; lanes?: number; pauseMs?: number; engine: 'sql' | undefined },
  onSight: (sight: Sight) => void,
): Promise<Other> {
  const file = join(import.meta.dirname, 'searcher.ts');
  const child = spawn(process.execPath, [file, JSON.stringify({ url, lanes: 2, pauseMs: 20, ...wish, ...searched })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'close');
  let answers = 0;
  let byIndex = 0;
  let killed = false;
  let state = '';
  const ready = new Promise<void>((ok, fail) => {
    createInterface(child.stdout).on('line', (line) => {
      // A kill cuts the last line anywhere.
      if (killed && !/^(\[.*\]|\{.*\})$/.test(line)) return;
      const said = JSON.parse(line) as [string, number, number, number[]] | { ready?: true; done?: number; failed?: string };
      if (Array.isArray(said)) {
        answers++;
        onSight({ surface: said[0], begun: said[1], ended: said[2], who: said[3] });
      } else if (said.ready) ok();
      else if (said.done !== undefined) [state, byIndex] = ['done', said.done];
      else fail(new Error((state = said.failed ?? 'the other process failed')));
    });
    child.once('exit', () => fail(new Error('the other process ended early')));
  });
  await ready;
  return {
    answers: () => answers,
    byIndex: () => byIndex,
    async end() {
      child.stdin.end();
      await exited;
      if (state !== 'done') throw new Error(`the other process did not end well: ${state}`);
    },
    async kill() {
      killed = true;
      child.kill('SIGKILL');
      await exited;
    },
  };
}
