import { startOfDay } from '#src/lib/time.ts';
import type { Chance } from './chance.ts';
import { daysBetween, type CreatorTruth, type Figures, type Plan } from './agency.ts';

/** What a plan makes of a day: factors on LIVE days, session length, the fan club, and diamonds of a calendar day. */
export interface Sway {
  rate: number;
  length: number;
  fans: number;
  diamonds: number;
  /** Share of LIVE days that end minutes short of an hour. */
  hasty: number;
}
const unmoved: Sway = { rate: 1, length: 1, fans: 1, diamonds: 1, hasty: 0 };
/** From 1 to `to` between two days, then it stays. */
const slope = (day: number, from: number, until: number, to: number): number =>
  1 + (to - 1) * Math.min(1, Math.max(0, (day - from) / (until - from)));

const pauseDays = 9;
/**
 * Day 0 is the onset. Fading follows the order that agencies know: missed days from 0, shorter sessions 0-3, the fan club 3-7, diamonds 7-14.
 */
export function swayOf(plan: Plan | null, day: number): Sway {
  if (plan === null || day < 0) return unmoved;
  switch (plan) {
    case 'fading':
      return {
        ...unmoved,
        rate: day === 0 ? 0 : 0.62,
        length: slope(day, 0, 3, 0.6),
        fans: slope(day, 3, 7, 0.5),
        // The missed day 0 is made up for within the week.
        diamonds: day < 7 ? 7 / 6 : slope(day, 7, 14, 0.25),
      };
    case 'stopping':
    case 'waiting':
      return { ...unmoved, rate: 0 };
    case 'pausing':
      return { ...unmoved, rate: day < pauseDays ? 0 : 1 };
    case 'rising':
      return { ...unmoved, diamonds: slope(day, 0, 21, 2.2), fans: slope(day, 0, 21, 1.5) };
    case 'hasty':
      return { ...unmoved, hasty: 0.5 };
    case 'steady':
    case 'twice':
      return unmoved;
  }
}

/** Seconds of LIVE of a valid day: median 3 h, p10 2 h, p90 5.2 h, so the longer side is the wider one. */
const validSeconds = (z: number): number => 10_800 * Math.exp(z * (z > 0 ? 0.429 : 0.316));

interface Days {
  start: string;
  span: number;
}

/** Draws a creator's days into the figures, from joining (or the first simulated day) to quitting. */
export function liveDays(chance: Chance, creator: CreatorTruth, { start, span }: Days, figures: Figures): void {
  const joined = daysBetween(start, creator.joinedOn);
  const last = creator.quitOn === null ? span - 1 : daysBetween(start, creator.quitOn);
  const onset = creator.onset === null ? Infinity : daysBetween(start, creator.onset);
  const weekday = startOfDay(start).getUTCDay();
  const mood = openMood(chance, creator);
  for (let day = Math.max(0, joined); day <= last; day++) {
    const sway = swayOf(creator.plan, day - onset);
    mood.turn(day, sway);
    const at = creator.index * span + day;
    const seconds = liveSecondsOf(chance, creator, (weekday + day) % 7, sway);
    if (seconds > 0) drawLive(chance, creator, seconds, { sway, ramp: rampOf(creator, day - joined), mood }, figures, at);
    else figures.newFollowers[at] = chance.about(creator.habit.followersPerHour * 0.1);
    mood.close(figures, at, sway);
  }
}

/** Newcomers earn less at first: an audience is built up over six weeks. */
const rampOf = (creator: CreatorTruth, daysIn: number): number =>
  (creator.rookie ? 0.3 : 0.6) + (creator.rookie ? 0.7 : 0.4) * Math.min(1, daysIn / 45);

function liveSecondsOf(chance: Chance, { habit }: CreatorTruth, weekday: number, sway: Sway): number {
  if (!chance.chance(habit.weekdays[weekday]! * sway.rate)) return 0;
  if (sway.hasty > 0 && chance.chance(sway.hasty)) return chance.whole(50 * 60, 58 * 60);
  if (chance.chance(habit.short)) return chance.whole(20 * 60, 58 * 60);
  const seconds = validSeconds(habit.length + chance.normal() * Math.SQRT1_2) * sway.length;
  return Math.round(Math.min(64_800, Math.max(3600, seconds)));
}

type Mood = ReturnType<typeof openMood>;

/** What carries over from day to day: how the week goes, a slow trend, the fan club. */
function openMood(chance: Chance, { habit, plan, fansBefore }: CreatorTruth) {
  const calm = plan === null ? 1 : 0.2;
  const trend = chance.normal() * 0.004 * calm;
  let [week, fans, share] = [0, fansBefore, habit.fanShare];
  return {
    calm,
    factor: 1,
    share,
    turn(day: number, sway: Sway) {
      if (day % 7 === 0) week = chance.normal() * 0.3 * calm;
      this.factor = Math.exp(week + trend * day);
      share += (habit.fanShare - share) * 0.1 + chance.normal() * 0.015;
      this.share = habit.fansPerHour === 0 ? 0 : Math.min(0.98, Math.max(0.02, share * (0.7 + 0.3 * Math.min(1, sway.fans))));
    },
    /** The levels at the end of a day. */
    close(figures: Figures, at: number, sway: Sway) {
      if (habit.fansPerHour === 0) return;
      const leaving = sway.fans < 1 ? 0.02 : 0.003;
      fans = fans + figures.newFans[at]! - Math.min(fans, chance.about(fans * leaving));
      const active = habit.activeShare * sway.fans * (1 + 0.03 * chance.normal());
      figures.totalFans[at] = fans;
      figures.activeFans[at] = Math.round(fans * Math.min(1, Math.max(0, active)));
      figures.fanContribution[at] = Math.round(this.share * 10_000);
    },
  };
}

interface Moment {
  sway: Sway;
  ramp: number;
  mood: Mood;
}

function drawLive(
  chance: Chance,
  { habit }: CreatorTruth,
  seconds: number,
  { sway, ramp, mood }: Moment,
  figures: Figures,
  at: number,
): void {
  // Those who still come give more: of a calendar day the diamonds hold until the plan lets them fall.
  const hours = seconds / 3600 / Math.max(0.3, sway.rate * sway.length);
  const noise = chance.skewed(1, 0.45 * (mood.calm < 1 ? 0.6 : 1));
  const diamonds = Math.round(habit.diamondsPerHour * hours * ramp * mood.factor * sway.diamonds * noise);
  const matches = Math.min(255, chance.about((habit.matchesPerHour * seconds) / 3600));
  figures.lives[at] = 1 + (seconds > 5400 && chance.chance(0.25) ? 1 : 0) + (seconds > 9000 && chance.chance(0.08) ? 1 : 0);
  figures.liveSeconds[at] = seconds;
  figures.valid[at] = seconds >= 3600 ? 1 : 0;
  figures.diamonds[at] = diamonds;
  figures.matches[at] = matches;
  figures.matchDiamonds[at] = Math.floor(diamonds * Math.min(0.5, matches * chance.between(0.02, 0.09)));
  figures.hostDiamonds[at] = Math.floor(diamonds * habit.hosts * chance.between(0, 1));
  figures.guestDiamonds[at] = Math.floor(diamonds * habit.guests * chance.between(0, 1));
  figures.newFollowers[at] = chance.about(habit.followersPerHour * hours * mood.factor * chance.skewed(1, 0.4));
  figures.newFans[at] = Math.min(65_535, chance.about(habit.fansPerHour * hours * sway.fans));
  figures.fanDiamonds[at] = Math.floor(diamonds * mood.share);
}
