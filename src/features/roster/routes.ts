import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id, pageQuery } from '#src/lib/shapes.ts';
import type { ExposureLog } from '#src/features/creators/index.ts';
import { SessionQuery } from '#src/features/live/contract.ts';
import { answerCase, appeal, complain, memberCases, myCases, remove } from './actions/cases.ts';
import { cases, confirmTrial, decideCase, order, runningOf } from './actions/deciding.ts';
import { makeLive } from './actions/live.ts';
import { assign, leave, list, mine } from './actions/memberships.ts';
import { answerOffer, myOffers, offer, offers, withdrawOffer } from './actions/offers.ts';
import { answerPromise, keepPromise, myPromises, promises } from './actions/promises.ts';
import * as c from './contract.ts';
import { openLooking } from './looking.ts';

export function makeRoutes(exposures: ExposureLog) {
  const live = makeLive(openLooking(exposures));
  return [
    route('get', '/v1/agencies/{agencyId}/roster', list, 'The agency’s members', {
      params: z.object({ agencyId: id }),
      query: c.rosterQuery,
      answer: c.Roster,
    }),
    route('put', '/v1/agencies/{agencyId}/roster/{membershipId}/coach', assign, 'Assign a coach', {
      params: z.object({ agencyId: id, membershipId: id }),
      body: c.AssignCoach,
      answer: c.Assigned,
    }),
    route('get', '/v1/agencies/{agencyId}/roster/{membershipId}/offers', offers, 'What was proposed in a membership, newest first', {
      params: z.object({ agencyId: id, membershipId: id }),
      answer: c.OurOffers,
    }),
    route('post', '/v1/agencies/{agencyId}/roster/{membershipId}/offers', offer, 'Propose a further term, or other terms', {
      params: z.object({ agencyId: id, membershipId: id }),
      body: c.MakeOffer,
      answer: c.OfferDone,
    }),
    route('post', '/v1/agencies/{agencyId}/roster/{membershipId}/offers/{offerId}/withdraw', withdrawOffer, 'Take an offer back', {
      params: z.object({ agencyId: id, membershipId: id, offerId: id }),
      answer: c.OfferDone,
    }),
    route('get', '/v1/agencies/{agencyId}/roster/{membershipId}/promises', promises, 'What was promised in a membership, by its day', {
      params: z.object({ agencyId: id, membershipId: id }),
      answer: c.Promises,
    }),
    route(
      'post',
      '/v1/agencies/{agencyId}/roster/{membershipId}/promises/{promiseId}/kept',
      keepPromise,
      'Say that a promise is kept, or take that back',
      { params: z.object({ agencyId: id, membershipId: id, promiseId: id }), body: c.SayPromise, answer: c.PromiseSaid },
    ),
    route('post', '/v1/agencies/{agencyId}/roster/{membershipId}/remove', remove, 'End a membership, with a reason and a notice', {
      params: z.object({ agencyId: id, membershipId: id }),
      body: c.Remove,
      answer: c.CaseDone,
    }),
    route('post', '/v1/agencies/{agencyId}/roster/{membershipId}/trial', confirmTrial, 'Say that the trial LIVE was there', {
      params: z.object({ agencyId: id, membershipId: id }),
      answer: c.TrialConfirmed,
    }),
    route(
      'get',
      '/v1/agencies/{agencyId}/roster/{membershipId}/cases',
      memberCases,
      'What the operator is asked about a membership, or was',
      {
        params: z.object({ agencyId: id, membershipId: id }),
        answer: c.OurCases,
      },
    ),
    route('post', '/v1/agencies/{agencyId}/roster/{membershipId}/cases/{caseId}/answer', answerCase, 'Answer a complaint, once', {
      params: z.object({ agencyId: id, membershipId: id, caseId: id }),
      body: c.SayInCase,
      answer: c.CaseDone,
    }),
    route('get', '/v1/operator/cases', cases, 'What is for the operator to decide, or was', {
      query: c.caseQuery,
      answer: c.OperatorCases,
    }),
    route('post', '/v1/operator/cases/{caseId}/decide', decideCase, 'Decide a case, with reasons', {
      params: z.object({ caseId: id }),
      body: c.DecideCase,
      answer: c.CaseDone,
    }),
    route('get', '/v1/operator/creators/{creatorId}/memberships', runningOf, 'The memberships of a creator that run', {
      params: z.object({ creatorId: id }),
      answer: c.RunningMemberships,
    }),
    route('post', '/v1/operator/creators/{creatorId}/memberships/{membershipId}/end', order, 'End a membership by order, at once', {
      params: z.object({ creatorId: id, membershipId: id }),
      body: c.Order,
      answer: c.CaseDone,
    }),
    route('get', '/v1/agencies/{agencyId}/live', live.now, 'Which members are on air, of those who share their LIVEs', {
      params: z.object({ agencyId: id }),
      answer: c.LiveMembersNow,
    }),
    route('get', '/v1/agencies/{agencyId}/live/members', live.members, 'Members who share their LIVEs, each with her last one', {
      params: z.object({ agencyId: id }),
      query: pageQuery,
      answer: c.LiveMembers,
    }),
    route('post', '/v1/agencies/{agencyId}/live/compare', live.compare, 'Two to five members’ LIVEs side by side, over 28 days', {
      params: z.object({ agencyId: id }),
      body: c.CompareLives,
      answer: c.LivesCompared,
    }),
    route('get', '/v1/agencies/{agencyId}/creators/{creatorId}/live', live.list, 'The LIVEs of a member who shares them', {
      params: z.object({ agencyId: id, creatorId: id }),
      query: SessionQuery,
      answer: c.MemberLives,
    }),
    route(
      'get',
      '/v1/agencies/{agencyId}/creators/{creatorId}/live/{sessionId}',
      live.minutes,
      'One LIVE of a member who shares them, minute by minute',
      { params: z.object({ agencyId: id, creatorId: id, sessionId: id }), answer: c.MemberLiveByMinute },
    ),
    route('get', '/v1/me/memberships', mine, 'Your memberships', { answer: c.Memberships }),
    route('get', '/v1/me/memberships/{membershipId}/offers', myOffers, 'What your agency proposed, newest first', {
      params: z.object({ membershipId: id }),
      answer: c.Offers,
    }),
    route('get', '/v1/me/memberships/{membershipId}/promises', myPromises, 'What your agency promised, by its day', {
      params: z.object({ membershipId: id }),
      answer: c.Promises,
    }),
    route('post', '/v1/me/promises/{promiseId}/answer', answerPromise, 'Say whether a promise was kept', {
      params: z.object({ promiseId: id }),
      body: c.AnswerPromise,
      answer: c.PromiseSaid,
    }),
    route('post', '/v1/me/offers/{offerId}/answer', answerOffer, 'Answer an offer of your agency; silence is a no', {
      params: z.object({ offerId: id }),
      body: c.AnswerOffer,
      answer: c.OfferDone,
    }),
    route('get', '/v1/me/memberships/{membershipId}/cases', myCases, 'What the operator is asked about your membership, or was', {
      params: z.object({ membershipId: id }),
      answer: c.MembershipCases,
    }),
    route('post', '/v1/me/memberships/{membershipId}/complain', complain, 'Ask the operator to look at your agency', {
      params: z.object({ membershipId: id }),
      body: c.Complain,
      answer: c.CaseDone,
    }),
    route('post', '/v1/me/memberships/{membershipId}/cases/{caseId}/appeal', appeal, 'Contest that your agency ends the membership', {
      params: z.object({ membershipId: id, caseId: id }),
      body: c.SayInCase,
      answer: c.CaseDone,
    }),
    route('post', '/v1/me/memberships/{membershipId}/leave', leave, 'Leave; it always works', {
      params: z.object({ membershipId: id }),
      body: c.Leave,
      answer: c.Left,
    }),
  ];
}
