import { z } from 'zod';
import { IssuedLink, LinkToken } from '#src/features/people/contract.ts';
import { route } from '#src/infra/http/routes.ts';
import { id, pageQuery } from '#src/lib/shapes.ts';
import { create, directory, inviteStaff, join, listStaff, removeSeat, setRole, setTerms, show, verify } from './actions.ts';
import { Agency, AgencyDirectory, AgencyMade, NewAgency, NewStaffLink, SeatState, SetRole, SetTerms, Staff } from './contract.ts';

const params = z.object({ agencyId: id });
const done = z.object({ agencyId: id });
const seat = z.object({ agencyId: id, personId: id });

export const routes = [
  route('get', '/v1/agencies', directory, 'The agency directory', { query: pageQuery, answer: AgencyDirectory }),
  route('post', '/v1/agencies', create, 'Make an agency and its first owner’s link', { body: NewAgency, answer: AgencyMade }),
  route('post', '/v1/agencies/join', join, 'Take the seat that a link offers', { body: LinkToken, answer: SeatState }),
  route('get', '/v1/agencies/{agencyId}', show, 'One agency, with its standard terms', { params, answer: Agency }),
  route('post', '/v1/agencies/{agencyId}/verify', verify, 'Mark an agency as verified', { params, answer: done }),
  route('put', '/v1/agencies/{agencyId}/terms', setTerms, 'Set the agency’s standard terms', { params, body: SetTerms, answer: done }),
  route('get', '/v1/agencies/{agencyId}/staff', listStaff, 'Who works here', { params, answer: Staff }),
  route('post', '/v1/agencies/{agencyId}/staff-links', inviteStaff, 'A link that offers a seat', {
    params,
    body: NewStaffLink,
    answer: IssuedLink,
  }),
  route('put', '/v1/agencies/{agencyId}/staff/{personId}', setRole, 'Change a role', { params: seat, body: SetRole, answer: SeatState }),
  route('delete', '/v1/agencies/{agencyId}/staff/{personId}', removeSeat, 'End a seat', { params: seat, answer: SeatState }),
];
