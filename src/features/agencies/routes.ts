import { z } from 'zod';
import { IssuedLink, LinkToken } from '#src/features/people/contract.ts';
import { route } from '#src/infra/http/routes.ts';
import { id, pageQuery } from '#src/lib/shapes.ts';
import * as a from './actions.ts';
import * as c from './contract.ts';

const params = z.object({ agencyId: id });
const done = z.object({ agencyId: id });
const seat = z.object({ agencyId: id, personId: id });

export const routes = [
  route('get', '/v1/agencies', a.directory, 'The agency directory', { query: pageQuery, answer: c.AgencyDirectory }),
  route('post', '/v1/agencies', a.create, 'Make an agency and its first owner’s link', { body: c.NewAgency, answer: c.AgencyMade }),
  route('post', '/v1/house', a.openHouse, 'Open the one agency of a house', { body: c.OpenHouse, answer: done }),
  route('post', '/v1/agencies/join', a.join, 'Take the seat that a link offers', { body: LinkToken, answer: c.SeatState }),
  route('get', '/v1/agencies/{agencyId}', a.show, 'One agency, with its standard terms', { params, answer: c.Agency }),
  route('patch', '/v1/agencies/{agencyId}', a.edit, 'Change what the directory says of the agency', {
    params,
    body: c.EditAgency,
    answer: c.AgencyEdited,
  }),
  route('post', '/v1/agencies/{agencyId}/verify', a.verify, 'Mark an agency as verified', { params, answer: done }),
  route('post', '/v1/agencies/{agencyId}/owner-links', a.ownerLink, 'A further link to an owner’s seat', { params, answer: IssuedLink }),
  route('put', '/v1/agencies/{agencyId}/terms', a.setTerms, 'Set the agency’s standard terms', {
    params,
    body: c.SetTerms,
    answer: done,
  }),
  route('get', '/v1/agencies/{agencyId}/staff', a.listStaff, 'Who works here', { params, answer: c.Staff }),
  route('get', '/v1/agencies/{agencyId}/staff-links', a.listStaffLinks, 'The open links that offer a seat', {
    params,
    answer: c.StaffLinks,
  }),
  route('post', '/v1/agencies/{agencyId}/staff-links', a.inviteStaff, 'A link that offers a seat', {
    params,
    body: c.NewStaffLink,
    answer: IssuedLink,
  }),
  route('delete', '/v1/agencies/{agencyId}/staff-links/{linkId}', a.withdrawStaffLink, 'Take an open link back', {
    params: z.object({ agencyId: id, linkId: id }),
    answer: done,
  }),
  route('put', '/v1/agencies/{agencyId}/staff/{personId}', a.setRole, 'Change a role', {
    params: seat,
    body: c.SetRole,
    answer: c.SeatState,
  }),
  route('delete', '/v1/agencies/{agencyId}/staff/{personId}', a.removeSeat, 'End a seat', { params: seat, answer: c.SeatState }),
  route('post', '/v1/agencies/{agencyId}/leave', a.leaveSeat, 'Give up your own seat', { params, answer: c.SeatState }),
];
