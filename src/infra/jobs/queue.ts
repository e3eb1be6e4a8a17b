import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Tx } from '../db/open.ts';

/** Every queue of the program. Queues are made by the owner at migration: the runtime role owns nothing. */
export const queues = [
  'people.sweep',
  'policies.turn',
  'invites.expire',
  'roster.close',
  'roster.trials',
  'copies.make',
  'copies.again',
  'creators.expire',
  'notices.remind',
  'notices.rules',
  'notices.send',
  'notices.sweep',
  'store.scrub',
  'calls.reckon',
  'earnings.reckon',
  'imports.work',
  'imports.sweep',
  'live.claim',
  'live.keep',
  'live.reckon',
  'scouting.ask',
  'scouting.due',
  'sources.sweep',
  'discovery.sweep',
  'messages.sweep',
] as const;
export type QueueName = (typeof queues)[number];

const asDb = (client: { query: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }> }) => ({
  executeSql: (text: string, values?: unknown[]) => client.query(text, values),
});

/** Makes or updates the queue tables; skipped when this version made them already. */
export async function prepareQueues(owner: pg.Client): Promise<void> {
  const version = createHash('sha256')
    .update(`pg-boss 12.27.0 ${queues.join(' ')}`)
    .digest('hex');
  const known = await owner.query<{ hash: string }>(`select hash from migrations where name = 'queues'`);
  if (known.rows[0]?.hash === version) return;
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({ db: asDb(owner as never), schema: 'jobs', supervise: false, schedule: false });
  boss.on('error', () => {});
  await boss.start();
  for (const name of queues) await boss.createQueue(name, { policy: 'singleton', retryLimit: 3, retryBackoff: true });
  await boss.stop({ graceful: false });
  await owner.query(
    `insert into migrations (name, hash) values ('queues', $1) on conflict (name) do update set hash = excluded.hash, at = now()`,
    [version],
  );
}

export type Job = { name: QueueName; cron: string; run: () => Promise<unknown> };

/** Runs the schedules. A job is fetched by one process only; each run is bounded and may be repeated. */
export async function openQueue(pool: pg.Pool, log: Logger, jobs: Job[]) {
  const { fromKysely, PgBoss } = await import('pg-boss');
  const boss = new PgBoss({ db: asDb(pool), schema: 'jobs', migrate: false, createSchema: false });
  boss.on('error', (error) => log.warn({ err: error }, 'jobs'));
  await boss.start();
  for (const job of jobs) {
    await boss.work(job.name, { pollingIntervalSeconds: 5 }, async () => {
      await job.run();
    });
    await boss.schedule(job.name, job.cron, {}, { tz: 'UTC' });
  }
  return {
    /** The job exists exactly when the transaction commits. */
    enqueue: (tx: Tx, name: QueueName, data: object) => boss.send(name, data, { db: fromKysely(tx) }),
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  };
}
