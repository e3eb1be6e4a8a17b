// Recordings of LIVEs: how they are read, and what the recorded captures must add up to.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { readRecording } from '#src/connectors/tiktok/recording.ts';
import { cutUp, uneven, type TestEvent } from '../lives.ts';
import { makeOperator } from '../make.ts';
import { dice } from '../promises/dice.ts';
import { openTestApp } from '../server.ts';

const seed = Number(process.env['GREENROOM_SEED'] ?? Math.floor(Math.random() * 1e6));

describe('recordings', () => {
  const file = resolve(import.meta.dirname, '../../../shared/data/events/tiktok_live_events.jsonl');
  const message = (more: object) =>
    JSON.stringify({ host: 'host_a', roomId: '71', msgId: `${Math.random()}`, createTime: 1_701_791_801_047, ...more });

  test('streaks, times and ids of a TikTok recording', () => {
    const gift = { type: 'gift', giftId: 5655, diamondCount: 2, repeatCount: 3, user: { userId: '7' } };
    const { events, ignored, unreadable } = readRecording(
      [
        message({ ...gift, giftType: 1, groupId: '9', repeatEnd: 0 }),
        message({ ...gift, giftType: 1, groupId: '9', repeatEnd: 1 }),
        message({ ...gift, giftType: 2, repeatEnd: 0 }),
        message({ type: 'roomUser', viewerCount: 12, createTime: 1_701_790_533 }),
        message({ type: 'like', totalLikeCount: 99, likeCount: 15, createTime: undefined, capturedAt: '2023-12-05T16:56:22.5973969' }),
        message({ type: 'social', action: 3, msgId: undefined }),
        message({ type: 'chat', roomId: undefined }),
        message({ type: 'barrage' }),
        '{"half":',
      ].join('\n'),
    );
    assert.deepEqual([events.length, ignored, unreadable], [6, 2, [9]]);
    assert.deepEqual(
      events.slice(0, 3).map((e) => e.data),
      [
        { giftId: '5655', from: '7', count: 3, diamondsEach: 2, streak: '9', closed: false },
        { giftId: '5655', from: '7', count: 3, diamondsEach: 2, streak: '9', closed: true },
        { giftId: '5655', from: '7', count: 3, diamondsEach: 2 },
      ],
    );
    assert.deepEqual([events[3]!.time, events[3]!.data], ['2023-12-05T15:35:33.000Z', { viewers: 12 }]);
    assert.deepEqual([events[4]!.time, events[4]!.data], [undefined, { likesTotal: 99 }]);
    assert.match(String(events[5]!.id), /^[0-9a-f]{40}$/);
  });

  test(
    'the recorded captures: 157 diamonds, 186 more of streaks without an end, shuffled and doubled the same',
    { skip: !existsSync(file) && `${file} is not here` },
    async (ctx) => {
      ctx.diagnostic(`GREENROOM_SEED=${seed}`);
      const t = await openTestApp();
      try {
        const operator = await makeOperator(t);
        const events = readRecording(readFileSync(file, 'utf8')).events as unknown as TestEvent[];
        const accounts = [...new Set(events.map((e) => e.subject))];
        await operator.post('/v1/live/accounts', { platform: 'tiktok', accounts });
        const roll = dice(seed);
        for (const piece of cutUp(roll, events, 1, 300)) {
          const last = piece
            .map((e) => e.time)
            .toSorted()
            .at(-1)!;
          // Pieces of any order lie months apart: each is judged by what is old in it.
          for (const one of Map.groupBy(piece, (e) => e.time.slice(0, 7)).values()) {
            const asOf =
              one
                .map((e) => e.time)
                .toSorted()
                .at(-1) ?? last;
            const answer = await operator.post(`/v1/live/events?asOf=${asOf}`, one);
            assert.deepEqual(answer.body.rejected, [], answer.text);
          }
        }
        const { rows } = await t.owner.query(
          `select sum(diamonds)::int as whole, sum(open_diamonds)::int as open, sum(events)::int as events from live_sessions`,
        );
        assert.deepEqual(rows, [{ whole: 157, open: 186, events: events.length }]);
        assert.deepEqual(await uneven(t.owner), []);
      } finally {
        await t.stop();
      }
    },
  );
});
