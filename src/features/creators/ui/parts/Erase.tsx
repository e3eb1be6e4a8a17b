import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { auth, type Answer } from '#src/web/api.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { TextField, Wrong } from '#src/web/kit/Field.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { useMe } from '#src/web/me.ts';
import { useChange, useRead } from '#src/web/queries.ts';
import { sayCode, sayProblem } from '#src/web/words/problems.ts';

type Owned = Answer<'creators.owned'>;
const rowsOf = (owned: Owned, name: string) => owned.lists.find((list) => list.name === name)?.rows ?? 0;

function Points({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="mt-3">
      <p className="label">{label}</p>
      <ul className="mt-1 grid list-disc gap-0.5 ps-5 text-dense text-text-2">{children}</ul>
    </div>
  );
}

/** What goes and what stays, in numbers, before anything is pressed. */
function Numbers({ owned }: { owned: Owned }) {
  const { data: me } = useMe();
  const creator = me?.creatorId !== undefined;
  const memberships = useRead('roster.mine', undefined, { enabled: creator });
  const invites = useRead('invites.mine', { query: {} }, { enabled: creator });
  const running = memberships.data?.items.filter(({ state }) => state !== 'ended').length ?? 0;
  const open = invites.data?.open ?? 0;
  const handles = rowsOf(owned, 'handles');
  const keys = rowsOf(owned, 'keys');
  const kept = rowsOf(owned, 'memberships');
  const sent = rowsOf(owned, 'invitations');
  const records = rowsOf(owned, 'permission_events') + rowsOf(owned, 'seen_by');
  const gone = owned.account === 'deleted';
  return (
    <>
      <Points label={<Trans>This goes, at once</Trans>}>
        {creator && (
          <li>
            <Plural value={handles} one="Your profile with its handle and figures" other="Your profile with its # handles and figures" />
          </li>
        )}
        {running > 0 && (
          <li>
            <Plural value={running} one="Your running membership: it ends" other="# running memberships: they end" />
          </li>
        )}
        {open > 0 && (
          <li>
            <Plural value={open} one="One open invitation: it ends" other="# open invitations: they end" />
          </li>
        )}
        {creator && (
          <li>
            <Trans>Every permission that you gave</Trans>
          </li>
        )}
        {gone && (
          <li>
            <Trans>Your account: name, e-mail, password, sessions</Trans>
          </li>
        )}
        {gone && keys > 0 && (
          <li>
            <Plural value={keys} one="One key for programs" other="# keys for programs" />
          </li>
        )}
      </Points>
      {kept + sent + records > 0 && (
        <Points label={<Trans>This stays, and says nothing of who you were</Trans>}>
          {kept > 0 && (
            <li>
              <Plural
                value={kept}
                one="Terms and dates of one membership, for the agency’s books"
                other="Terms and dates of # memberships, for the agencies’ books"
              />
            </li>
          )}
          {sent > 0 && (
            <li>
              <Plural
                value={sent}
                one="That one invitation was sent, without its words"
                other="That # invitations were sent, without their words"
              />
            </li>
          )}
          {records > 0 && (
            <li>
              <Plural
                value={records}
                one="One record that proves a permission or a look"
                other="# records that prove permissions and looks"
              />
            </li>
          )}
        </Points>
      )}
    </>
  );
}

/** The end of it all: said in numbers, confirmed by one's own address, never argued about. */
export function Erase({ owned }: { owned: Owned }) {
  const { t } = useLingui();
  const { data: me } = useMe();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const erase = useChange('creators.erase', {
    onDone: ({ account }) => {
      // Loaded anew, so that nothing of hers stays in this window.
      if (account === 'deleted')
        void auth('sign-out')
          .catch(() => undefined)
          .then(() => location.assign('/gone'));
      else location.assign('/');
    },
  });
  const email = me?.person.email ?? '';
  const creator = me?.creatorId !== undefined;
  const stays = owned.account === 'deleted' ? '' : sayCode(`creators.${owned.account}`, '');
  const nothing = stays !== '' && !creator;
  const title = owned.account === 'deleted' ? t`Delete everything` : t`Delete my profile`;
  return (
    <Section title={title}>
      {!nothing && <Numbers owned={owned} />}
      {stays !== '' && (
        <p className="mt-3 text-dense">
          <Trans>Your account stays.</Trans> {stays}
        </p>
      )}
      {!nothing && (
        <div className="mt-4">
          <Btn wide icon={Trash2} onClick={() => setAsking(true)}>
            {title}
          </Btn>
        </div>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={title}
        said={<Trans>This is done at once and cannot be undone. Nobody is asked, and it costs nothing.</Trans>}
        acts={
          <>
            <Btn
              go
              busy={erase.isPending}
              disabled={typed.trim().toLowerCase() !== email.toLowerCase()}
              onClick={() => erase.mutate({ body: { confirm: typed } })}
            >
              {title}
            </Btn>
            <Btn onClick={() => setAsking(false)}>
              <Trans>Keep it</Trans>
            </Btn>
          </>
        }
      >
        <Numbers owned={owned} />
        <div className="mt-4">
          <TextField
            label={
              <Trans>
                Type <bdi>{email}</bdi> to confirm
              </Trans>
            }
            type="email"
            autoComplete="off"
            value={typed}
            onChange={setTyped}
          />
        </div>
        <div className="field">{erase.error && <Wrong>{sayProblem(erase.error)}</Wrong>}</div>
      </Dialog>
    </Section>
  );
}
