import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { openChance, type Chance } from '#src/connectors/backstage/chance.ts';
import type { Vendor } from './listen.ts';

type Message = Record<string, unknown>;
interface Said {
  name: string;
  message: Message;
}
export interface Wanted {
  seed: number;
  now: Date;
  messages: number;
}
/** What somebody who heard all that was sent at least once must come to. Nothing of it is confirmed. */
export interface Truth {
  follows: number;
  chats: number;
  shares: number;
  diamondsInferred: number;
  /** Sent while nobody was connected: nobody knows of them. */
  missed: number;
}

/** An evening as tiktok-live-connector tells of it: ids as text, counts of streaks so far, some of which never end. */
function evening(chance: Chance, { now, messages }: Wanted): Said[] {
  const said: Said[] = [];
  const tell = (name: string, more: Message = {}) => {
    const n = said.length;
    const common = {
      msgId: `73900000000000${String(n).padStart(5, '0')}`,
      roomId: '7164079007446067813',
      createTime: String(now.getTime() + n * 500),
    };
    said.push({ name, message: { ...common, userId: String(chance.whole(1, 90)), ...more } });
  };
  while (said.length < messages) {
    const kind = chance.whole(0, 9);
    if (kind < 4) tell('chat', { comment: 'hello' });
    else if (kind < 5) tell('follow', { displayType: 'pm_main_follow_message_viewer_2' });
    else if (kind < 6) tell('share', { displayType: 'pm_mt_guidance_share' });
    else if (kind < 7) tell('roomUser', { viewerCount: chance.whole(10, 900) });
    else if (kind < 8) tell('gift', { giftId: '7', giftType: 2, diamondCount: chance.whole(1, 500), repeatCount: 1, repeatEnd: false });
    else {
      const gift = { giftId: '5655', giftType: 1, diamondCount: chance.whole(1, 30), groupId: `group ${said.length}`, userId: '4' };
      const parts = chance.whole(1, 6);
      for (let repeatCount = 1; repeatCount <= parts; repeatCount++) tell('gift', { ...gift, repeatCount, repeatEnd: false });
      if (chance.chance(0.5)) tell('gift', { ...gift, repeatCount: parts, repeatEnd: true });
    }
  }
  return said;
}

function truthOf(all: readonly Said[], heard: ReadonlySet<Said>): Truth {
  const of = [...heard];
  const count = (name: string) => of.filter((one) => one.name === name).length;
  const best = new Map<string, number>();
  for (const { name, message: m } of of) {
    if (name !== 'gift') continue;
    const key = String(m['groupId'] ?? m['msgId']);
    best.set(key, Math.max(best.get(key) ?? 0, Number(m['diamondCount']) * Number(m['repeatCount'])));
  }
  return {
    follows: count('follow'),
    chats: count('chat'),
    shares: count('share'),
    diamondsInferred: [...best.values()].reduce((sum, one) => sum + one, 0),
    missed: all.length - of.length,
  };
}

/** Doubled here and there, and neighbours in the wrong order. */
const muddled = (chance: Chance, of: readonly Said[]): Said[] =>
  of.flatMap((one, i) => (chance.chance(0.1) ? [of[Math.min(i + 1, of.length - 1)]!, one, one] : [one]));

/**
 * In place of tiktok-live-connector, with its faults: connections that are refused, that find nobody, that break off, messages twice, in the
 * wrong order, missed while nobody listens, streaks without an end. The last connection ends with the LIVE; then nobody is LIVE.
 */
export function simulateTikTok(wanted: Wanted): { vendor: Vendor; truth: Truth; connections: () => number; left: () => number } {
  const chance = openChance(wanted.seed);
  const all = evening(chance, wanted);
  const [cut, gap] = [Math.floor(all.length * 0.4), Math.floor(all.length * 0.5)];
  const first = muddled(chance, all.slice(0, cut));
  const second = muddled(chance, [...all.slice(cut - 10, cut), ...all.slice(gap)]);
  const acts: ('refused' | 'offline' | Said[])[] = ['refused', 'offline', first, 'refused', second];
  let connections = 0;
  let left = 0;
  class Simulated extends EventEmitter {
    // It is given an account and options, as the real one is, and needs neither.
    constructor(_account: string, _options: object) {
      super();
    }
    async connect(): Promise<{ roomId: string }> {
      const act = acts[connections++] ?? 'offline';
      await setImmediate();
      if (act === 'refused')
        throw Object.assign(new Error('Too many connections. Retry after 60 seconds.'), { name: 'SignatureRateLimitError' });
      if (act === 'offline') throw Object.assign(new Error('The requested user is not online :('), { name: 'UserOfflineError' });
      void this.#play(act);
      return { roomId: '7164079007446067813' };
    }
    async #play(messages: readonly Said[]): Promise<void> {
      for (const [i, { name, message }] of messages.entries()) {
        if (i % 10 === 0) await setImmediate();
        this.emit(name, message);
        // A follow is told of a second time.
        if (name === 'follow' || name === 'share') this.emit('social', message);
      }
      if (messages === second) this.emit('streamEnd', { action: 3 });
      this.emit('disconnected');
    }
    disconnect(): void {
      left++;
    }
  }
  return {
    vendor: { WebcastPushConnection: Simulated },
    truth: truthOf(all, new Set([...first, ...second])),
    connections: () => connections,
    left: () => left,
  };
}
