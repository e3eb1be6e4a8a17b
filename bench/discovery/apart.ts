// Each engine has a process of its own: beside three others in one, each would search in their heap, their garbage and their memory gone cold.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Asking } from '#test/crowd/queries.ts';
import type { Peer } from './peer.ts';
import type { Shape } from './statement.ts';

export interface Setting {
  engine: 'ours' | 'duckdb' | 'duckdbOnOne' | 'sqlite' | 'minisearch';
  /** Where the tables, `namesFile` and `meaningsFile` lie. */
  dir: string;
  creators: number;
  queries: number;
  seed: number;
}
export const namesFile = 'names.json';
/** For each query in order what PostgreSQL found to be meant; null: nothing is typed. */
export const meaningsFile = 'meanings.json';

/** To the process: a query by its place, or what the last answer says. */
export type Asked = { n: number; shape: Shape } | 'lines';
export interface Told {
  ready?: Pick<Peer, 'name' | 'note' | 'loadSeconds' | 'creators' | 'shapes'>;
  ms?: number;
  lines?: string[];
  failed?: string;
}

/** A peer whose clock runs in its own process: what it costs to ask it from here is not counted. */
export async function apart(setting: Setting, asked: readonly Asking[]): Promise<Peer> {
  const place = new Map(asked.map((asking, n) => [asking, n]));
  const child = fork(join(import.meta.dirname, 'engine.ts'), [JSON.stringify(setting)], { execArgv: ['--max-old-space-size=16000'] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${setting.engine} ended with ${String(code)}`);
  });
  ended.catch(() => {});
  const told = async (): Promise<Told> => {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [Told];
    if (message.failed !== undefined) throw new Error(`${setting.engine}: ${message.failed}`);
    return message;
  };
  const ask = async (asking: Asked): Promise<Told> => {
    const answer = told();
    child.send(asking);
    return answer;
  };
  const { ready } = await told();
  return {
    ...ready!,
    async ask(asking, shape) {
      const { ms } = await ask({ n: place.get(asking)!, shape });
      return { ms: ms!, lines: async () => (await ask('lines')).lines! };
    },
    async close() {
      child.kill();
      await ended.catch(() => {});
    },
  };
}
