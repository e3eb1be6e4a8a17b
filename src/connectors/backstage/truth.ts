import { dayOf, startOfDay } from '#src/lib/time.ts';
import { daysBetween, plans, plusDays } from './agency.ts';
import type { AgencyTruth, CreatorTruth, Figures, Habit, Plan, Since } from './agency.ts';
import { openChance, seedOf, type Chance } from './chance.ts';
import { liveDays } from './life.ts';
import { drawDisplayName, drawHandle, drawPlatformId, groupNames, managerMails } from './names.ts';

export type * from './agency.ts';

export interface AgencyOptions {
  seed: number;
  /** How many creators. */
  creators: number;
  /** First day that files are asked for, `YYYY-MM-DD`, UTC. */
  from: string;
  days: number;
  /** How many groups, or their names. */
  groups?: number | readonly string[];
  /** How many managers, or their e-mail addresses. */
  managers?: number | readonly string[];
  /**
   * How many creators follow each plan, with an onset in the middle of the days; or of each of them, how many days before the last day the
   * onset is, at most all of them. The others live as they happen to.
   */
  plans?: Partial<Record<Plan, number | readonly number[]>>;
  /** Who manages a creator: anybody, or whoever has the creator's first group, the managers taking the groups in turn. */
  managedBy?: 'anybody' | 'group';
  /** Shares of creators to whom something happens between `from` and the end. */
  shares?: Partial<Shares>;
}
export interface Shares {
  renamed: number;
  moved: number;
  joining: number;
  quitting: number;
}

/** A believable agency with all that happened in it: same options, same agency. */
export function simulateAgency(options: AgencyOptions): AgencyTruth {
  const { seed, creators: count, from, days } = options;
  const start = startBefore(from);
  const span = daysBetween(start, from) + days;
  const groups = listOf(options.groups ?? Math.max(2, Math.ceil(count / 150)), groupNames);
  const managers = listOf(options.managers ?? Math.max(2, Math.ceil(count / 60)), managerMails);
  const { managedBy = 'anybody' } = options;
  const world = { seed, from, start, span, days, groups, managers, managedBy, shares: { ...usual, ...options.shares } };
  const planned = drawPlans(openChance(seedOf(seed, -1)), options);
  const taken = { handles: new Set<string>(), ids: new Set<string>() };
  const creators = Array.from({ length: count }, (_, index) => drawCreator(world, index, planned.get(index) ?? null, taken));
  const figures = emptyFigures(count * span);
  for (const creator of creators) liveDays(openChance(seedOf(seed, 2 * creator.index + 1)), creator, world, figures);
  return { seed, from, days, start, span, groups, managers, creators, figures };
}

const usual: Shares = { renamed: 0.03, moved: 0.05, joining: 0.1, quitting: 0.06 };

interface World {
  seed: number;
  from: string;
  start: string;
  span: number;
  days: number;
  groups: readonly string[];
  managers: readonly string[];
  managedBy: 'anybody' | 'group';
  shares: Shares;
}

/** The month before `from`, and at least the 30 days that end on it. */
function startBefore(from: string): string {
  const [year, month] = from.split('-').map(Number) as [number, number];
  const first = dayOf(new Date(Date.UTC(year, month - 2, 1)));
  const thirty = plusDays(from, -29);
  return first < thirty ? first : thirty;
}

const listOf = (asked: number | readonly string[], names: (count: number) => string[]): readonly string[] =>
  typeof asked === 'number' ? names(asked) : asked;

function emptyFigures(size: number): Figures {
  const [u8, u16, u32] = [() => new Uint8Array(size), () => new Uint16Array(size), () => new Uint32Array(size)];
  return {
    lives: u8(),
    liveSeconds: u32(),
    valid: u8(),
    diamonds: u32(),
    matchDiamonds: u32(),
    hostDiamonds: u32(),
    guestDiamonds: u32(),
    matches: u8(),
    newFollowers: u32(),
    newFans: u16(),
    fanDiamonds: u32(),
    totalFans: u32(),
    activeFans: u32(),
    fanContribution: u16(),
  };
}

interface Planned {
  plan: Plan;
  /** Days before the last one; null: to be drawn. */
  onset: number | null;
}

/** Who follows which plan: spread over the agency, as no file sorts by it. */
function drawPlans(chance: Chance, { creators: count, days, plans: asked = {} }: AgencyOptions): Map<number, Planned> {
  const all = plans.flatMap((plan): Planned[] => {
    const given = asked[plan] ?? 0;
    const onsets = typeof given === 'number' ? Array<null>(given).fill(null) : given;
    return onsets.map((onset) => ({ plan, onset }));
  });
  if (all.length > count) throw new RangeError(`${all.length} plans for ${count} creators`);
  const early = all.find(({ onset }) => onset !== null && !(onset >= 0 && onset < days));
  if (early) throw new RangeError(`an onset ${early.onset} days before the last of ${days}`);
  const order = chance.shuffled(Array.from({ length: count }, (_, i) => i));
  return new Map(all.map((planned, i) => [order[i]!, planned]));
}

type Taken = Record<'handles' | 'ids', Set<string>>;

function drawCreator(world: World, index: number, planned: Planned | null, taken: Taken): CreatorTruth {
  const chance = openChance(seedOf(world.seed, 2 * index));
  const plan = planned?.plan ?? null;
  const joining = chance.chance(world.shares.joining) && plan === null;
  const given = planned === null ? null : onsetOf(chance, world, planned);
  const joinedAt = plan === 'waiting' ? within(chance, given!) : drawJoining(chance, world, joining, plan !== null);
  const joinedOn = dayOf(joinedAt);
  const quits = chance.chance(world.shares.quitting) && plan === null;
  const habit = drawHabit(chance, plan);
  const hasFans = habit.fansPerHour > 0;
  const weeks = Math.min(100, daysBetween(joinedOn, world.start) / 7 + 4);
  const creator = {
    index,
    platformId: drawPlatformId(chance, taken.ids),
    displayName: drawDisplayName(chance),
    handles: drawHistory(chance, world, joinedOn, world.shares.renamed, () => drawHandle(chance, taken.handles)),
    groups: drawGroups(chance, world, joinedOn),
    manager: chance.pick(world.managers),
    joinedAt,
    joinedOn,
    quitOn: quits ? drawQuitting(chance, world, joinedOn) : null,
    rookie: plan === 'waiting' || chance.chance(joining ? 0.7 : 0.5),
    diamondsBeforeJoining: chance.chance(0.6) ? Math.round(chance.skewed(4000, 1.5)) : 0,
    followersBefore: Math.round(chance.skewed(3000, 1.4)),
    fansBefore: hasFans ? Math.round(Math.max(0, weeks) * 7 * habit.rate * 3 * habit.fansPerHour * chance.between(0.4, 0.8)) : 0,
    habit,
    plan,
    onset: plan === null || isTimeless(plan) ? null : (given ?? drawOnset(chance, world, habit)),
  };
  return world.managedBy === 'group' ? { ...creator, manager: managerOf(world, creator) } : creator;
}

const isTimeless = (plan: Plan): boolean => plan === 'steady' || plan === 'twice';

/** The day that was asked for; of one who waits some day of the last two weeks, for the joining hangs on it. */
function onsetOf(chance: Chance, world: World, { plan, onset }: Planned): string | null {
  if (onset !== null) return plusDays(world.from, world.days - 1 - onset);
  return plan === 'waiting' ? plusDays(world.from, world.days - 1 - chance.whole(0, Math.min(13, world.days - 1))) : null;
}

/** Who is in no group stays with whoever was drawn. */
function managerOf({ groups, managers }: World, { groups: [first], manager }: Pick<CreatorTruth, 'groups' | 'manager'>): string {
  const place = groups.indexOf(first?.value ?? '');
  return place === -1 ? manager : managers[place % managers.length]!;
}

const within = (chance: Chance, on: string): Date => new Date(startOfDay(on).getTime() + chance.whole(0, 86_399) * 1000);

/** Of a planned creator long ago: nothing but the plan happens to one. */
function drawJoining(chance: Chance, world: World, joining: boolean, old: boolean): Date {
  const later = plusDays(world.from, chance.whole(1, Math.max(1, world.days - 2)));
  const before = plusDays(world.start, -Math.min(1400, Math.round((old ? 90 : 0) + chance.skewed(150, 1))));
  return within(chance, joining ? later : before);
}

/** At the earliest three days after joining; who would quit after the end stays. */
function drawQuitting(chance: Chance, world: World, joinedOn: string): string | null {
  const earliest = Math.max(1, daysBetween(world.from, joinedOn) + 3);
  return earliest < world.days ? plusDays(world.from, chance.whole(earliest, world.days - 1)) : null;
}

function drawHistory<T>(chance: Chance, world: World, joinedOn: string, share: number, draw: () => T): Since<T>[] {
  const first = { since: joinedOn, value: draw() };
  const earliest = Math.max(1, daysBetween(world.from, joinedOn) + 1);
  if (!chance.chance(share) || earliest >= world.days) return [first];
  return [first, { since: plusDays(world.from, chance.whole(earliest, world.days - 1)), value: draw() }];
}

/** One in twenty is in no group; a move leads into another one. */
function drawGroups(chance: Chance, world: World, joinedOn: string): Since<string | null>[] {
  let last: string | null | undefined;
  return drawHistory(chance, world, joinedOn, world.shares.moved, () => {
    const choices: (string | null)[] = world.groups.filter((group) => group !== last);
    last = choices.length === 0 || (last === undefined && chance.chance(0.05)) ? null : chance.pick(choices);
    return last;
  });
}

function drawHabit(chance: Chance, plan: Plan | null): Habit {
  const rate = plan === null ? chance.between(0.1, 0.95) : chance.between(0.75, 0.92);
  // No weekday is certain: who goes LIVE most days does so on all of them alike.
  const sway = Math.min(plan === null ? 0.4 : 0.08, (0.98 - rate) / rate);
  const weights = Array.from({ length: 7 }, () => chance.between(1 - sway, 1 + sway));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / 7;
  return {
    rate: plan === 'twice' ? 2 / 7 : rate,
    weekdays: plan === 'twice' ? twoDays(chance) : weights.map((weight) => Math.min(0.99, (rate * weight) / mean)),
    length: chance.normal() * Math.SQRT1_2,
    short: chance.between(0.02, plan === null ? 0.14 : 0.03),
    diamondsPerHour: chance.skewed(450, 1.2),
    followersPerHour: chance.skewed(4, 1),
    fansPerHour: chance.chance(0.92) || plan !== null ? chance.skewed(0.6, 0.8) : 0,
    matchesPerHour: chance.chance(0.75) ? chance.between(0.2, 3) : 0,
    hosts: chance.chance(0.35) ? chance.between(0.05, 0.3) : 0,
    guests: chance.chance(0.4) ? chance.between(0.02, 0.15) : 0,
    fanShare: chance.between(0.3, 0.9),
    activeShare: chance.between(0.2, 0.7),
  };
}

/** The same two of every week, hardly ever another or none. */
function twoDays(chance: Chance): number[] {
  const own = chance.shuffled([0, 1, 2, 3, 4, 5, 6]).slice(0, 2);
  return Array.from({ length: 7 }, (_, weekday) => (own.includes(weekday) ? 0.96 : 0.01));
}

/** Three weeks of the usual before it and of the new after it where the days suffice; on a weekday that is one of the creator's own. */
function drawOnset(chance: Chance, world: World, habit: Habit): string {
  const [earliest, latest] = world.days >= 49 ? [21, world.days - 28] : [Math.floor(world.days / 3), Math.floor(world.days / 2)];
  const first = chance.whole(earliest, latest);
  const week = Array.from({ length: Math.min(7, world.days - first) }, (_, i) => plusDays(world.from, first + i));
  const chanceOf = (on: string) => habit.weekdays[startOfDay(on).getUTCDay()]!;
  return week.reduce((best, on) => (chanceOf(on) > chanceOf(best) ? on : best));
}
