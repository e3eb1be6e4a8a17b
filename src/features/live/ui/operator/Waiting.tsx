import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { QuarantinedAccount } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { useChange } from '#src/web/queries.ts';
import { platformName } from '#src/web/words/names.ts';
import { between } from './words.ts';

/** Accounts whose events wait, for they belong to nobody here, and the way to settle each. */
export function Waiting({ list }: { list: ReturnType<typeof usePages<'live.quarantine'>> }) {
  const { t } = useLingui();
  const { data: me } = useMe();
  const [settling, settle] = useState<QuarantinedAccount | null>(null);
  const [settled, add] = useState<readonly string[]>([]);
  const { first, items } = list;
  if (!first) return null;
  const makes = may(me, 'live.adopt');
  return (
    <Section
      title={<Trans>Waiting for somebody</Trans>}
      prov={first.accounts > 0 && <Plural value={first.events} one="# event waits" other="# events wait" />}
    >
      <p className="max-w-(--measure) text-text-2">
        <Trans>
          Events of accounts that belong to nobody here are kept for 35 days from their arrival and are in no figure. They are counted as
          soon as a creator says that the account is theirs, or you make a profile for it.
        </Trans>
      </p>
      {items.length === 0 ? (
        <p className="mt-3 font-[560]">
          <Trans>Nothing waits: every account belongs to somebody.</Trans>
        </p>
      ) : (
        <RuledList className="mt-3 border-y border-line" label={t`Accounts whose events wait`}>
          {items.map((one) => (
            <li key={keyOf(one)} className="flex flex-wrap items-center gap-x-5 gap-y-2 py-2.5">
              <div className="min-w-0 flex-[1_1_16rem]">
                <span className="block font-[560] wrap-anywhere">
                  <bdi>@{one.account}</bdi>
                </span>
                <span className="prov">
                  {platformName(one.platform)} · <Plural value={one.events} one="# event" other="# events" /> ·{' '}
                  <Trans>
                    arrived <bdi>{between(one.firstAt, one.lastAt)}</bdi>
                  </Trans>
                </span>
              </div>
              {settled.includes(keyOf(one)) ? (
                <span className="text-text-2">
                  <Trans>has a profile, its events are being counted</Trans>
                </span>
              ) : (
                makes && (
                  <Btn small icon={UserPlus} label={t`Make a profile for @${one.account}`} onClick={() => settle(one)}>
                    <Trans>Make a profile</Trans>
                  </Btn>
                )
              )}
            </li>
          ))}
        </RuledList>
      )}
      {list.hasNextPage && (
        <div className="acts mt-3">
          <Btn small busy={list.isFetchingNextPage} onClick={list.readOn}>
            <Trans>Show more</Trans>
          </Btn>
          <span className="prov">
            <Trans>
              {number(items.length)} of {number(first.accounts)} accounts
            </Trans>
          </span>
        </div>
      )}
      {settling && <Settle of={settling} onDone={() => add([...settled, keyOf(settling)])} onClose={() => settle(null)} />}
    </Section>
  );
}

const keyOf = ({ platform, account }: QuarantinedAccount) => `${platform} ${account}`;

function Settle({ of, onDone, onClose }: { of: QuarantinedAccount; onDone: () => void; onClose: () => void }) {
  const { t } = useLingui();
  const adopt = useChange('live.adopt', {
    touches: ['live.quarantine', 'live.lag', 'live.gaps'],
    onDone: ({ events }) => {
      tell({ title: t`@${of.account} has a profile. ${number(events)} events are being counted.` });
      onDone();
      onClose();
    },
  });
  const name = platformName(of.platform);
  return (
    <Dialog
      open
      onClose={onClose}
      title={
        <Trans>
          A profile for <bdi>@{of.account}</bdi>
        </Trans>
      }
      said={
        <Plural
          value={of.events}
          one={`# event of ${name} is counted for it at once, and all that come later. This cannot be undone.`}
          other={`# events of ${name} are counted for it at once, and all that come later. This cannot be undone.`}
        />
      }
      acts={
        <>
          <Btn go busy={adopt.isPending} onClick={() => adopt.mutate({ body: { platform: of.platform, account: of.account } })}>
            <Trans>Make the profile</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Leave them waiting</Trans>
          </Btn>
        </>
      }
    >
      <ul className="grid list-disc gap-2 ps-5 text-text-2">
        <li>
          <Trans>
            No agency can find the profile: nobody has claimed it, and its age is not known. A claim link hands it to its creator.
          </Trans>
        </li>
        <li>
          <Trans>
            If the creator is here under another handle, do not make a second profile: ask them to add this one in their settings.
          </Trans>
        </li>
        <li>
          <Trans>Whoever deleted their profile may stand here because a connector still listens. Switch it off instead.</Trans>
        </li>
      </ul>
      <Failed error={adopt.error} className="mt-3" />
    </Dialog>
  );
}
