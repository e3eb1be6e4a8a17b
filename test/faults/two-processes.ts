// Creators flip their switch in this process while this one and another one search, on the same database.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openPool } from '#src/infra/db/open.ts';
import { freshDb } from '../db.ts';
import { makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from '../make.ts';
import { dice, inLanes, times } from '../promises/dice.ts';
import { instant, readHistory, type Flip, type History, type Sight } from '../promises/history.ts';
import { openTestApp, type TestApp } from '../server.ts';
import { categoryOf, handleOf, openSearching, type Searched } from './searching.ts';

export interface Race {
  t: TestApp;
  agency: MadeAgency;
  creators: MadeCreator[];
  history: History;
  /** How many answers the other process gave. */
  elsewhere: number;
  seconds: number;
  stop(): Promise<void>;
}
type Wish = { flips: number; creators: number; lanes: number; seed: number; withdrawal?: [] };

/** Runs the whole race and reads its history. */
export async function race({ flips, creators: n, lanes, seed, withdrawal }: Wish): Promise<Race> {
  // Ten thousand small commits, none of which has to survive a power cut.
  const db = await freshDb({ hurried: true });
  const reserve = openPool(db.url, { max: lanes });
  const t = await openTestApp({ db, reserve, strict: false, ...(withdrawal && { withdrawal }) });
  const agency = await makeAgency(t, await makeOperator(t));
  const creators = await inLanes(
    4,
    times(n, (i) => i),
    (i) => makeCreator(t, { handle: handleOf(i), languages: [i % 2 ? 'de' : 'en'], categories: [categoryOf(i)] }),
  );
  const searched = { agencyId: agency.agencyId, key: agency.owner.key!, creatorIds: creators.map((c) => c.creatorId) };

  const other = await openOther(db.url, searched, seed + 1000);
  const sights: Sight[] = [];
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
  const theirs = await ended();
  const seconds = (performance.now() - began) / 1000;
  const history = readHistory(done.flat(), [...sights, ...theirs]);
  return {
    t,
    agency,
    creators,
    history,
    elsewhere: theirs.length,
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
    const answer = await creators[who]!.put('/v1/me/consents/discovery', { granted, textVersion: 1 });
    flips.push({ who, on: granted, sent, acked: instant() });
    if (answer.status !== 200) throw new Error(`a flip was answered ${answer.status}: ${answer.text}`);
    if (granted) on.add(who);
    else on.delete(who);
    await edit;
  }
  return flips;
}

async function openOther(url: string, searched: Searched, seed: number) {
  const file = join(import.meta.dirname, 'searcher.ts');
  const child = spawn(process.execPath, [file, JSON.stringify({ url, lanes: 2, seed, ...searched })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const sights: Sight[] = [];
  let state = '';
  const ready = new Promise<void>((ok, fail) => {
    createInterface(child.stdout).on('line', (line) => {
      const said = JSON.parse(line) as [string, number, number, number[]] | { ready?: true; done?: true; failed?: string };
      if (Array.isArray(said)) sights.push({ surface: said[0], begun: said[1], ended: said[2], who: said[3] });
      else if (said.ready) ok();
      else if (said.done) state = 'done';
      else fail(new Error((state = said.failed ?? 'the other process failed')));
    });
    child.once('exit', () => fail(new Error('the other process ended early')));
  });
  await ready;
  return {
    async end(): Promise<Sight[]> {
      child.stdin.end();
      await exited;
      if (state !== 'done') throw new Error(`the other process did not end well: ${state}`);
      return sights;
    },
  };
}
