// bound: 5 min
// The rules behind the morning list at the size of a large agency.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fadingOf } from '#src/features/calls/rules/fading.ts';
import { paceOf } from '#src/features/calls/rules/pace.ts';
import { poolOf, projectOf } from '#src/features/calls/rules/project.ts';
import { asUsual, begins, drawFrom, factsOn, habitFrom, live } from '../habits.ts';
import { gateFor, ownGoal } from '#src/features/calls/rules/thresholds.ts';
import { nearestPace, reasonsFor, type Call } from '#src/features/calls/rules/today.ts';
import { backstageGate, inOrder } from '../thresholds.ts';

test('20,000 creators of 60 days pass through all rules in about two seconds of one core', (t) => {
  const draw = drawFrom(5);
  const made = Array.from({ length: 200 }, () =>
    factsOn(
      live(habitFrom(draw), draw, begins, 110, () => asUsual),
      '2026-04-18',
    ),
  );
  // Objects of their own, so that no cache of the machine makes it easier than it is.
  const list = Array.from({ length: 20_000 }, (_, i) => structuredClone(made[i % 200]!));
  const began = process.cpuUsage();
  const pool = poolOf(list.slice(0, 2000));
  const calls = list.map((f, i): Call => {
    const paces = [gateFor(f, backstageGate), ownGoal({ validDays: 15, hours: 15 })!].map((threshold) => paceOf(f, threshold));
    const pace = nearestPace(paces);
    const fading = fadingOf(f);
    projectOf(f, pool);
    return { creatorId: String(i), pace, fading, reasons: reasonsFor(f, pace, fading, new Date('2026-04-19T08:00:00Z')) };
  });
  const ordered = inOrder(calls);
  const used = process.cpuUsage(began);
  t.diagnostic(
    `${Math.round((used.user + used.system) / 1000)} ms of CPU, ${ordered.filter((c) => c.reasons.length > 0).length} with a reason`,
  );
  assert.ok((used.user + used.system) / 1e6 < 6);
});
