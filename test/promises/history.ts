// K1: what was answered, held against when each creator had said yes. One monotonic clock serves every process of a machine.
export const instant = (): number => Number(process.hrtime.bigint()) / 1e6;

/** One change of one creator's switch: `sent` before the request left, `acked` after its answer had been read whole. */
export interface Flip {
  who: number;
  on: boolean;
  sent: number;
  acked: number;
}
/** One answer of a discovery surface, and everybody whom it shows or counts. */
export interface Sight {
  surface: string;
  begun: number;
  ended: number;
  who: number[];
}
export interface History {
  /** Answers in which somebody stood who had withdrawn before the question was asked. */
  broken: string[];
  answers: number;
  /** How often a creator was shown or counted, and how often an answer fell wholly into a time in which one of those asked for was off. */
  sightings: number;
  flips: number;
}

/** Times in which a creator may stand in no answer: from the acknowledged withdrawal until the next yes leaves. */
function closedTimes(flips: readonly Flip[]): Map<number, { from: number; to: number }[]> {
  const closed = new Map<number, { from: number; to: number }[]>();
  for (const f of flips.toSorted((a, b) => a.sent - b.sent)) {
    const hers = closed.get(f.who) ?? [{ from: 0, to: Infinity }];
    closed.set(f.who, hers);
    if (!f.on) hers.push({ from: f.acked, to: Infinity });
    else hers.at(-1)!.to = Math.min(hers.at(-1)!.to, f.sent);
  }
  return closed;
}

export function readHistory(flips: readonly Flip[], sights: readonly Sight[]): History {
  const closed = closedTimes(flips);
  const broken: string[] = [];
  let sightings = 0;
  for (const s of sights) {
    for (const who of s.who) {
      sightings++;
      const time = closed.get(who)?.find((c) => c.from < s.begun && s.ended < c.to);
      if (time)
        broken.push(`${s.surface} shows creator ${who}, ${(s.begun - time.from).toFixed(1)} ms after her withdrawal was acknowledged`);
    }
  }
  return { broken, answers: sights.length, sightings, flips: flips.length };
}

/**
 * A history too long to be kept: it is read while it is being made. An answer can be judged once every flip that was sent before its end is
 * known to have been acknowledged.
 */
export function openHistory() {
  const flips: Flip[] = [];
  const open = new Set<number>();
  let waiting: Sight[] = [];
  const total: History = { broken: [], answers: 0, sightings: 0, flips: 0 };

  function read(before: number) {
    const ripe = waiting.filter((s) => s.ended < before);
    waiting = waiting.filter((s) => s.ended >= before);
    const part = readHistory(flips, ripe);
    total.broken.push(...part.broken);
    total.sightings += part.sightings;
  }
  return {
    total,
    flips,
    /** Notes that a flip leaves; what it gives notes its acknowledgement. */
    flip(who: number, on: boolean): () => void {
      const sent = instant();
      open.add(sent);
      return () => {
        open.delete(sent);
        total.flips = flips.push({ who, on, sent, acked: instant() });
      };
    },
    sight(sight: Sight): void {
      total.answers++;
      if (waiting.push(sight) >= 20_000) read(Math.min(instant(), ...open));
    },
    /** What is left, once no flip is open. */
    end(): History {
      read(Infinity);
      return total;
    },
  };
}
