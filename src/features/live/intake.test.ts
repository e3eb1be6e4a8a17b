import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ctx } from '#src/infra/context.ts';
import { commit, openIntake } from './intake.ts';
import { judgedAt, readEvent, type Said } from './rules/read.ts';
import type { Counts, Part } from './steps/taking.ts';

interface Batch {
  lane: number;
  parts: Part[];
  keys: (string | null)[];
}
const ctx = (keyId: string) => ({ actor: { kind: 'person', agencies: [], key: { keyId, scopes: ['write'] } } }) as unknown as Ctx;
let n = 0;
const judged = judgedAt(undefined, new Date('2026-07-01T00:00:00Z'))!;
const said = (id = `e${++n}`) =>
  readEvent({ specversion: '1.0', id, source: 's', type: 'follow', subject: 'a', platform: 'other', session: 'r' }, judged) as Said;
const some = (events: number, id?: string) => ({
  byLane: new Map([[1, Array.from({ length: events }, () => said(id))]]),
  events,
  rejected: [],
  receivedAt: judged.receivedAt,
});

/** Commits are carried out when they are let go; a batch that holds `bad` fails. */
function stage(bound?: number) {
  const batches: Batch[] = [];
  const open: (() => void)[] = [];
  let held = false;
  const carryOut = async (_name: string, input: unknown) => {
    const batch = input as Batch;
    batches.push(batch);
    if (held) await new Promise<void>((ok) => open.push(ok));
    if (batch.parts.some((part) => part.said.some((one) => one.id === 'bad'))) throw new Error('a fault of this one');
    return batch.parts.map((part): Counts => ({ accepted: part.said.length, duplicate: 0, quarantined: 0 }));
  };
  const intake = openIntake(carryOut as never, bound);
  return { intake, batches, hold: () => void (held = true), letGo: () => ((held = false), open.splice(0).forEach((go) => go())) };
}

test('requests that come together are committed together, each with its own answer', async () => {
  const { intake, batches } = stage();
  const answers = await Promise.all([
    intake.gather(ctx('k1'), some(3)),
    intake.gather(ctx('k2'), some(4)),
    intake.gather(ctx('k1'), some(5)),
  ]);
  assert.deepEqual(
    answers.map((a) => a.accepted),
    [3, 4, 5],
  );
  assert.deepEqual([batches.length, batches[0]!.keys], [1, ['k1', 'k2']]);
});

test('a batch begins at once with enough events, and what comes meanwhile makes the next one, up to its bound', async () => {
  const { intake, batches, hold, letGo } = stage();
  hold();
  const all = [intake.gather(ctx('k'), some(commit.dueEvents))];
  assert.equal(batches.length, 1);
  for (let i = 0; i < 5; i++) all.push(intake.gather(ctx('k'), some(900)));
  assert.equal(batches.length, 1);
  letGo();
  await Promise.all(all);
  assert.deepEqual(
    batches.map((b) => b.parts.reduce((sum, part) => sum + part.said.length, 0)),
    [500, 1800, 1800, 900],
  );
});

test('a fault of one request stays its own', async () => {
  const { intake, batches } = stage();
  const ended = await Promise.allSettled([
    intake.gather(ctx('k'), some(2)),
    intake.gather(ctx('k'), some(1, 'bad')),
    intake.gather(ctx('k'), some(3)),
  ]);
  assert.deepEqual(
    ended.map((one) => one.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.equal(batches.length, 4);
  assert.equal(intake.waiting(), 0);
});

test('beyond its bound a request is refused whole, with a time to come again; the end waits for what was let in', async () => {
  const { intake, hold, letGo } = stage(1000);
  hold();
  const first = intake.gather(ctx('k'), some(900));
  await assert.rejects(intake.gather(ctx('k'), some(101)), {
    code: 'live.over_capacity',
    kind: 'too_many',
    more: { retryAfterSeconds: 1 },
  });
  const second = intake.gather(ctx('k'), some(100));
  let stopped = false;
  const end = intake.stop().then(() => (stopped = true));
  assert.equal(stopped, false);
  letGo();
  await Promise.all([first, second, end]);
  assert.equal(intake.waiting(), 0);
  // One that is larger than the bound alone is let in when nothing waits.
  assert.equal((await intake.gather(ctx('k'), some(1200))).accepted, 1200);
});
