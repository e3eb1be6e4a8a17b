import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { Terms } from '../client.gen.ts';
import { list, number } from '../format.ts';
import { platformName, roleName } from './names.ts';
import { shortTerms } from './terms.ts';

/** Every act that leaves a row in the audit log, as a head of that row. */
const acts: Record<string, MessageDescriptor> = {
  'agencies.create': msg`Agency made`,
  'agencies.verify': msg`Agency verified`,
  'agencies.ownerLink': msg`Owner’s link made`,
  'agencies.edit': msg`Agency’s card edited`,
  'agencies.setTerms': msg`Standard terms set`,
  'agencies.inviteStaff': msg`Seat offered`,
  'agencies.withdrawStaffLink': msg`Offer of a seat taken back`,
  'agencies.join': msg`Seat taken`,
  'agencies.seat': msg`Seat given by the program`,
  'agencies.setRole': msg`Role changed`,
  'agencies.removeSeat': msg`Seat ended`,
  'agencies.leaveSeat': msg`Seat given up`,
  'creators.join': msg`Creator signed up`,
  'creators.edit': msg`Profile edited`,
  'creators.setHandle': msg`Handle set`,
  'creators.removeHandle': msg`Handle taken off`,
  'creators.setConsent': msg`Permission given or withdrawn`,
  'creators.expireConsents': msg`Permissions that ran out ended`,
  'creators.publishTexts': msg`Consent texts published`,
  'creators.import': msg`Profiles imported`,
  'creators.claimLink': msg`Claim link made`,
  'creators.claim': msg`Profile claimed`,
  'creators.erase': msg`Profile and account deleted`,
  'creators.eraseAgain': msg`Deletion repeated after a restore`,
  'creators.withdrawAgain': msg`Withdrawal repeated after a restore`,
  'calls.claimLink': msg`Link to figures made`,
  'calls.endClaim': msg`Creator’s view of figures ended by the agency`,
  'calls.claim': msg`Figures of an export claimed`,
  'calls.leaveClaim': msg`Figures of an export given up`,
  'discovery.noteLimit': msg`Seat met its limit of creators for the day`,
  'scouting.keepSearch': msg`Search kept`,
  'scouting.editSearch': msg`Saved search changed`,
  'scouting.dropSearch': msg`Saved search forgotten`,
  'scouting.save': msg`Creators saved to the pipeline`,
  'scouting.move': msg`Creators moved in the pipeline`,
  'scouting.drop': msg`Creators taken out of the pipeline`,
  'scouting.note': msg`Note in the pipeline`,
  'scouting.remind': msg`Reminder in the pipeline set`,
  'invites.send': msg`Invitations sent`,
  'invites.withdraw': msg`Invitation withdrawn`,
  'invites.answer': msg`Invitation answered`,
  'invites.expire': msg`Invitations that ran out ended`,
  'imports.begin': msg`File begun`,
  'imports.send': msg`Part of a file sent`,
  'imports.read': msg`File to be read`,
  'imports.finish': msg`File read`,
  'imports.refuse': msg`File refused`,
  'imports.take': msg`File to be taken in`,
  'imports.carryIn': msg`File taken in`,
  'imports.stop': msg`File stopped`,
  'imports.sweep': msg`Forgotten files removed`,
  'sources.make': msg`Source of LIVE events made`,
  'sources.rotate': msg`Source of LIVE events given a new secret`,
  'sources.takeBack': msg`Source of LIVE events taken back`,
  'sources.noteSubscription': msg`Platform began or ended sending LIVE events`,
  'copies.keep': msg`Copy of an agreement made`,
  'roster.assign': msg`Coach assigned`,
  'roster.leave': msg`Membership left`,
  'roster.offer': msg`Terms proposed to a member`,
  'roster.withdrawOffer': msg`Proposed terms taken back`,
  'roster.answerOffer': msg`Proposed terms answered`,
  'roster.keepPromise': msg`Promise to a member said to be kept, or not yet`,
  'roster.answerPromise': msg`Promise of an agency answered`,
  'roster.remove': msg`Membership ended by its agency`,
  'roster.confirmTrial': msg`Trial LIVE confirmed`,
  'roster.seeTrials': msg`Trial LIVEs noted`,
  'roster.answerCase': msg`Complaint answered`,
  'roster.complain': msg`Operator asked about an agency`,
  'roster.appeal': msg`Removal contested`,
  'roster.decideCase': msg`Case decided`,
  'roster.order': msg`Membership ended by order`,
  'messages.write': msg`Message to a creator`,
  'messages.answer': msg`Message to an agency`,
  'messages.beginFile': msg`File for a creator begun`,
  'messages.beginMyFile': msg`File for an agency begun`,
  'messages.block': msg`Agency blocked`,
  'messages.unblock': msg`Block of an agency taken back`,
  'messages.sweep': msg`Files that were never sent forgotten`,
  'roster.close': msg`Ended memberships closed`,
  'policies.put': msg`Rule put in force`,
  'policies.draft': msg`Draft of a rule kept`,
  'policies.editDraft': msg`Draft of a rule changed`,
  'policies.dropDraft': msg`Draft of a rule thrown away`,
  'people.start': msg`First operator made`,
  'people.issueStartLink': msg`First operator’s link made`,
  'people.enrol': msg`Person made by the program`,
  'people.createKey': msg`Key made`,
  'people.revokeKey': msg`Key revoked`,
  'people.setLocale': msg`Language chosen`,
  'people.sweep': msg`Old rows swept`,
};

/** "Role changed"; an act without words is told by its own name. */
export const actName = (act: string): string => {
  const known = acts[act];
  return known ? i18n._(known) : act;
};
/** Every act that can be asked for, by its words. */
export const knownActs = (): { value: string; label: string }[] =>
  Object.keys(acts)
    .map((value) => ({ value, label: actName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.locale));

const labels: Record<string, MessageDescriptor> = {
  role: msg`Role`,
  from: msg`Before`,
  to: msg`After`,
  terms: msg`Terms`,
  fields: msg`What was changed`,
  purpose: msg`Permission`,
  granted: msg`Given`,
  platform: msg`Platform`,
  kind: msg`Kind`,
  version: msg`Version`,
  rule: msg`Rule of leaving`,
  answer: msg`Answer`,
  sent: msg`Sent`,
  refused: msg`Refused`,
  created: msg`New`,
  updated: msg`Updated`,
  rejected: msg`Rejected`,
  verificationEnded: msg`Verification ended`,
};

/** What a row says beside act and names, line by line: in words where they are known, as it stands where they are not. */
export function detailsOf(subject: Record<string, unknown>): { label: string; value: string }[] {
  return Object.entries(subject)
    .filter(([key]) => key !== 'agencyId' && key !== 'creatorId')
    .map(([key, value]) => ({ label: labels[key] ? i18n._(labels[key]) : key, value: valueOf(key, value) }));
}
function valueOf(key: string, value: unknown): string {
  if (key === 'terms' && typeof value === 'object' && value !== null) return shortTerms(value as Terms);
  if (typeof value === 'string' && ['role', 'from', 'to'].includes(key)) return roleName(value);
  if (typeof value === 'string' && key === 'platform') return platformName(value);
  if (typeof value === 'boolean') return value ? t`yes` : t`no`;
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return list(value.map(String));
  return typeof value === 'string' ? value : JSON.stringify(value);
}
