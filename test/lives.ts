// LIVEs as connectors tell of them, and what they must add up to: a model of its own that knows nothing of how the program does it.
import type pg from 'pg';
import type { Dice } from './promises/dice.ts';

export interface TestEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  time: string;
  platform: string;
  subject: string;
  session: string;
  data?: Record<string, unknown>;
}
export interface Story {
  accounts: string[];
  /** Broadcasts of each account, one after the other. */
  rooms: number;
  /** In all. */
  events: number;
  from: Date;
  source?: string;
}

/** Broadcasts of an hour or so, one an account at a time, with samples, gifts, streaks of which some have no end, and what people do. */
export function tell(roll: Dice, { accounts, rooms, events, from, source = 'test' }: Story): TestEvent[] {
  const told: TestEvent[] = [];
  const each = Math.ceil(events / (accounts.length * rooms));
  accounts.forEach((subject, a) => {
    for (let r = 0; r < rooms; r++) {
      const began = from.getTime() + (r * 6 + a) * 3_600_000;
      const tellOne = (type: string, at: number, data?: Record<string, unknown>) =>
        told.push({
          specversion: '1.0',
          id: `${subject}-${r}-${told.length}`,
          source,
          type,
          time: new Date(began + at).toISOString(),
          platform: 'other',
          subject,
          session: `71640790074460${r}`,
          ...(data && { data }),
        });
      tellOne('stream.started', 0);
      for (let n = 2; n < each;) n += moment(roll, tellOne, 1000 + roll.below(3_600_000));
      if (r % 3 !== 2) tellOne('stream.ended', 3_700_000);
    }
  });
  return told;
}

type TellOne = (type: string, at: number, data?: Record<string, unknown>) => number;
/** One thing that happens; gives how many events told of it. */
function moment(roll: Dice, tellOne: TellOne, at: number): number {
  const kind = roll.below(10);
  const from = `viewer${roll.below(50)}`;
  if (kind < 4) tellOne('stream.sample', at, { viewers: roll.below(5000), ...(roll.chance(0.3) && { likesTotal: roll.below(1e6) }) });
  else if (kind < 6) tellOne(roll.one(['follow', 'share', 'chat', 'subscription']), at);
  else if (kind < 7)
    tellOne('gift', at, {
      giftId: '1',
      from,
      count: 1 + roll.below(5),
      diamondsEach: roll.below(500),
      ...(roll.chance(0.1) && { to: 'guest' }),
    });
  else {
    const parts = 1 + roll.below(4);
    const gift = { giftId: `${roll.below(20)}`, from, diamondsEach: 1 + roll.below(100), streak: `${at}` };
    for (let count = 1; count <= parts; count++) tellOne('gift', at + count * 900, { ...gift, count, closed: false });
    if (roll.chance(0.3)) return parts;
    tellOne('gift', at + (parts + 1) * 900, { ...gift, count: parts, closed: true });
    return parts + 1;
  }
  return 1;
}

/** What one broadcast must come to; `counts` are follows, shares, chats, subscriptions. */
export interface Sums {
  events: number;
  samples: number;
  viewersMax: number | null;
  diamonds: number;
  open: number;
  guest: number;
  gifts: number;
  counts: number[];
  from: string;
  to: string;
}
const counted = ['follow', 'share', 'chat', 'subscription'];

export function modelOf(events: readonly TestEvent[]): Map<string, Sums> {
  const unique = [...new Map(events.map((e) => [`${e.subject} ${e.id}`, e])).values()];
  const rooms = Map.groupBy(unique, (e) => `${e.subject} ${e.session}`);
  return new Map([...rooms].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([room, of]) => [room, sumsOf(of)]));
}
function sumsOf(of: TestEvent[]): Sums {
  const viewers = of.flatMap((e) => (typeof e.data?.['viewers'] === 'number' ? [e.data['viewers']] : []));
  const gifts = of.filter((e) => e.type === 'gift').map((e) => ({ ...e.data, time: e.time }) as Record<string, any>);
  const mine = gifts.filter((g) => g['to'] === undefined);
  const worth = (g: Record<string, any>) => g['count'] * g['diamondsEach'];
  const sum = (all: number[]) => all.reduce((n, one) => n + one, 0);
  const whole = mine.filter((g) => g['streak'] === undefined);
  const streaks = [
    ...Map.groupBy(
      mine.filter((g) => g['streak'] !== undefined),
      (g) => `${g['from']} ${g['giftId']} ${g['streak']}`,
    ).values(),
  ];
  const ends = streaks.flatMap((parts) => parts.filter((g) => g['closed']).toSorted((a, b) => b['count'] - a['count'])[0] ?? []);
  const open = streaks.filter((parts) => !parts.some((g) => g['closed'])).map((parts) => Math.max(...parts.map(worth)));
  const ended = of.filter((e) => e.type === 'stream.ended').map((e) => e.time);
  const others = of.filter((e) => e.type !== 'stream.ended').map((e) => e.time).toSorted(); // prettier-ignore
  return {
    events: of.length,
    samples: viewers.length,
    viewersMax: viewers.length === 0 ? null : Math.max(...viewers),
    diamonds: sum([...whole, ...ends].map(worth)),
    open: sum(open),
    guest: sum(gifts.filter((g) => g['to'] !== undefined).map(worth)),
    gifts: sum([...whole, ...ends].map((g) => g['count'])),
    counts: counted.map((type) => of.filter((e) => e.type === type).length),
    from: others[0]!,
    to: ended.toSorted().at(-1) ?? others.at(-1)!,
  };
}

const sums = 'samples, diamonds, open_diamonds, gifts, follows, shares, chats, subscriptions';
const sumList = (of: string) => sums.split(', ').map((c) => `sum(${of}.${c})::bigint::text`).join(`, `); // prettier-ignore
/** What the program made of it, by account and room. */
export async function seen(owner: pg.Pool | pg.Client): Promise<Map<string, Sums>> {
  const { rows } =
    await owner.query(`select account || ' ' || room as room, events::int, samples::int, viewers_max, diamonds::text, open_diamonds::text,
    guest_diamonds::text, gifts::text, array[follows, shares, chats, subscriptions]::int[] as counts, from_at, to_at from live_sessions`);
  return new Map(
    rows.map((r) => [
      r.room as string,
      {
        events: r.events,
        samples: r.samples,
        viewersMax: r.viewers_max,
        diamonds: Number(r.diamonds),
        open: Number(r.open_diamonds),
        guest: Number(r.guest_diamonds),
        gifts: Number(r.gifts),
        counts: r.counts,
        from: (r.from_at as Date).toISOString(),
        to: (r.to_at as Date).toISOString(),
      },
    ]),
  );
}
/** Where the minutes do not add up to the broadcasts, or the days to both. */
export async function uneven(owner: pg.Pool | pg.Client): Promise<string[]> {
  const { rows } = await owner.query(
    `select array[${sumList('s')}] as a, (select array[${sumList('m')}] from live_minutes m) as b from live_sessions s`,
  );
  const [{ a, b }] = rows as [{ a: string[]; b: string[] }];
  const { rows: days } = await owner.query(
    `select array[sum(diamonds), sum(open_diamonds), sum(gifts), sum(follows), sum(shares), sum(chats), sum(subscriptions)]::text[] as c from live_days`,
  );
  const c = (days[0] as { c: string[] }).c;
  return [
    ...(String(a) === String(b) ? [] : [`minutes ${b.join(' ')} for ${a.join(' ')}`]),
    ...(String(a.slice(1)) === String(c) ? [] : [`days ${c.join(' ')} for ${a.join(' ')}`]),
  ];
}

/** Every difference between what must be and what is. */
export function differences(model: Map<string, Sums>, is: Map<string, Sums>): string[] {
  const wrong = [...is.keys()].filter((room) => !model.has(room)).map((room) => `${room} is not of the story`);
  for (const [room, sums] of model) {
    const [must, has] = [JSON.stringify(sums), JSON.stringify(is.get(room))];
    if (must !== has) wrong.push(`${room}: ${has} for ${must}`);
  }
  return wrong;
}

/** Some of them twice, all of them in another order, in pieces of any size. */
export function cutUp(roll: Dice, events: readonly TestEvent[], doubled: number, most: number): TestEvent[][] {
  const all = [...events, ...events.filter(() => roll.chance(doubled))];
  for (let i = all.length - 1; i > 0; i--) {
    const j = roll.below(i + 1);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  const pieces: TestEvent[][] = [];
  for (let at = 0; at < all.length;) {
    const size = 1 + roll.below(most);
    pieces.push(all.slice(at, at + size));
    at += size;
  }
  return pieces;
}
