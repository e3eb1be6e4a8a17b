import { parseArgs } from 'node:util';
import { livesSimulator } from '#src/app.ts';
import { platform as platforms, type Platform } from '#src/lib/shapes.ts';
import { connect, type Connection } from '../connect.ts';
import { Misuse, print, progress, type Command, type Line } from '../line.ts';
import { register, totalsOf, type Totals } from '../replay.ts';
import { untilStopped } from '../signals.ts';
import { playEvening, type Evening } from './playing.ts';
import { openSender, type Sent } from './sending.ts';

const usage =
  'simulate [--creators N | --handle H --handle H2 --platform tiktok] [--rate EVENTS_PER_SECOND] [--minutes M] [--seed S] [--past]';
const options = {
  creators: { type: 'string' },
  handle: { type: 'string', multiple: true },
  platform: { type: 'string' },
  rate: { type: 'string' },
  minutes: { type: 'string' },
  seed: { type: 'string' },
  past: { type: 'boolean' },
} as const;

interface Asked {
  accounts: string[];
  /** Accounts that are made for this, as tests. */
  made: boolean;
  platform: Platform;
  eventsPerSecond: number;
  minutes: number;
  seed: number;
  past: boolean;
}

function numberOf(name: string, text: string, min: number, max: number, whole = false): number {
  const n = text.trim() === '' ? NaN : Number(text);
  if (!(n >= min && n <= max) || (whole && !Number.isInteger(n)))
    throw new Misuse(`--${name} is ${whole ? 'a whole number' : 'a number'} from ${min} to ${max}`);
  return n;
}

function readArgs({ args }: Line): Asked {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const { creators = '5', handle, rate = '5', minutes = '10', seed = '1', past = false } = values;
  if (positionals.length > 0 || (handle !== undefined && values.creators !== undefined)) throw new Misuse(usage);
  const on = platforms.safeParse(values.platform ?? 'other');
  if (!on.success) throw new Misuse(`The platforms are ${platforms.options.join(', ')}`);
  const count = numberOf('creators', creators, 1, 1000, true);
  return {
    accounts: handle ? [...new Set(handle)] : Array.from({ length: count }, (_, n) => `simulated_${n + 1}`),
    made: handle === undefined,
    platform: on.data,
    eventsPerSecond: numberOf('rate', rate, 0.05, 10_000),
    minutes: numberOf('minutes', minutes, 1, 1440),
    seed: numberOf('seed', seed, 0, 2 ** 31 - 1, true),
    past,
  };
}

const sums = ['events', 'diamonds', 'diamondsInferred', 'diamondsToGuests', 'gifts', 'follows', 'shares', 'chats', 'subscriptions', 'matches'] as const; // prettier-ignore

/** What was sent, what became of it, and whether the server has exactly that. */
function reportOf({ seed, platform, accounts }: Asked, sent: Sent, truths: ReturnType<Evening['truths']>, server: Totals) {
  const truth = Object.fromEntries(sums.map((key) => [key, truths.reduce((sum, one) => sum + one[key], 0)])) as Record<
    (typeof sums)[number],
    number
  >;
  const agrees = (['events', 'diamonds', 'diamondsInferred', 'diamondsToGuests'] as const).every((key) => server[key] === truth[key]);
  const { rejected, ...counts } = sent;
  const lives = truths.map(({ firstAt, lastAt, startedAt, endedAt, minutes, ...one }) => ({
    ...one,
    minutes: minutes.length,
    startedAt: startedAt === null ? null : new Date(startedAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    firstAt: new Date(firstAt).toISOString(),
    lastAt: new Date(lastAt).toISOString(),
  }));
  return { seed, platform, creators: accounts.length, ...counts, rejected: rejected.length, ...truth, server, agrees, lives };
}

function say(line: Line, report: ReturnType<typeof reportOf>, { rejected }: Sent): void {
  const { events, sent, duplicate, quarantined, diamonds, diamondsInferred, lives, agrees, server } = report;
  const more = [...new Set(rejected.map((one) => `  ${one.code}: ${one.detail}`))];
  const words = `${lives.length} LIVEs: ${events} events, sent ${sent} times; ${duplicate} were known already, ${quarantined} wait, ${rejected.length} were rejected. ${diamonds} diamonds, and ${diamondsInferred} of streaks without an end.`;
  const verdict = agrees
    ? 'The server has exactly that.'
    : `The server has ${server.events} events, ${server.diamonds} diamonds and ${server.diamondsInferred} of streaks without an end.`;
  print(line, report, [words, verdict, ...more].join('\n'));
}

/** `simulate`: an evening of LIVEs through the public intake, by the clock or, with `--past`, one that is just over. */
export const simulate: Command = async (line) => {
  const asked = readArgs(line);
  const { clock } = line.machine;
  const stop = new AbortController();
  void untilStopped(line).then(() => stop.abort());
  const { openEvening, planEvening } = await livesSimulator();
  const to = await connect(line);
  try {
    const { platform, accounts, made, minutes, past } = asked;
    if (made) await registered(to, platform, accounts);
    const seconds = Math.round(minutes * 60);
    const now = Math.floor(clock().getTime() / 1000) * 1000;
    const from = past ? now - seconds * 1000 : now;
    const evening = openEvening(planEvening({ ...asked, from }), from);
    const sender = openSender(to, stop.signal);
    const show = progress('Playing');
    const onProgress = (n: number) => show(n, seconds, `${sender.sum.sent} events, ${evening.onAir()} on air`);
    await playEvening(evening, sender, { from, seconds, clock, stopped: stop.signal, onProgress });
    const truths = evening.truths();
    const rooms = truths.map(({ account: subject, session }) => ({ platform, subject, session }));
    const report = reportOf(asked, sender.sum, truths, await totalsOf(to, rooms));
    say(line, report, sender.sum);
    return report.agrees ? 0 : 1;
  } finally {
    await to.close();
  }
};

const registered = (to: Connection, platform: Platform, accounts: string[]) =>
  register(
    to,
    accounts.map((subject) => ({ platform, subject, session: '' })),
  );
