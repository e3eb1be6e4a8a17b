import { z } from 'zod';
import type { Showing } from '#src/features/discovery/index.ts';
import { route } from '#src/infra/http/routes.ts';
import { id, pageQuery } from '#src/lib/shapes.ts';
import * as a from './actions/leads.ts';
import { makeLists, savedBy } from './actions/lists.ts';
import * as s from './actions/searches.ts';
import * as c from './contract.ts';

const agency = z.object({ agencyId: id });
const one = z.object({ agencyId: id, creatorId: id });
const search = z.object({ agencyId: id, searchId: id });
const kept = '/v1/agencies/{agencyId}/saved-searches';
const room = '/v1/agencies/{agencyId}/leads';

export function makeRoutes(showing: Showing) {
  const { list, show } = makeLists(showing);
  return [
    route('get', room, list, 'The pipeline: creators whom the agency would like to win', {
      params: agency,
      query: c.LeadQuery,
      answer: c.Leads,
    }),
    route('post', room, a.save, 'Save creators into the pipeline', { params: agency, body: c.SaveLeads, answer: c.LeadsSaved }),
    route('post', `${room}/move`, a.move, 'Give creators of the pipeline another stage or owner', {
      params: agency,
      body: c.MoveLeads,
      answer: c.LeadsMoved,
    }),
    route('post', `${room}/drop`, a.drop, 'Take creators out of the pipeline', { params: agency, body: c.DropLeads, answer: c.LeadsMoved }),
    route('get', `${room}/{creatorId}`, show, 'One creator of the pipeline, with what happened', {
      params: one,
      answer: c.LeadWithEntries,
    }),
    route('post', `${room}/{creatorId}/notes`, a.note, 'Note something about a creator of the pipeline', {
      params: one,
      body: c.NoteLead,
      answer: c.Noted,
    }),
    route('put', `${room}/{creatorId}/reminder`, a.remind, 'Set on which day to think of her again', {
      params: one,
      body: c.RemindLead,
      answer: c.Reminded,
    }),
    route('get', kept, s.searches, 'Your saved searches', { params: agency, answer: c.SavedSearches }),
    route('post', kept, s.keep, 'Keep a search by name', { params: agency, body: c.KeepSearch, answer: c.SearchKept }),
    route('patch', `${kept}/{searchId}`, s.edit, 'Rename a saved search, or switch its alerts', {
      params: search,
      body: c.EditSearch,
      answer: c.SearchKept,
    }),
    route('delete', `${kept}/{searchId}`, s.forget, 'Forget a saved search', { params: search, answer: c.SearchKept }),
    route('get', `${kept}/{searchId}/fresh`, s.makeFresh(showing), 'Who was new to a saved search', {
      params: search,
      query: pageQuery,
      answer: c.NewFounds,
    }),
    route('get', '/v1/me/saved-by', savedBy, 'Which agencies have saved you', { query: pageQuery, answer: c.SavedBy }),
  ];
}
