import { z } from 'zod';
import { IssuedLink } from '#src/features/people/contract.ts';
import type { ExportStep } from '#src/infra/owned.ts';
import { route } from '#src/infra/http/routes.ts';
import { platform } from '#src/lib/shapes.ts';
import { agencyCenter, makeSetConsent } from './actions/consents.ts';
import { makeErase, type Erasing } from './actions/erasing.ts';
import { ListName, makeExport, makeExportList, makeOwned } from './actions/exporting.ts';
import { importCreators } from './actions/importing.ts';
import { list, rolloutPreview } from './actions/operator.ts';
import { claim, claimLink, edit, exposures, join, mine, removeHandle, setHandle, sights } from './actions/profile.ts';
import * as c from './contract.ts';

export const makeRoutes = (erasing: Erasing, exporting: readonly ExportStep[]) => [
  route('post', '/v1/me/creator', join, 'Sign up as a creator', { body: c.NewCreator, answer: c.CreatorState }),
  route('get', '/v1/me/creator', mine, 'Your own profile', { answer: c.Creator }),
  route('patch', '/v1/me/creator', edit, 'Change your profile', { body: c.EditCreator, answer: c.CreatorState }),
  route('put', '/v1/me/creator/handles/{platform}', setHandle, 'How you are called on a platform', {
    params: z.object({ platform }),
    body: c.SetHandle,
    answer: c.CreatorState,
  }),
  route('delete', '/v1/me/creator/handles/{platform}', removeHandle, 'Take a handle off your profile', {
    params: z.object({ platform }),
    answer: c.CreatorState,
  }),
  route('get', '/v1/me/agency-center', agencyCenter, 'The switch, its text, your permissions, what agencies see', {
    answer: c.AgencyCenter,
  }),
  route('put', '/v1/me/consents/{purpose}', makeSetConsent(erasing.withdrawal), 'Give or withdraw a permission', {
    params: z.object({ purpose: c.purpose }),
    body: c.SetConsent,
    answer: c.Consent,
  }),
  route('get', '/v1/me/exposures', exposures, 'Who saw you', { query: c.ExposureQuery, answer: c.Exposures }),
  route('get', '/v1/me/visibility', sights, 'Who sees what of you now', { answer: c.Visibility }),
  route('get', '/v1/me/owned', makeOwned(exporting, erasing.serverEmail), 'How much there is of yours, list by list', {
    answer: c.OwnedLists,
  }),
  route('get', '/v1/me/export', makeExport(exporting), 'Everything of yours, as one document', { answer: c.Export }),
  route('get', '/v1/me/export/{list}', makeExportList(exporting), 'One list of yours, for a spreadsheet', {
    params: ListName,
    answer: c.ExportList,
  }),
  route('post', '/v1/me/erase', makeErase(erasing), 'Delete your profile and your account; confirmed by your e-mail address', {
    body: c.Erase,
    answer: c.Erased,
  }),
  route('get', '/v1/creators', list, 'Every profile, for the operator', { query: c.CreatorQuery, answer: c.ListedCreators }),
  route('post', '/v1/creators/rollout-preview', rolloutPreview, 'Whom a roll-out offers the menu', {
    body: c.RolloutDraft,
    answer: c.RolloutPreview,
  }),
  route('post', '/v1/creators/import', importCreators, 'Take in profiles and figures', { body: c.ImportCreators, answer: c.ImportReport }),
  route('post', '/v1/creators/claim-links', claimLink, 'A link to take over an imported profile', {
    body: c.NewClaimLink,
    answer: IssuedLink,
  }),
  route('post', '/v1/creators/claim', claim, 'Take over an imported profile', { body: c.Claim, answer: c.CreatorState }),
];
