import { addMs, dayMs } from '#src/lib/time.ts';
import { agencyFacts, standardTerms, type Terms } from './agencies.ts';
import type { Chance } from './chance.ts';
import { castSize } from './people.ts';

/** One thing that happens, at its instant; creators, agencies and seats by their place in the plan. */
export type Event =
  | { does: 'claim'; at: Date; creator: number }
  | { does: 'consent'; at: Date; creator: number; purpose: 'discovery' | 'exact_numbers' | 'live_data' | 'listening'; granted: boolean }
  | { does: 'send'; at: Date; agency: number; seat: number; creators: number[]; kind: 'regular' | 'elite'; message: string; terms?: Terms }
  | { does: 'answer'; at: Date; creator: number; agency: number; answer: 'accept' | 'decline' }
  | { does: 'withdraw'; at: Date; creator: number; agency: number }
  | { does: 'assign'; at: Date; creator: number; agency: number; coach: number }
  | { does: 'trial'; at: Date; creator: number; agency: number }
  | { does: 'remove'; at: Date; creator: number; agency: number }
  | { does: 'appeal'; at: Date; creator: number; agency: number }
  | { does: 'complain'; at: Date; creator: number; agency: number }
  | { does: 'leave'; at: Date; creator: number; agency: number; reason?: string };
type Send = Extract<Event, { does: 'send' }>;

export interface Seats {
  /** Places of those who may invite, and of the coaches, in the agency's staff. */
  inviting: number[];
  coaching: number[];
}

const stories = [
  'open',
  'fresh',
  'active',
  'leaving',
  'left_cooling_off',
  'left_notice',
  'term_ended',
  'cooling_down',
  'cooled_down',
  'expired',
  'agency_withdrew',
  'switched_off',
  'opted_out',
] as const;
type Story = (typeof stories)[number] | 'found';
const weights: [Story, number][] = [
  ['found', 38],
  ['open', 15],
  ['fresh', 4],
  ['active', 13],
  ['leaving', 2],
  ['left_cooling_off', 2],
  ['left_notice', 3],
  ['term_ended', 3],
  ['cooling_down', 5],
  ['cooled_down', 4],
  ['expired', 5],
  ['agency_withdrew', 2],
  ['switched_off', 2],
  ['opted_out', 5],
];
const extras: Story[] = ['open', 'expired', 'cooling_down', 'cooled_down', 'agency_withdrew'];
const reasons = [
  'I want to try it on my own for a while.',
  'Not enough time for two evenings a week.',
  'Moving to another city.',
  undefined,
  undefined,
];
/** What is said where two do not agree. */
export const disputed = {
  removal: 'There has been no LIVE of yours on our evenings for three weeks.',
  appeal: 'I was ill and told my coach. I am back on Monday.',
  complaint: 'Two hours of coaching a month were promised. Nobody has called me since I joined.',
};
/** Nothing happened before this many days ago: profiles were imported then. */
const oldest = 340;

/** The same terms for fewer months: a guarantee lasts no longer than they do. */
export const shortened = (terms: Terms, months: number): Terms => ({
  ...terms,
  months,
  ...(terms.guarantee && { guarantee: { ...terms.guarantee, months: Math.min(months, terms.guarantee.months) } }),
});

/** What happened between everybody in the last months, as one list in order of time. */
export function drawHistory(chance: Chance, options: { now: Date; creators: number; seats: Seats[] }): Event[] {
  const { now, seats } = options;
  const events: Event[] = [];
  const sends: Send[] = [];
  /** Written to one person: nobody else is added. */
  const personal = new Set<Send>();
  const ago = (days: number): Date => addMs(now, -Math.round(days * dayMs));
  const daysAgo = (at: Date): number => (now.getTime() - at.getTime()) / dayMs;
  const termsOf = (agency: number): Terms => ({ ...standardTerms, ...agencyFacts[agency]!.own });
  // The first agency is the one that people look at first: it has more of everything.
  const drawAgency = (): number => chance.weighted(seats.map((_, a) => [a, a === 0 ? 3 : 1] as const));
  const sentOn = (agency: number, at: Date) => sends.filter((s) => s.agency === agency && Math.abs(daysAgo(s.at) - daysAgo(at)) < 1.1);

  /** A sending of this agency between two ages that has room for one more; a new one where there is none. */
  function join(
    agency: number,
    creator: number,
    from: number,
    to: number,
    more: { terms?: Terms; seat?: number; message?: string } = {},
  ): Date | undefined {
    const special = Object.keys(more).length > 0;
    const fits = (s: Send) =>
      s.agency === agency &&
      daysAgo(s.at) >= from &&
      daysAgo(s.at) <= to &&
      !s.terms &&
      !personal.has(s) &&
      s.creators.length < (s.kind === 'elite' ? 6 : 24);
    const open =
      special || chance.chance(0.25)
        ? []
        : sends.filter(
            (s) =>
              fits(s) &&
              !s.creators.includes(creator) &&
              (s.creators.length < 3 || sentOn(agency, s.at).reduce((n, o) => n + o.creators.length, 0) < 50),
          );
    if (open.length > 0) {
      const send = chance.pick(open);
      send.creators.push(creator);
      return send.at;
    }
    for (let attempt = 0; attempt < 6; attempt++) {
      const at = ago(chance.between(from, to));
      const near = sentOn(agency, at);
      if (near.reduce((n, o) => n + o.creators.length, 0) >= 50) continue;
      const seat = more.seat ?? chance.pick(seats[agency]!.inviting);
      const kind = !special && chance.chance(0.1) && !near.some((o) => o.kind === 'elite') ? 'elite' : 'regular';
      const { message, terms } = more;
      const send: Send = {
        does: 'send',
        at,
        agency,
        seat,
        creators: [creator],
        kind,
        message: message ?? chance.pick(agencyFacts[agency]!.messages),
        ...(terms && { terms }),
      };
      sends.push(send);
      if (message !== undefined) personal.add(send);
      return at;
    }
    return undefined;
  }
  const later = (at: Date, from: number, to: number): Date =>
    addMs(at, Math.round(chance.between(from, Math.min(to, daysAgo(at) * 0.98)) * dayMs));

  function accept(creator: number, agency: number, sent: Date, within = 5, coach?: number): Date {
    const at = later(sent, 0.04, within);
    events.push({ does: 'answer', at, creator, agency, answer: 'accept' });
    // Whoever has just come in still owes the trial LIVE that some agencies ask for.
    if (termsOf(agency).trialLive && daysAgo(sent) > 9) events.push({ does: 'trial', at: later(at, 0.1, 0.4), creator, agency });
    if (coach !== undefined || chance.chance(0.65)) {
      const to = coach ?? chance.pick(seats[agency]!.coaching);
      events.push({ does: 'assign', at: later(at, 0.02, 1.5), creator, agency, coach: to });
    }
    return at;
  }
  /** The first two who stay disagree with their agency: one is to go and contests it, one complains; both wait for the operator. */
  let disputes = 0;
  function contestedAfter(joined: Date, creator: number, agency: number) {
    if (agency !== 0 || disputes === 2 || daysAgo(joined) < 12) return;
    disputes++;
    if (disputes === 2) return events.push({ does: 'complain', at: ago(3.3), creator, agency });
    return events.push({ does: 'remove', at: ago(6.2), creator, agency }, { does: 'appeal', at: ago(4.6), creator, agency });
  }
  function leave(creator: number, agency: number, at: Date) {
    const reason = chance.pick(reasons);
    events.push({ does: 'leave', at, creator, agency, ...(reason !== undefined && { reason }) });
  }

  /** Invites a creator as the story says; gives the first instant of it, or nothing where no sending had room. */
  function tell(story: Story, creator: number, agency: number): Date | undefined {
    const terms = termsOf(agency);
    const term = terms.months * 30;
    let sent: Date | undefined;
    switch (story) {
      case 'found':
      case 'opted_out':
        return undefined;
      case 'open':
        return join(agency, creator, 0.08, 6.8);
      case 'fresh':
        if ((sent = join(agency, creator, 1, 9))) accept(creator, agency, sent, 3);
        return sent;
      case 'active':
        if ((sent = join(agency, creator, 22, Math.min(term - 6, 235)))) contestedAfter(accept(creator, agency, sent), creator, agency);
        return sent;
      case 'leaving':
        sent = join(agency, creator, terms.coolingOffDays + 8 + terms.noticeDays, term - terms.noticeDays - 12);
        if (sent) leave(creator, agency, later(accept(creator, agency, sent), daysAgo(sent) - terms.noticeDays + 0.5, daysAgo(sent) - 6));
        return sent;
      case 'left_cooling_off':
        if ((sent = join(agency, creator, 16, 230))) leave(creator, agency, later(accept(creator, agency, sent, 3), 0.5, 11));
        return sent;
      case 'left_notice':
        sent = join(agency, creator, terms.coolingOffDays + terms.noticeDays + 14, Math.min(term - 10, 230));
        if (sent)
          leave(creator, agency, later(accept(creator, agency, sent), terms.coolingOffDays + 1, daysAgo(sent) - terms.noticeDays - 6));
        return sent;
      case 'term_ended':
        if ((sent = join(agency, creator, 75, 245, { terms: { ...shortened(terms, 2), exclusive: false } }))) accept(creator, agency, sent);
        return sent;
      case 'cooling_down':
        if ((sent = join(agency, creator, 3, 28)))
          events.push({ does: 'answer', at: later(sent, 0.05, 5), creator, agency, answer: 'decline' });
        return sent;
      case 'cooled_down':
        if ((sent = join(agency, creator, 40, 250)))
          events.push({ does: 'answer', at: later(sent, 0.05, 5), creator, agency, answer: 'decline' });
        return sent;
      case 'expired':
        return join(agency, creator, 7.6, 230);
      case 'agency_withdrew':
        if ((sent = join(agency, creator, 2, 200))) events.push({ does: 'withdraw', at: later(sent, 0.2, 4), creator, agency });
        return sent;
      case 'switched_off':
        if ((sent = join(agency, creator, 3, 200))) consent(creator, 'discovery', false, later(sent, 0.3, 4));
        return sent;
    }
  }

  function consent(creator: number, purpose: 'discovery' | 'exact_numbers' | 'live_data' | 'listening', granted: boolean, at: Date) {
    events.push({ does: 'consent', at, creator, purpose, granted });
  }
  let sharing = 0;
  /** Takes the profile over and says yes, some days before the first thing that the yes was needed for. */
  function optIn(creator: number, before: Date, share?: { exact: boolean; live: boolean }, often = 0.15): Date {
    const first = Math.min(daysAgo(before) + chance.between(0.6, 40), oldest - 2);
    const at = ago(first);
    events.push({
      does: 'claim',
      at: ago(
        Math.min(
          first +
            chance.weighted([
              [chance.between(0.02, 0.3), 3],
              [chance.between(0.3, 20), 1],
            ]),
          oldest - 0.5,
        ),
      ),
      creator,
    });
    consent(creator, 'discovery', true, at);
    if (share?.exact ?? chance.chance(0.4))
      consent(creator, 'exact_numbers', true, later(at, 0.001, chance.chance(0.6) ? 0.004 : first * 0.5));
    if (share?.live ?? chance.chance(often)) {
      const sharedAt = later(at, 0.001, first * 0.5);
      consent(creator, 'live_data', true, sharedAt);
      // The first of those who share, and every third after her, may be overheard as well.
      if (sharing++ % 3 === 0) consent(creator, 'listening', true, sharedAt);
    }
    return at;
  }

  function live(creator: number, story: Story) {
    const agency = story === 'active' && creator < castSize + 12 ? 0 : drawAgency();
    const started = tell(story, creator, agency);
    let before = started ?? (chance.chance(0.18) ? ago(chance.between(318, 336)) : ago(Math.min(chance.skewed(45, 1), 315) + 0.3));
    if (started && story !== 'switched_off' && chance.chance(0.35)) {
      for (const other of chance.shuffled(seats.map((_, a) => a).filter((a) => a !== agency)).slice(0, chance.whole(1, 2))) {
        const extra = tell(chance.pick(extras), creator, other);
        if (extra && extra < before) before = extra;
      }
    }
    // Most members of the first agency share their LIVEs: there is something to see.
    const on = optIn(creator, before, undefined, story === 'active' && agency === 0 ? 0.9 : 0.15);
    if (story === 'opted_out') {
      const off = later(on, 0.4, daysAgo(on) * 0.9);
      consent(creator, 'discovery', false, off);
      if (daysAgo(off) > 20 && chance.chance(0.3)) consent(creator, 'discovery', true, later(off, 5, daysAgo(off) * 0.8));
    }
  }

  /** The three with logins, and the people of the first search. */
  function liveCast(size: number) {
    const glaze = 'Your glaze evenings keep people longer than any pottery LIVE we coach. I would like to plan December with you.';
    const volta = 'Light kit on loan, a studio day each month, six coaching hours. Read our terms in peace, then ask us anything.';
    const scout = seats[0]!.inviting[1]!;
    if (size > 0) events.push({ does: 'claim', at: ago(64.3), creator: 0 });
    if (size > 1) {
      join(0, 1, 1.78, 1.78, { seat: scout, message: glaze });
      join(1, 1, 3.91, 3.91, { message: volta });
      optIn(1, ago(9), { exact: false, live: false });
    }
    if (size > 2) {
      const sent = join(0, 2, 109, 109, {
        seat: scout,
        message: 'Your Saturday set stayed with us. We coach three singers you would get on with.',
      })!;
      accept(2, 0, sent, 2, seats[0]!.coaching[0]!);
      optIn(2, sent, { exact: true, live: true });
    }
    for (let creator = 3; creator < size; creator++) {
      // The one who declined lately, the one still asked, and everybody else simply there.
      const sent =
        creator === 7 ? join(0, 7, 11, 11, { seat: scout }) : creator === 11 ? join(0, 11, 1.9, 1.9, { seat: scout }) : undefined;
      if (creator === 7 && sent) events.push({ does: 'answer', at: later(sent, 0.5, 1), creator, agency: 0, answer: 'decline' });
      optIn(creator, sent ?? ago(chance.between(5, 90)), { exact: creator % 2 === 1, live: false });
    }
  }

  const castHere = Math.min(castSize, options.creators);
  const claimed = Math.min(options.creators, Math.max(Math.round(options.creators * 0.45), castHere + stories.length + 8));
  const opted = Math.min(claimed, Math.max(Math.round(options.creators * 0.35), castHere + stories.length + 6));
  liveCast(castHere);
  for (let creator = castHere; creator < opted; creator++) {
    // Each story once before chance decides, and a few members of the first agency.
    const place = creator - castHere;
    const story = stories[place] ?? (place < stories.length + 3 ? 'active' : chance.weighted(weights));
    live(creator, story);
  }
  for (let creator = opted; creator < claimed; creator++) events.push({ does: 'claim', at: ago(chance.between(1, oldest - 2)), creator });
  // Some of her members found enough to do: they are found by nobody else, and stay.
  const joined = events.filter(
    (e): e is Extract<Event, { does: 'answer' }> => e.does === 'answer' && e.answer === 'accept' && e.creator >= castHere,
  );
  const asked = (creator: number) => sends.filter((s) => s.creators.includes(creator)).length;
  for (const { creator, at } of joined)
    if (asked(creator) === 1 && daysAgo(at) > 12 && chance.chance(0.12)) consent(creator, 'discovery', false, later(at, 8, daysAgo(at)));

  const order = (a: Event, b: Event) => a.at.getTime() - b.at.getTime();
  return [...events, ...sends]
    .map((event, i) => ({ event, i }))
    .sort((a, b) => order(a.event, b.event) || a.i - b.i)
    .map(({ event }) => event);
}
