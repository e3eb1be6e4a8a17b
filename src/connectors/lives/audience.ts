import type { Chance } from '../backstage/chance.ts';

/** What makes more of everything happen for a while; seconds from the beginning. */
export interface Moment {
  kind: 'match' | 'storm' | 'raid';
  from: number;
  until: number;
}
/** A second of the room: levels, and how much more than usual happens. */
export interface Mood {
  viewers: number;
  /** Who has come in so far. */
  entered: number;
  likes: number;
  gifts: number;
  talk: number;
  follows: number;
}

const lengths = { match: [240, 320], storm: [40, 110], raid: [60, 150] } as const;
/** One of each in so many minutes. */
const every = { match: 35, storm: 28, raid: 80 } as const;
const kinds = ['match', 'storm', 'raid'] as const;

/** None in the first and last two minutes; matches do not overlap. */
export function drawMoments(chance: Chance, seconds: number): Moment[] {
  const moments = kinds.flatMap((kind) =>
    Array.from({ length: chance.about(seconds / 60 / every[kind]) }, (): Moment => {
      const from = chance.whole(120, Math.max(120, seconds - 240));
      return { kind, from, until: from + chance.whole(lengths[kind][0], lengths[kind][1]) };
    }),
  );
  const sorted = moments.filter(({ until }) => until < seconds - 120).toSorted((a, b) => a.from - b.from);
  let free = 0;
  return sorted.filter(({ kind, from, until }) => kind !== 'match' || (from >= free && (free = until + 60) > 0));
}

/** Viewers rise, level off and fall, with noise that has a memory and with what the moments bring. Call it for each second in turn. */
export function openAudience(
  chance: Chance,
  { seconds, viewers: level }: { seconds: number; viewers: number },
  moments: readonly Moment[],
) {
  const [rise, tide, phase] = [seconds * chance.between(0.05, 0.12), chance.between(0.05, 0.2), chance.between(0, 6)];
  let [noise, extra, entered, likes, before] = [0, 0, 0, 0, 0];
  return (n: number): Mood => {
    const now = new Set(moments.filter(({ from, until }) => n >= from && n < until).map(({ kind }) => kind));
    noise = 0.995 * noise + 0.018 * chance.normal();
    const pulled = (now.has('raid') ? 0.8 : 0) + (now.has('match') ? 0.25 : 0) + (now.has('storm') ? 0.3 : 0);
    extra += (pulled - extra) * (pulled > extra ? 0.05 : 0.004);
    const came = 0.2 + 0.8 * (1 - Math.exp(-n / rise));
    const left = 1 - 0.45 * Math.max(0, (n / seconds - 0.88) / 0.12);
    const share = Math.max(0.02, came * left * (1 + tide * Math.sin(phase + (n / seconds) * 9)) * (1 + noise + extra));
    const viewers = Math.max(1, Math.round(level * share));
    entered += Math.max(0, viewers - before) + chance.about(viewers * 0.008);
    likes += chance.about(viewers * 0.06 * (now.size > 0 ? 2.5 : 1));
    before = viewers;
    return {
      viewers,
      entered,
      likes,
      gifts: share * (now.has('storm') ? 7 : 1) * (now.has('match') ? 2.5 : 1),
      talk: share * (now.size > 0 ? 1.7 : 1),
      follows: share * (now.has('raid') ? 5 : 1),
    };
  };
}
