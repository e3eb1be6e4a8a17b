import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGate } from './limits.ts';

/** Everybody inside takes `ms`, as many as come in; gives how many came in. */
function turn(gate: ReturnType<typeof openGate>, clock: { ms: number }, ms: number): number {
  const leave: (() => void)[] = [];
  while (!gate.full('write')) leave.push(gate.enter('write'));
  clock.ms += ms;
  for (const go of leave) go();
  return leave.length;
}

test('where those inside wait for each other fewer are let in, down to half, and all again when it is quick', () => {
  const clock = { ms: 0 };
  const gate = openGate(64, 1000, () => clock.ms);
  assert.equal(turn(gate, clock, 900), 64);
  assert.equal(turn(gate, clock, 1250), 64);
  // Once for all who were inside together: 64 in 1,250 ms are 51 in a second.
  assert.equal(turn(gate, clock, 700), 52);
  assert.equal(turn(gate, clock, 9000), 52);
  assert.equal(turn(gate, clock, 9000), 32);
  assert.equal(turn(gate, clock, 100), 32);
  assert.equal(turn(gate, clock, 100), 40);
  for (let i = 0; i < 4; i++) turn(gate, clock, 100);
  assert.equal(turn(gate, clock, 100), 64);
});

test('what is urgent comes in always, and however long it takes, it changes nothing', () => {
  const clock = { ms: 0 };
  const gate = openGate(4, 1000, () => clock.ms);
  const leave = Array.from({ length: 50 }, () => gate.enter('urgent'));
  assert.ok(gate.full('search') && gate.full('read') && gate.full('write') && !gate.full('urgent'));
  clock.ms += 60_000;
  for (const go of leave) go();
  assert.deepEqual([gate.places(), gate.serving()], [4, 0]);
});

test('the searches, then the reads, then the writes; who is still being read counts', () => {
  const gate = openGate(10, Infinity);
  const full = () => (['search', 'read', 'write', 'urgent'] as const).filter((rank) => gate.full(rank));
  const seen: string[][] = [];
  for (let i = 0; i <= 10; i++) {
    seen[i] = full();
    if (i % 2 === 0) gate.enter('urgent');
    else gate.expect();
  }
  assert.deepEqual(seen[4], []);
  assert.deepEqual(seen[5], ['search']);
  assert.deepEqual(seen[8], ['search', 'read']);
  assert.deepEqual(seen[10], ['search', 'read', 'write']);
});
