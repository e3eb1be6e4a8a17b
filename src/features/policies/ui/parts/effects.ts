import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import type { PolicyPreview } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';

export type Effect = PolicyPreview['effects'][number];
type Kept = PolicyPreview['kept'][number];

const titles: Record<Effect['name'], MessageDescriptor> = {
  'rollout.offered': msg`Adults who are offered the menu`,
  'consents.longer': msg`Permissions that run longer than a new one would`,
  'invitations.agency_day': msg`Days on which an agency sent more than it could`,
  'invitations.seat_day': msg`Days on which a person sent more than they could`,
  'invitations.elite_day': msg`Days on which an agency sent more elite invitations than it could`,
  'invitations.message': msg`Invitations with a message that is too long`,
  'invitations.inbox': msg`Creators whose inbox is full`,
  'terms.standard': msg`Agencies whose standard terms would be refused`,
  'terms.invites': msg`Invitations whose terms would be refused`,
  'terms.offers': msg`Proposals to members that would be refused`,
  'renewals.renewal': msg`Members who can be offered a further term`,
  'renewals.change': msg`Members to whom other terms can be proposed`,
  'messages.wait': msg`Conversations in which an agency would have had to wait for an answer`,
  'messages.long': msg`Messages that would be too long`,
  'exits.month': msg`Members free to leave at once after a quiet time, as the month ended`,
  'exits.now': msg`Members free to leave at once after a quiet time, today`,
  'thresholds.gate': msg`Creators who missed the activity that was asked`,
  'thresholds.tier': msg`Creators above the first tier`,
  'thresholds.graduation': msg`Creators who graduated`,
};
export const effectTitle = (name: Effect['name']): string => i18n._(titles[name]);

/** "1,204 would be added": who would come to it, and who would fall out of it. Of tiers: who would stand higher, who lower. */
export const gainedOf = ({ name, gained }: Effect): string =>
  name === 'thresholds.tier' ? t`${number(gained)} on a higher tier` : t`${number(gained)} would be added`;
export const lostOf = ({ name, lost }: Effect): string =>
  name === 'thresholds.tier' ? t`${number(lost)} on a lower tier` : t`${number(lost)} would drop out`;

/** What stays, each in a sentence. */
export function keptSentence({ name, n }: Kept): string {
  switch (name) {
    case 'memberships':
      return plural(n, { one: '# membership runs and keeps its terms.', other: '# memberships run and keep their terms.' });
    case 'invites':
      return plural(n, { one: '# open invitation stays as it was sent.', other: '# open invitations stay as they were sent.' });
    case 'offers':
      return plural(n, { one: '# open proposal keeps its time.', other: '# open proposals keep their time.' });
    case 'consents':
      return plural(n, { one: '# permission keeps its end.', other: '# permissions keep their end.' });
    case 'opted_in':
      return plural(n, { one: '# has said yes and keeps the menu.', other: '# have said yes and keep the menu.' });
  }
}
export const outsideSentence = (n: number): string =>
  plural(n, { one: '# of them lies outside the drafted rule, and stays.', other: '# of them lie outside the drafted rule, and stay.' });
