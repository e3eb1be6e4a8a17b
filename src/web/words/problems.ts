import type { MessageDescriptor } from '@lingui/core';
import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { NoAnswer, Problem } from '../api.ts';

/** The refusals that a person can meet, in the reader's language. A code without a line here is told in the server's own sentence. */
const problems: Record<string, MessageDescriptor> = {
  'request.took_too_long': msg`This took too long and was stopped. Nothing was changed.`,
  'storage.full': msg`There is no room to write at the moment. Nothing was changed.`,
  'storage.away': msg`The database does not answer at the moment. Try again in a few seconds.`,
  // The agency's and the operator's rooms
  'agencies.not_found': msg`There is no such agency, or you do not work there.`,
  'agencies.role': msg`Your role in this agency does not include that.`,
  'agencies.already_staff': msg`You already belong to this agency.`,
  'agencies.last_owner': msg`An agency keeps at least one owner. Make somebody else an owner first.`,
  'agencies.link_not_found': msg`This link was used, taken back, or has ended.`,
  'agencies.link_ended': msg`Whoever made this link may no longer offer a seat. Ask for a new one.`,
  'agencies.seat_not_found': msg`This person no longer works here.`,
  'policies.backwards': msg`A rule cannot take force on a day that has gone.`,
  'policies.bad_params': msg`One of the numbers is beyond what this rule can be.`,
  'ops.period': msg`The period ends before it begins.`,
  'page.bad_cursor': msg`The list has changed. Read it anew.`,
  'people.operators_only': msg`Only the operator may do that.`,
  'discovery.not_found': msg`This creator is not open to invitations.`,
  'discovery.bad_cursor': msg`The list has changed. Start the search again.`,
  'invites.not_found': msg`There is no such invitation.`,
  'invites.lapsed': msg`This invitation has expired.`,
  'invites.already_answered': msg`This invitation was answered already.`,
  'invites.withdrawn': msg`This invitation was withdrawn.`,
  'invites.not_findable': msg`Not open to invitations any more.`,
  'invites.open_already': msg`Your invitation is still open.`,
  'invites.cooling_down': msg`Declined lately; the cool-down has not ended.`,
  'invites.inbox_full': msg`Has as many open invitations as the rules allow.`,
  'invites.share_too_high': msg`Takes no invitation with a share this high.`,
  'invites.other_language': msg`Takes invitations only from agencies that speak a language they chose.`,
  'invites.verified_only': msg`Takes invitations only from verified agencies.`,
  'invites.own_limit': msg`Has as many open invitations as they want at once.`,
  'invites.above_policy': msg`The rules here allow fewer open invitations at once.`,
  'invites.already_member': msg`Is already with your agency.`,
  'invites.own_profile': msg`Nobody can invite themselves.`,
  'invites.agency_quota': msg`Your agency has sent all of today’s invitations.`,
  'invites.seat_quota': msg`You have sent all of your invitations for today.`,
  'invites.elite_quota': msg`Your agency has sent all of today’s elite invitations.`,
  'invites.too_many_at_once': msg`That is more creators at once than the rules allow.`,
  'invites.message_too_long': msg`The message is longer than the rules allow.`,
  'invites.named_twice': msg`A creator is named twice.`,
  'roster.not_found': msg`There is no such membership.`,
  'roster.coach_unknown': msg`This person no longer works in your agency.`,
  'earnings.month_unknown': msg`No file of your agency tells of bonuses in that month.`,
  'imports.not_found': msg`There is no such file.`,
  'imports.part_unknown': msg`A part of the file did not arrive as it was sent. Stop it and bring it again.`,
  'imports.not_whole': msg`The file has not been sent to its end yet.`,
  'imports.wrong_state': msg`This file has gone on meanwhile. Look at it again.`,
  'imports.confirm': msg`Something about this file has to be confirmed first.`,
  'imports.busy': msg`Five files wait already. Take them in or stop them first.`,
  'imports.empty': msg`The file is empty.`,
  'imports.not_a_sheet': msg`This is neither an Excel file nor a CSV file.`,
  'imports.broken': msg`The file is damaged, or only a part of it is there.`,
  'imports.too_large': msg`The file holds more than can be read safely.`,
  'imports.too_many_rows': msg`The file has more than 100,000 rows.`,
  'imports.too_many_columns': msg`The file has more columns than any export.`,
  'imports.encrypted': msg`The file is protected by a password.`,
  'imports.took_too_long': msg`Reading the file took too long; it was given up.`,
  'imports.no_header': msg`The names of its columns are not known here.`,
  'imports.no_creator_column': msg`No column says which creator a row is of.`,
  'imports.no_period': msg`Neither a column nor the name of the file says of which days the figures are.`,
  'imports.two_kinds': msg`The columns of two different exports stand in one file.`,
  'imports.shop_orders': msg`This is a file of shop orders, not of creators.`,
  'imports.two_periods': msg`The rows are of different days; one file is of one period.`,
  'imports.no_rows': msg`The file has a header and no creator below it.`,
  'imports.future': msg`The file is of days that are still to come.`,
  'terms.commission_too_high': msg`This share is higher than the operator’s rules allow.`,
  'terms.too_long': msg`This term is longer than the operator’s rules allow.`,
  'terms.cooling_off_too_short': msg`This cooling-off is shorter than the operator’s rules ask for.`,
  'terms.notice_too_long': msg`This notice is longer than the operator’s rules allow.`,
  'terms.exclusive_not_allowed': msg`The operator’s rules do not allow exclusive terms.`,
  'terms.trial_not_allowed': msg`The operator’s rules do not allow a trial LIVE.`,
  'calls.claimed': msg`The creator sees these figures already.`,
  'calls.nothing_to_end': msg`No link is open any more, and nobody sees these figures.`,
  'calls.link_ended': msg`Whoever made this link may no longer make one. Ask for a new one.`,
  'calls.figures_not_found': msg`No agency shows you these figures any more.`,
  'creators.no_such_list': msg`There is no list of yours by this name.`,
  'creators.confirm_mismatch': msg`This is not the e-mail address of your account.`,
  'creators.last_owner': msg`You are the last owner of an agency. Make somebody else its owner first.`,
  'creators.last_operator': msg`Nobody else runs this Greenroom. Make somebody else an operator first.`,
  'creators.handle_not_found': msg`No imported profile has this handle on this platform.`,
  'creators.already_claimed': msg`Somebody has taken over this profile already.`,
  // The doors and the creator's room
  'auth.invalid_email_or_password': msg`This e-mail and password do not belong together.`,
  'auth.invalid_email': msg`This is not an e-mail address.`,
  'auth.password_too_short': msg`The password is too short. It needs 12 characters.`,
  'auth.password_too_long': msg`The password is too long.`,
  'auth.user_already_exists': msg`Somebody has an account with this e-mail. Sign in instead.`,
  'auth.user_already_exists_use_another_email': msg`Somebody has an account with this e-mail. Sign in instead.`,
  'people.link_not_found': msg`This link is not known.`,
  'people.link_used': msg`This link was used already.`,
  'people.link_withdrawn': msg`This link was taken back.`,
  'people.link_expired': msg`This link has expired.`,
  'people.key_not_found': msg`This key was revoked already.`,
  'creators.not_a_creator': msg`You have no creator profile here yet.`,
  'creators.already': msg`You already have a creator profile.`,
  'creators.handle_taken': msg`This handle belongs to a profile already. If it is yours, ask the operator for a claim link.`,
  'creators.last_handle': msg`A profile keeps at least one handle.`,
  'creators.operators_profile': msg`The operator imported a profile under this handle. Ask the operator for a claim link first.`,
  'creators.birth_date_missing': msg`Say your birth date: it is not known yet that you are 18 or over.`,
  'creators.under_age': msg`You cannot have a creator profile here: it is for people of 18 and over.`,
  'creators.birth_date_impossible': msg`This birth date cannot be right.`,
  'creators.age_unknown': msg`Your age is not known here, and nobody of unknown age can be found.`,
  'creators.not_offered': msg`Agency Center is not offered to you yet.`,
  'creators.text_outdated': msg`The text has changed since you opened it. The new one is here now: read it, then decide.`,
  'creators.zone_unknown': msg`This time zone is not known.`,
  'roster.exclusive': msg`An exclusive membership is running, so a second agency cannot be joined. Nothing was changed.`,
  'roster.already_member': msg`You are with this agency already.`,
};

/** The sentence for a refusal's code; `otherwise` where it is not known here. */
export function sayCode(code: string, otherwise: string): string {
  const known = problems[code];
  return known ? i18n._(known) : otherwise;
}

/** The sentence for whatever went wrong with an act or a read. */
export function sayProblem(error: unknown): string {
  if (error instanceof Problem && error.status < 500) return sayCode(error.code, error.detail);
  if (error instanceof NoAnswer) return i18n._(msg`No answer from Greenroom. Nothing was changed; try again.`);
  const request = error instanceof Problem ? error.requestId : undefined;
  return request === undefined
    ? i18n._(msg`Something broke on our side. Nothing was changed.`)
    : i18n._(msg`Something broke on our side. Tell your operator this number: ${request}`);
}
