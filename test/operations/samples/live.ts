// LIVEs, and the roster of those who share them.
import type { Caller } from '../../server.ts';
import type { Scene } from '../scene.ts';
import { nextNumber, ours, plain, sql, terms, type Samples } from './making.ts';

/** A gift in a LIVE of an account. */
const liveEvent = (s: Scene, subject: string) => ({
  specversion: '1.0',
  id: `event${nextNumber()}`,
  source: 'test',
  type: 'gift',
  time: s.t.now().toISOString(),
  subject,
  platform: 'twitch',
  session: 'room',
  data: { giftId: '5655', from: 'viewer', count: 2, diamondsEach: 5, streak: 'streak', closed: true },
});
/** The member, who shares her LIVEs with her agency and is the coach's. */
async function sharing(s: Scene): Promise<string> {
  await s.creator.put('/v1/me/consents/live_data', { granted: true, textVersion: 1 });
  await sql(s, 'update memberships set coach_id = $2, ends_at = null where membership_id = $1', [s.membershipId, s.as.coach.personId]);
  return s.creator.creatorId;
}
/** A LIVE of the caller, or of the creator where the caller has none. */
async function freshLive(s: Scene, caller: Caller): Promise<string> {
  const her = caller.personId === s.otherCreator.personId ? s.otherCreator : s.creator;
  const taken = await s.as.admin.post('/v1/live/events', [liveEvent(s, her.handle)]);
  if (taken.body.accepted !== 1) throw new Error(taken.text);
  return (await her.get('/v1/me/live?limit=1')).body.items[0].sessionId;
}

/** A source of LIVE events, made by the operator of the scene. */
async function freshSource(s: Scene): Promise<string> {
  const made = await s.as.admin.post('/v1/live/sources', { kind: 'standard', name: `source-${nextNumber()}` });
  if (made.status !== 200) throw new Error(made.text);
  return made.body.sourceId;
}

/** Nothing was proposed yet in the membership, nobody was asked to decide, and it goes on. */
const noOffers = async (s: Scene) => {
  await sql(s, 'delete from membership_offers where membership_id = $1', [s.membershipId]);
  await sql(s, 'delete from membership_cases where membership_id = $1', [s.membershipId]);
  await sql(
    s,
    'update memberships set ends_at = null, ended_by = null, left_at = null, closed_at = null, trial_until = null, trial_minutes = null, free_from = null where membership_id = $1',
    [s.membershipId],
  );
};
const removal = { why: 'inactive', said: 'No LIVE in two months' };
const complaint = { why: 'promise', said: 'No coach has called' };
/** A complaint that is open, or a removal that she may contest. */
async function freshCase(s: Scene, kind: 'complaint' | 'removal'): Promise<string> {
  await noOffers(s);
  const made =
    kind === 'complaint'
      ? await s.creator.post(`/v1/me/memberships/${s.membershipId}/complain`, complaint)
      : await s.as.owner.post(ours(`/roster/${s.membershipId}/remove`)(s).path, removal);
  if (made.status !== 200) throw new Error(made.text);
  return made.body.caseId;
}
const otherTerms = { kind: 'change', terms: { ...terms, commissionBps: 700 }, message: 'A point less' };
async function freshOffer(s: Scene): Promise<string> {
  await noOffers(s);
  const made = await s.as.owner.post(ours(`/roster/${s.membershipId}/offers`)(s).path, otherTerms);
  if (made.status !== 200) throw new Error(made.text);
  return made.body.offerId;
}
/** A promise of the membership of which nobody has said anything. */
async function freshPromise(s: Scene): Promise<string> {
  await noOffers(s);
  const { body } = await s.as.owner.get(ours(`/roster/${s.membershipId}/promises`)(s).path);
  const { promiseId } = body.items[0];
  await sql(s, 'update membership_promises set kept_at = null, kept_by = null, answer = null, answered_at = null where promise_id = $1', [
    promiseId,
  ]);
  return promiseId;
}

export const live: Samples = {
  // Unsigned: whoever asks, it is not taken. What is signed has a test of its own.
  'sources.receive': async (s) => ({ path: `/v1/live/webhooks/${await freshSource(s)}`, body: [liveEvent(s, s.creator.handle)] }),
  'sources.permitted': plain('/v1/live/listening?platform=tiktok&account=somebody'),
  'sources.list': plain('/v1/live/sources?limit=5'),
  'sources.make': () => ({ path: '/v1/live/sources', body: { kind: 'standard', name: `sender-${nextNumber()}` } }),
  'sources.rotate': async (s) => ({ path: `/v1/live/sources/${await freshSource(s)}/secret`, body: { overlapHours: 1 } }),
  'sources.takeBack': async (s) => ({ path: `/v1/live/sources/${await freshSource(s)}` }),
  'live.ingest': (s) => ({ path: '/v1/live/events', body: [liveEvent(s, s.creator.handle)] }),
  'live.register': () => ({ path: '/v1/live/accounts', body: { platform: 'other', accounts: [`account${nextNumber()}`] } }),
  'live.totals': (s) => ({
    path: '/v1/live/totals',
    body: { sessions: [{ platform: 'twitch', account: s.creator.handle, session: 'room' }] },
  }),
  'live.quarantine': plain('/v1/live/quarantine?limit=5'),
  'live.adopt': async (s) => {
    const account = `nobody${nextNumber()}`;
    const taken = await s.as.admin.post('/v1/live/events', [liveEvent(s, account)]);
    if (taken.body.quarantined !== 1) throw new Error(taken.text);
    return { path: '/v1/live/quarantine/adopt', body: { platform: 'twitch', account } };
  },
  'live.lag': plain('/v1/live/lag'),
  'live.gaps': plain('/v1/live/gaps'),
  'live.mine': plain('/v1/me/live?limit=5'),
  'live.record': plain('/v1/me/live-record'),
  'live.months': plain('/v1/me/live-months'),
  'live.minutes': async (s, caller) => ({ path: `/v1/me/live/${await freshLive(s, caller)}` }),
  'live.watch': async (s, caller) => ({ path: `/v1/me/live/${await freshLive(s, caller)}/now` }),
  'roster.list': ours('/roster'),
  'roster.live': async (s) => {
    await freshLive(s, s.creator);
    return ours(`/creators/${await sharing(s)}/live`)(s);
  },
  'roster.liveMinutes': async (s) => {
    const sessionId = await freshLive(s, s.creator);
    return ours(`/creators/${await sharing(s)}/live/${sessionId}`)(s);
  },
  'roster.liveNow': async (s) => {
    await freshLive(s, s.creator);
    await sharing(s);
    return ours('/live')(s);
  },
  'roster.liveMembers': async (s) => {
    await sharing(s);
    return ours('/live/members?limit=5')(s);
  },
  'roster.liveCompare': async (s) => {
    // Said twice, she stands there once.
    const her = await sharing(s);
    return { ...ours('/live/compare')(s), body: { creatorIds: [her, her] } };
  },
  'roster.mine': plain('/v1/me/memberships'),
  'roster.leave': (s) => ({ path: `/v1/me/memberships/${s.membershipId}/leave`, body: { reason: 'Enough' } }),
  'roster.offers': (s) => ours(`/roster/${s.membershipId}/offers`)(s),
  'roster.offer': async (s) => {
    await noOffers(s);
    return { ...ours(`/roster/${s.membershipId}/offers`)(s), body: structuredClone(otherTerms) };
  },
  'roster.promises': (s) => ours(`/roster/${s.membershipId}/promises`)(s),
  'roster.keepPromise': async (s) => ({
    ...ours(`/roster/${s.membershipId}/promises/${await freshPromise(s)}/kept`)(s),
    body: { kept: true },
  }),
  'roster.myPromises': (s) => ({ path: `/v1/me/memberships/${s.membershipId}/promises` }),
  'roster.answerPromise': async (s) => ({ path: `/v1/me/promises/${await freshPromise(s)}/answer`, body: { answer: 'kept' } }),
  'roster.withdrawOffer': async (s) => ours(`/roster/${s.membershipId}/offers/${await freshOffer(s)}/withdraw`)(s),
  'roster.myOffers': (s) => ({ path: `/v1/me/memberships/${s.membershipId}/offers` }),
  'roster.answerOffer': async (s) => ({ path: `/v1/me/offers/${await freshOffer(s)}/answer`, body: { answer: 'decline' } }),
  'roster.remove': async (s) => {
    await noOffers(s);
    return { ...ours(`/roster/${s.membershipId}/remove`)(s), body: structuredClone(removal) };
  },
  'roster.confirmTrial': async (s) => {
    await noOffers(s);
    const until = new Date(s.t.now().getTime() + 86_400_000);
    await sql(s, `update memberships set trial_until = $2, trial_minutes = 10, ends_at = $2, ended_by = 'trial' where membership_id = $1`, [
      s.membershipId,
      until,
    ]);
    return { ...ours(`/roster/${s.membershipId}/trial`)(s), after: () => noOffers(s) };
  },
  'roster.memberCases': async (s) => {
    await freshCase(s, 'complaint');
    return ours(`/roster/${s.membershipId}/cases`)(s);
  },
  'roster.answerCase': async (s) => ({
    ...ours(`/roster/${s.membershipId}/cases/${await freshCase(s, 'complaint')}/answer`)(s),
    body: { answer: 'She was called twice' },
  }),
  'roster.cases': plain('/v1/operator/cases?limit=5'),
  'roster.decideCase': async (s) => ({
    path: `/v1/operator/cases/${await freshCase(s, 'complaint')}/decide`,
    body: { decision: 'refuse', reasons: 'A coach has called' },
  }),
  'roster.runningOf': (s) => ({ path: `/v1/operator/creators/${s.creator.creatorId}/memberships` }),
  'roster.order': async (s) => {
    await noOffers(s);
    return {
      path: `/v1/operator/creators/${s.creator.creatorId}/memberships/${s.membershipId}/end`,
      body: { reasons: 'The agency is closed' },
      after: () => noOffers(s),
    };
  },
  'roster.myCases': (s) => ({ path: `/v1/me/memberships/${s.membershipId}/cases` }),
  'roster.complain': async (s) => {
    await noOffers(s);
    return { path: `/v1/me/memberships/${s.membershipId}/complain`, body: structuredClone(complaint) };
  },
  'roster.appeal': async (s) => ({
    path: `/v1/me/memberships/${s.membershipId}/cases/${await freshCase(s, 'removal')}/appeal`,
    body: { answer: 'I was ill' },
    after: () => noOffers(s),
  }),
  'roster.assign': (s) => ({ ...ours(`/roster/${s.membershipId}/coach`)(s), body: { personId: s.as.coach.personId } }),
};
