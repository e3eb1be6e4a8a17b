import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id } from '#src/lib/shapes.ts';
import { assign, dropOwnView, keepView, log, setDates, views } from './actions/care.ts';
import { creator, groups, roster, setGoals, today } from './actions/lists.ts';
import {
  AssignCreators,
  CallLogged,
  Calls,
  CallsQuery,
  CreatorsAssigned,
  DatesSet,
  GoalsSet,
  Groups,
  LogCall,
  OneStanding,
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

export const routes = [
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
