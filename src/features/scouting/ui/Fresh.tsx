import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { Columns3, Send } from 'lucide-react';
import { useState } from 'react';
import type { Answer } from '#src/web/api.ts';
import { day, list, number } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { Check } from '#src/web/kit/Check.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { InviteDialog } from '#src/web/kit/InviteDialog.tsx';
import { PickBar } from '#src/web/kit/PickBar.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { usePicks } from '#src/web/picks.ts';
import { useRead } from '#src/web/queries.ts';
import { useSaving } from '#src/web/saving.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { capital, platformName } from '#src/web/words/names.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { viewers } from './parts/LeadCard.tsx';

type New = Answer<'scouting.fresh'>['items'][number];

/** Who was new to one saved search, the latest first: to be saved or invited from here. */
export default function Fresh() {
  const { t } = useLingui();
  const { agencyId = '', searchId = '' } = useParams({ strict: false }) as { agencyId?: string; searchId?: string };
  const { data: me } = useMe();
  const searches = useRead('scouting.searches', { path: { agencyId } });
  const found = usePages('scouting.fresh', { path: { agencyId, searchId }, query: { limit: 50 } }, { quiet: true });
  const invites = may(me, 'invites.send');
  const allowance = useRead('invites.allowance', { path: { agencyId } }, { enabled: invites });
  const [inviting, setInviting] = useState(false);
  const { picked, pick, clear, leave } = usePicks<New>(allowance.data?.bulkMax ?? 30);
  const saving = useSaving(agencyId, clear);
  if (!found.first)
    return (
      <DeskPage padded>
        <NotYet read={found} label={t`Loading the creators`} rows={6} />
      </DeskPage>
    );
  const search = searches.data?.items.find((one) => one.searchId === searchId);
  const name = search?.name ?? '';
  const back = (
    <TextLink to={`/a/${agencyId}/searches`}>
      <Trans>To your saved searches</Trans>
    </TextLink>
  );
  return (
    <DeskPage padded>
      <Say then={back}>
        {found.items.length === 0 ? (
          <Trans>Nobody who was new to it can be found now.</Trans>
        ) : (
          <Plural
            value={search?.fresh ?? found.items.length}
            one={`# creator was new to “${name}”.`}
            other={`# creators were new to “${name}”.`}
          />
        )}
      </Say>
      <ul className="rule mt-5 border-b border-line" aria-label={t`New creators, the latest first`}>
        {found.items.map((one) => (
          <Row
            key={one.creatorId}
            one={one}
            picked={may(me, 'scouting.save') ? picked.has(one.creatorId) : null}
            onPick={(on) => pick(one, on)}
          />
        ))}
      </ul>
      {found.hasNextPage && (
        <div className="mt-3 flex flex-wrap items-center gap-3">
          {found.isFetchNextPageError && <span className="prov">{sayProblem(found.error)}</span>}
          <Btn small busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Btn>
        </div>
      )}
      <PickBar count={picked.size} onClear={clear}>
        <Btn icon={Columns3} busy={saving.busy} onClick={() => saving.save([...picked.keys()])}>
          <Trans>Save to the pipeline</Trans>
        </Btn>
        {invites && (
          <Btn go icon={Send} onClick={() => setInviting(true)}>
            <Trans>Invite {number(picked.size)}, read terms first</Trans>
          </Btn>
        )}
      </PickBar>
      {inviting && (
        <InviteDialog
          agencyId={agencyId}
          picked={[...picked.values()]}
          allowance={allowance.data}
          onClose={() => setInviting(false)}
          onSent={leave}
        />
      )}
    </DeskPage>
  );
}

function Row({ one, picked, onPick }: { one: New; picked: boolean | null; onPick: (on: boolean) => void }) {
  const { t } = useLingui();
  const size = viewers(one.figures.averageViewers);
  return (
    <li className={`flex items-center gap-3 py-3 ${picked ? 'bg-ink-wash' : ''}`}>
      {picked !== null && (
        <span className="grid h-6 w-6 place-items-center">
          <Check on={picked} onChange={onPick} label={t`Pick ${one.displayName}`} />
        </span>
      )}
      <Avatar id={one.creatorId} name={one.displayName} />
      <div className="min-w-0 flex-1">
        <h2 className="font-[560] wrap-anywhere">
          <bdi>{one.displayName}</bdi>
        </h2>
        <Prov
          parts={[
            <bdi key="handle">@{one.handle}</bdi>,
            platformName(one.platform),
            size !== null && <Trans key="size">{size} viewers on average</Trans>,
            one.categories.length > 0 && list(one.categories.map(capital)),
            <Trans key="at">new on {day(one.foundAt)}</Trans>,
          ]}
        />
      </div>
    </li>
  );
}
