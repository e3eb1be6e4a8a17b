// Histories of one creator and three agencies by the rules alone, on a clock of their own: everything that either side or the operator can do,
// in any order, and what must hold after each step.
import assert from 'node:assert/strict';
import { isFindable } from '#src/features/creators/rules/consent.ts';
import { checkOpen, checkTarget, coolDownEnd, inviteExpiry, stateAt, type InviteFacts } from '#src/features/invites/rules.ts';
import * as cases from '#src/features/roster/rules/cases.ts';
import type { Params, Terms } from '#src/features/policies/contract.ts';
import { defaults } from '#src/features/policies/rules/presets.ts';
import { checkTerms } from '#src/features/policies/rules/terms.ts';
import * as memberships from '#src/features/roster/rules/memberships.ts';
import * as offers from '#src/features/roster/rules/offers.ts';
import { sameTerms } from '#src/features/roster/rules/terms.ts';
import { addDays, addMs, dayMs } from '#src/lib/time.ts';

/** The rules that a history is played by; a control puts a broken one in. */
export const rules = {
  leaveNow: memberships.leaveNow,
  termsAt: memberships.termsAt,
  checkJoin: memberships.checkJoin,
  agreed: offers.agreed,
  checkTaken: offers.checkTaken,
  removalEnd: cases.removalEnd,
  decided: cases.decided,
  caseStateAt: cases.caseStateAt,
  /** What a withdrawal of the switch does to the invitations that are open. */
  cancel: (invites: Invite[]) => {
    for (const invite of invites) if (invite.state === 'sent') invite.state = 'withdrawn';
  },
  /** What leaving does to what was offered in the membership. */
  withdraw: (all: Offer[], now: Date) => {
    for (const offer of all)
      if (offers.offerStateAt(offer, now) === 'open') Object.assign(offer, { state: 'withdrawn', withdrawn_by: 'leaving' });
  },
  /** What the end of a term does that nobody has renewed: nothing. */
  lapse: (_m: Membership) => {},
};
export type Rules = typeof rules;

/** One thing that somebody does, or that time does. Numbers choose among what is there. */
export type Step =
  | { does: 'wait'; days: number }
  | { does: 'switch'; on: boolean }
  | { does: 'invite'; agency: number; terms: Terms }
  | { does: 'answer'; which: number; yes: boolean }
  | { does: 'offer'; which: number; kind: 'renewal' | 'change'; terms: Terms }
  | { does: 'answerOffer'; which: number; yes: boolean }
  | { does: 'withdrawOffer'; which: number }
  | { does: 'leave'; which: number; quiet: boolean }
  | { does: 'remove'; which: number }
  | { does: 'appeal'; which: number }
  | { does: 'complain'; which: number }
  | { does: 'decide'; which: number; grant: boolean }
  | { does: 'order'; which: number }
  | { does: 'trial'; which: number }
  | { does: 'policy'; noticeDaysMax: number; quietExit: boolean; review: boolean };

interface Invite extends InviteFacts {
  agency: string;
  terms: Terms;
  askAgainAt: Date | null;
}
interface Offer extends offers.OfferFacts {
  terms: Terms;
  term_ends_at: Date;
}
interface Case extends cases.CaseFacts {
  /** No sooner than this can it end anything. */
  earliest: Date;
}
interface Membership extends memberships.MembershipFacts {
  agency_id: string;
  review: number | null;
  cases: Case[];
  closed_at: Date | null;
  left_at: Date | null;
  offers: Offer[];
  /** What she has said yes to, each from when, kept apart from what the rules make of it. */
  yes: { from: Date; said: Date; terms: Terms }[];
  /** The end as far as she had agreed to it last. */
  endKnown: Date;
}

export interface World {
  now: Date;
  on: boolean;
  invites: Invite[];
  memberships: Membership[];
  policy: { terms: Params['terms']; renewals: Params['renewals']; exits: Params['exits']; invitations: Params['invitations'] };
  /** What was met on the way, so that a run can say what it has seen. */
  met: Record<string, number>;
}
const quiet = { validDays: 0, hours: 0 };
const person = { person_id: 'she', adult_since: '2020-01-01' };

export const begin = (): World => ({
  now: new Date('2026-01-31T10:00:00Z'),
  on: false,
  invites: [],
  memberships: [],
  policy: {
    terms: { ...defaults.terms.params, coolingOffDaysMin: 3, review: { reviewDays: 7 } },
    renewals: defaults.renewals.params,
    exits: defaults.exits.params,
    invitations: defaults.invitations.params,
  },
  met: {},
});
const meet = (w: World, what: string): void => void (w.met[what] = (w.met[what] ?? 0) + 1);
const consentOf = (w: World) => ({ granted: w.on, expires_at: null });
const running = (w: World) => w.memberships.filter((m) => memberships.isRunning(m, w.now));
const pick = <T>(all: readonly T[], which: number): T | undefined => (all.length === 0 ? undefined : all[which % all.length]);

/** Refusals are a part of the game: what is refused changes nothing. */
function tried(w: World, what: string, work: () => void): void {
  try {
    work();
    meet(w, what);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    meet(w, code);
  }
}
const unless = (refusal: Error | undefined): void => {
  if (refusal) throw refusal;
};

const begun = { ends_at: null, answered_at: null, decide_by: null, decided_at: null };
/** What is open about a membership that she leaves or that ends otherwise comes to nothing. */
function withdrawCases(m: Membership, now: Date): void {
  const isOpen = (c: Case) => c.kind !== 'complaint' && ['told', 'open'].includes(cases.caseStateAt(c, now));
  for (const c of m.cases.filter(isOpen)) Object.assign(c, { state: 'withdrawn', decided_at: now });
}
/** What a removal, a decision or a trial LIVE makes of a membership, and of what is open in it. */
function become(w: World, r: Rules, m: Membership, change: cases.MembershipChange): void {
  Object.assign(m, change);
  if (!change.ends_at) return;
  r.withdraw(m.offers, w.now);
  if (change.ends_at <= w.now) withdrawCases(m, w.now);
}

const does: { [D in Step['does']]: (w: World, r: Rules, step: Extract<Step, { does: D }>) => void } = {
  wait(w, r, { days }) {
    w.now = addMs(w.now, Math.round(days * dayMs));
    // The job that marks what has ended comes by.
    for (const m of w.memberships)
      if (m.closed_at === null && !memberships.isRunning(m, w.now)) {
        m.closed_at = w.now;
        r.lapse(m);
      }
  },
  switch(w, r, { on }) {
    w.on = on;
    if (!on) r.cancel(w.invites);
    meet(w, on ? 'switched on' : 'switched off');
  },
  invite(w, _r, { agency, terms }) {
    const name = `agency ${agency % 3}`;
    const ours = w.invites.filter((i) => i.agency === name);
    const target = {
      findable: isFindable(person, consentOf(w), w.now),
      isSelf: false,
      isMember: running(w).some((m) => m.agency_id === name),
      openFromUs: ours.some((i) => stateAt(i, w.now) === 'sent'),
      askAgainAt: ours.reduce<Date | null>((last, i) => (i.askAgainAt && (!last || i.askAgainAt > last) ? i.askAgainAt : last), null),
      openInvites: w.invites.filter((i) => stateAt(i, w.now) === 'sent').length,
      filters: undefined,
    };
    const asker = { languages: [], verified: true, commissionBps: terms.commissionBps };
    tried(w, 'invited', () => {
      unless(checkTerms(terms, w.policy.terms) ?? checkTarget(target, asker, w.policy.invitations, w.now));
      w.invites.push({ agency: name, terms, state: 'sent', expires_at: inviteExpiry(w.policy.invitations, w.now), askAgainAt: null });
    });
  },
  answer(w, r, { which, yes }) {
    const invite = pick(w.invites.slice(-4), which);
    tried(w, yes ? 'joined' : 'declined', () => {
      checkOpen(invite, w.now);
      const { agency, terms } = invite!;
      if (yes) {
        r.checkJoin(running(w), agency, terms, w.now);
        const term_ends_at = memberships.termEnd(w.now, terms);
        const trial = cases.trialOf(w.now, term_ends_at, terms.trialLive, w.policy.terms);
        w.memberships.push({
          agency_id: agency,
          review: trial.trial_review_days,
          cases: [],
          trial_until: trial.trial_until,
          free_from: null,
          terms,
          terms_from: w.now,
          terms_before: null,
          since: w.now,
          term_ends_at,
          ends_at: trial.trial_until,
          ended_by: trial.trial_until === null ? null : 'trial',
          closed_at: null,
          left_at: null,
          offers: [],
          yes: [{ from: w.now, said: w.now, terms }],
          endKnown: term_ends_at,
        });
      } else invite!.askAgainAt = coolDownEnd(w.policy.invitations, w.now);
      invite!.state = yes ? 'accepted' : 'declined';
    });
  },
  offer(w, _r, { which, kind, terms }) {
    const m = pick(w.memberships.slice(-3), which);
    if (!m) return;
    const held = memberships.termsAt(m, w.now);
    const wanted = kind === 'change' ? { ...terms, months: held.months } : terms;
    tried(w, `offered a ${kind}`, () => {
      unless(
        offers.checkAsking(m, m.offers, kind, w.policy.renewals, w.now) ??
          offers.checkProposed(m, { kind, terms: wanted }, w.now) ??
          checkTerms(wanted, kind === 'change' ? offers.boundsOf(held, wanted, w.policy.terms) : w.policy.terms),
      );
      const dates = offers.offerDates(m, { kind, terms: wanted }, w.policy.renewals, w.now);
      m.offers.push({ kind, state: 'open', withdrawn_by: null, sent_at: w.now, terms: wanted, ...dates });
    });
  },
  answerOffer(w, r, { which, yes }) {
    const m = pick(
      w.memberships.filter(({ offers: all }) => all.length > 0),
      which,
    );
    const offer = m?.offers.at(-1);
    tried(w, yes ? `agreed to a ${offer?.kind}` : `declined a ${offer?.kind}`, () => {
      offers.checkOpenOffer(offer, w.now);
      if (yes) {
        r.checkTaken(m!, w.now);
        const others = running(w).filter((one) => one !== m);
        memberships.checkBeside(others, { from: offer!.terms_from ?? w.now, to: offer!.term_ends_at, terms: offer!.terms });
        Object.assign(m!, r.agreed(m!, offer!, w.now));
        m!.yes.push({ from: offer!.terms_from ?? w.now, said: w.now, terms: offer!.terms });
        m!.endKnown = offer!.term_ends_at;
      }
      offer!.state = yes ? 'accepted' : 'declined';
    });
  },
  withdrawOffer(w, _r, { which }) {
    const offer = pick(w.memberships, which)?.offers.at(-1);
    tried(w, 'took an offer back', () => {
      offers.checkOpenOffer(offer, w.now);
      offer!.state = 'withdrawn';
      offer!.withdrawn_by = 'agency';
    });
  },
  leave(w, r, { which, quiet: isQuiet }) {
    const m = pick(running(w), which);
    if (!m) return;
    const activity = isQuiet && memberships.asksActivity(m, w.policy.exits, w.now) ? quiet : null;
    const { endsAt, rule } = r.leaveNow(m, w.policy.exits, activity, w.now);
    m.ends_at = endsAt;
    m.ended_by = rule;
    m.left_at ??= w.now;
    m.endKnown = endsAt < m.endKnown ? endsAt : m.endKnown;
    r.withdraw(m.offers, w.now);
    withdrawCases(m, w.now);
    meet(w, `left by ${rule}`);
  },
  remove(w, r, { which }) {
    const m = pick(running(w), which);
    if (!m) return;
    tried(w, 'removed', () => {
      unless(cases.checkRemove(m, m.cases, w.now));
      const ends_at = r.removalEnd(m, w.policy.exits, w.now);
      const notice = addDays(w.now, w.policy.exits.removalNoticeDaysMin);
      const earliest = notice < m.term_ends_at ? notice : m.term_ends_at;
      m.cases.push({ ...begun, kind: 'removal', state: 'told', earliest, ends_at });
      become(w, r, m, { ends_at, ended_by: 'removal' });
    });
  },
  appeal(w, r, { which }) {
    const m = pick(
      w.memberships.filter(({ cases: all }) => all.some(({ kind }) => kind === 'removal')),
      which,
    );
    const c = m?.cases.findLast(({ kind }) => kind === 'removal');
    if (!m) return;
    tried(w, 'contested', () => {
      cases.checkAppeal(c, m, w.now);
      const others = running(w).filter((one) => one !== m);
      for (const spell of memberships.spellsOf({ ...m, ...cases.contested }, w.now)) memberships.checkBeside(others, spell);
      Object.assign(c!, { state: 'open', answered_at: w.now, decide_by: addDays(w.now, w.policy.exits.decideDays) });
      become(w, r, m, cases.contested);
    });
  },
  complain(w, r, { which }) {
    const m = pick(running(w), which);
    if (!m) return;
    tried(w, 'complained', () => {
      unless(cases.checkComplain(m, m.cases, w.now));
      const decide_by = addDays(w.now, w.policy.exits.decideDays);
      m.cases.push({ ...begun, kind: 'complaint', state: 'open', earliest: w.now, decide_by });
      become(w, r, m, cases.complained(m, decide_by, w.now));
    });
  },
  decide(w, r, { which, grant }) {
    const all = w.memberships.flatMap((m) => m.cases.filter(({ state }) => state === 'open').map((c) => ({ m, c })));
    const one = pick(all, which);
    if (!one) return;
    tried(w, `${grant ? 'granted' : 'refused'} a ${one.c.kind}`, () => {
      cases.checkDecide(one.c, w.now);
      const change = r.decided(one.c, one.m, grant ? 'grant' : 'refuse', w.now);
      Object.assign(one.c, { state: grant ? 'granted' : 'refused', decided_at: w.now });
      become(w, r, one.m, change);
    });
  },
  order(w, r, { which }) {
    const m = pick(running(w), which);
    if (!m) return;
    become(w, r, m, r.decided({ ...begun, kind: 'order', state: 'granted' }, m, 'grant', w.now));
    meet(w, 'ended by order');
  },
  trial(w, r, { which }) {
    const m = pick(
      running(w).filter((one) => cases.isAwaited(one, w.now)),
      which,
    );
    if (!m) return;
    become(w, r, m, cases.passed(m, m.review, w.now));
    if (m.review !== null) m.cases.push({ ...begun, kind: 'review', state: 'open', earliest: w.now, decide_by: addDays(w.now, m.review) });
    meet(w, 'had a trial LIVE');
  },
  policy(w, _r, { noticeDaysMax, quietExit, review }) {
    w.policy.terms = { ...w.policy.terms, noticeDaysMax, review: review ? { reviewDays: 7 } : null };
    w.policy.exits = { ...defaults.exits.params, ...(!quietExit && { lowActivity: null }) };
    meet(w, 'another policy');
  },
};

/** Plays a history, and looks at the world after each step. */
export function play(steps: readonly Step[], r: Rules = rules): World {
  const w = begin();
  for (const step of steps) {
    (does[step.does] as (w: World, r: Rules, step: Step) => void)(w, r, step);
    look(w, r);
  }
  return w;
}

/** What must hold in every state that is reached. */
function look(w: World, r: Rules): void {
  assert.equal(isFindable(person, consentOf(w), w.now), w.on, 'found while her switch is on, and not an instant longer');
  if (!w.on) assert.ok(!w.invites.some((i) => stateAt(i, w.now) === 'sent'), 'no invitation is open while she cannot be found');
  for (const m of w.memberships) {
    noEndMoves(w, m);
    nothingFalse(w, m, r);
    silenceIsHers(w, m, r);
  }
  exclusiveAlone(w, r);
  getsFree(w, r);
}

/** An end moves later by her yes alone: neither time, the agency nor another policy adds a day. */
function noEndMoves(w: World, m: Membership): void {
  assert.ok(memberships.endOf(m) <= m.endKnown, 'nobody stays longer than she has agreed to');
  assert.ok(memberships.endOf(m) >= m.since);
  if (w.now >= m.endKnown) assert.equal(memberships.stateOf(m, w.now), 'ended', 'silence ends it');
}

/** What both sides are shown, held against what she has said yes to and when she has left. */
function nothingFalse(w: World, m: Membership, r: Rules): void {
  const end = memberships.endOf(m);
  const state = memberships.stateOf(m, w.now);
  const isTrial = m.ended_by === 'trial';
  assert.equal(state, w.now >= end ? 'ended' : isTrial ? 'trial' : m.ends_at ? 'leaving' : 'active');
  // What is agreed from now on has begun with her yes, and a further term too when she agrees to the next one in it, be it in its first instant;
  // else a further term begins only if she is still there on its day.
  const lastSaid = m.yes.at(-1)!.said;
  const begun = m.yes.filter(({ from }) => from <= w.now && (from < end || from <= lastSaid));
  assert.ok(
    sameTerms(r.termsAt(m, w.now), begun.at(-1)!.terms),
    'the terms that hold are the last that she has agreed to and that have begun',
  );
  const next = memberships.isRenewed(m, w.now);
  assert.equal(
    next,
    m.yes.some(({ from }) => from > w.now && from < end),
    'a further term is shown where one is agreed and will be',
  );
  for (const offer of m.offers.filter((o) => offers.offerStateAt(o, w.now) === 'open')) {
    assert.equal(state, 'active', 'nothing is open in what is left or over');
    offers.checkOpenOffer(offer, w.now);
    offers.checkTaken(m, w.now);
  }
}

/** An agency ends nothing by itself without a notice in which she may contest; what is open for the operator holds nobody, and his silence favours her. */
function silenceIsHers(w: World, m: Membership, r: Rules): void {
  const state = memberships.stateOf(m, w.now);
  for (const c of m.cases) {
    const at = r.caseStateAt(c, w.now);
    if (c.kind === 'removal') {
      assert.ok(c.ends_at! >= c.earliest, 'a removal waits');
      if (m.ended_by === 'removal')
        assert.ok(memberships.endOf(m) >= c.ends_at! || m.cases.length > 1, 'a removal ends nothing sooner than it said');
      if (at === 'open' || at === 'unheard' || at === 'granted')
        assert.ok(m.ended_by !== 'removal' || m.cases.some((o) => o.kind === 'removal' && o !== c), 'what is contested ends nothing');
    }
    if (c.decide_by !== null && w.now >= c.decide_by) assert.notEqual(at, 'open', 'nothing stays undecided');
    if (c.kind === 'complaint' && at === 'unheard' && state !== 'ended')
      assert.deepEqual(r.leaveNow(m, w.policy.exits, null, w.now).endsAt, w.now, 'a complaint that nobody heard lets her go at once');
  }
  if (m.trial_until !== null && w.now < m.trial_until && state !== 'ended')
    assert.deepEqual(r.leaveNow(m, w.policy.exits, null, w.now).endsAt, w.now, 'on trial she goes at once');
}

function exclusiveAlone(w: World, r: Rules): void {
  const all = running(w);
  if (all.some((m) => r.termsAt(m, w.now).exclusive)) assert.equal(all.length, 1, 'an exclusive membership stands alone');
  assert.equal(new Set(all.map((m) => m.agency_id)).size, all.length, 'an agency is joined once');
}

/** From here she leaves everything by her own acts, with nothing known of her LIVEs, and is free within the notice that she agreed to. */
function getsFree(w: World, r: Rules): void {
  for (const m of running(w)) {
    const said = r.leaveNow(m, w.policy.exits, null, w.now);
    const bound = addDays(w.now, m.yes.findLast(({ from }) => from <= w.now)!.terms.noticeDays);
    assert.ok(said.endsAt >= w.now && said.endsAt <= bound && said.endsAt <= memberships.endOf(m), 'free within the notice');
    const left = { ...m, ends_at: said.endsAt, ended_by: said.rule };
    assert.equal(memberships.stateOf(left, said.endsAt), 'ended');
    const again = r.leaveNow(left, w.policy.exits, null, w.now);
    assert.ok(again.endsAt <= said.endsAt, 'asking again makes nothing later');
  }
}
