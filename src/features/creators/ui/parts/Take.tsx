import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { call, type Answer } from '#src/web/api.ts';
import { number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { saveFile } from '#src/web/save.ts';
import { sayProblem } from '#src/web/words/problems.ts';

/** The lists by the names that the server gives them; one that is newer than these words is called by its own name. */
const names: Record<string, MessageDescriptor> = {
  account: msg`Account`,
  sessions: msg`Sessions`,
  sign_ins: msg`Ways to sign in`,
  keys: msg`Keys for programs`,
  links: msg`One-time links`,
  seats: msg`Seats in agencies`,
  profile: msg`Profile`,
  handles: msg`Handles`,
  figures: msg`Figures`,
  permissions: msg`Permissions`,
  permission_events: msg`History of permissions`,
  permission_texts: msg`Texts you agreed to`,
  seen_by: msg`Who saw you`,
  memberships: msg`Memberships`,
  membership_offers: msg`Offers in memberships`,
  figures_of_exports: msg`Figures of agencies’ exports`,
  invitations: msg`Invitations`,
  invitation_filters: msg`Who may invite you`,
  blocks: msg`Blocked agencies`,
  conversations: msg`Conversations`,
  messages: msg`Messages`,
  message_files: msg`Files sent along`,
  found_as: msg`Your card in search`,
  live_figures_shown: msg`Figures of your LIVEs that agencies may find you by`,
  live_sessions: msg`LIVEs`,
  live_minutes: msg`LIVEs, minute by minute`,
  live_days: msg`LIVEs, day by day`,
  live_figures: msg`What your LIVEs came to`,
  blocks_taken_back: msg`Blocks taken back`,
  membership_promises: msg`What was promised to you`,
  membership_cases: msg`What the operator was asked to look at`,
  agreement_copies: msg`Copies of agreements`,
  saved_by: msg`Who saved you`,
  saved_searches: msg`Saved searches`,
  notices: msg`Notifications`,
  notice_settings: msg`How you are told`,
  mails: msg`E-mails to you`,
  acts: msg`What was done, and when`,
};

/** Everything that is here, to take along: one document, or a list at a time for a spreadsheet. */
export function Take({ owned }: { owned: Answer<'creators.owned'> }) {
  const { t, i18n } = useLingui();
  const [busy, setBusy] = useState('');
  const [wrong, setWrong] = useState('');
  const lists = owned.lists.filter(({ rows }) => rows > 0);
  const empty = owned.lists.length - lists.length;
  const take = async (what: string, fetchIt: () => Promise<void>) => {
    setBusy(what);
    setWrong('');
    await fetchIt().catch((error: Error) => setWrong(sayProblem(error)));
    setBusy('');
  };
  const whole = () =>
    take('*', async () => {
      const all = await call('creators.export');
      saveFile('greenroom.json', 'application/json', JSON.stringify(all, null, 2));
    });
  const one = (list: string) =>
    take(list, async () => {
      const { csv } = await call('creators.exportList', { path: { list } });
      saveFile(`greenroom-${list}.csv`, 'text/csv', csv);
    });
  return (
    <Section title={<Trans>Take everything with you</Trans>} prov={<Trans>as it stands now</Trans>}>
      <p className="mb-3 text-text-2">
        <Trans>All of it in one file that programs read, or a list at a time for a spreadsheet.</Trans>
      </p>
      <Btn wide icon={Download} busy={busy === '*'} onClick={() => void whole()}>
        <Trans>Everything as JSON</Trans>
      </Btn>
      <ul className="rule mt-3 border-y border-line" aria-label={t`Lists`}>
        {lists.map(({ name, rows }) => {
          const title = names[name] ? i18n._(names[name]) : name;
          return (
            <li key={name} className="flex items-center gap-3 py-1.5">
              <span className="min-w-0 flex-1 wrap-anywhere">{title}</span>
              <span className="fig text-text-2">
                {number(rows)}{' '}
                <span className="sr-only">
                  <Plural value={rows} one="row" other="rows" />
                </span>
              </span>
              <Btn small icon={Download} busy={busy === name} label={t`${title} as CSV`} onClick={() => void one(name)}>
                <Trans>CSV</Trans>
              </Btn>
            </li>
          );
        })}
      </ul>
      {empty > 0 && (
        <p className="prov mt-2">
          <Plural value={empty} one="one list is empty" other="# lists are empty" />
        </p>
      )}
      {wrong !== '' && (
        <div className="field mt-2">
          <Wrong>{wrong}</Wrong>
        </div>
      )}
    </Section>
  );
}
