import { z } from 'zod';
import { IssuedLink } from '#src/features/people/contract.ts';
import { route } from '#src/infra/http/routes.ts';
import { id } from '#src/lib/shapes.ts';
import { assign, dropOwnView, keepView, log, setDates, views } from './actions/care.ts';
import { claimLink, endClaim, leaveClaim, makeClaim, mine } from './actions/claims.ts';
import { creator, groups, roster, setGoals, today } from './actions/lists.ts';
import {
  AssignCreators,
  CallLogged,
  Calls,
  CallsQuery,
  ClaimEnded,
  ClaimFigures,
  CreatorsAssigned,
  DatesSet,
  FiguresLeft,
  FiguresTaken,
  GoalsSet,
  Groups,
  LogCall,
  OneStanding,
  OwnFiguresList,
  RosterView,
  RosterViews,
  SaveView,
  SetDates,
  SetGoals,
  Standings,
  StandingsQuery,
  ViewDropped,
} from './contract.ts';

const agency = z.object({ agencyId: id });
const one = agency.extend({ exportId: id });
const base = '/v1/agencies/{agencyId}';

/** `house`: there an agency's owner hands out profiles too. */
export const makeRoutes = (house: boolean) => [
  route('get', `${base}/calls`, today, 'Who needs a call and why', { params: agency, query: CallsQuery, answer: Calls }),
  route('get', `${base}/standings`, roster, 'Creators of the agency’s exports as they stand this month', {
    params: agency,
    query: StandingsQuery,
    answer: Standings,
  }),
  route('get', `${base}/standings/{exportId}`, creator, 'One creator: every threshold, the months before, what was done', {
    params: one,
    answer: OneStanding,
  }),
  route('post', `${base}/standings/{exportId}/calls`, log, 'Note a call: done, put off, a note, or wanted again', {
    params: one,
    body: LogCall,
    answer: CallLogged,
  }),
  route('put', `${base}/standings/{exportId}/dates`, setDates, 'Note dates that no export tells', {
    params: one,
    body: SetDates,
    answer: DatesSet,
  }),
  route('post', `${base}/standings/{exportId}/claim-link`, claimLink, 'A link with which a creator sees the figures of her', {
    params: one,
    answer: IssuedLink,
  }),
  route('delete', `${base}/standings/{exportId}/claim`, endClaim, 'Take the link back, or end what was claimed', {
    params: one,
    answer: ClaimEnded,
  }),
  route('post', '/v1/figures/claim', makeClaim(house), 'See what an agency’s exports say of you', {
    body: ClaimFigures,
    answer: FiguresTaken,
  }),
  route('get', '/v1/me/figures', mine, 'What agencies’ exports say of you', { answer: OwnFiguresList }),
  route('delete', '/v1/me/figures/{agencyId}/{exportId}', leaveClaim, 'Stop seeing what an agency’s exports say of you', {
    params: one,
    answer: FiguresLeft,
  }),
  route('post', `${base}/standings/assign`, assign, 'Give creators a coach, or none', {
    params: agency,
    body: AssignCreators,
    answer: CreatorsAssigned,
  }),
  route('get', `${base}/groups`, groups, 'Groups with what is asked of them and how they stand', { params: agency, answer: Groups }),
  route('put', `${base}/goals`, setGoals, 'Set what is asked of a group', { params: agency, body: SetGoals, answer: GoalsSet }),
  route('get', `${base}/views`, views, 'Your views of the roster', { params: agency, answer: RosterViews }),
  route('post', `${base}/views`, keepView, 'Keep a view of the roster', { params: agency, body: SaveView, answer: RosterView }),
  route('delete', `${base}/views/{viewId}`, dropOwnView, 'Take a view away', {
    params: agency.extend({ viewId: id }),
    answer: ViewDropped,
  }),
];
