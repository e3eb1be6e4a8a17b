import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SavedSearch } from '#src/web/client.gen.ts';
import { instant } from '#src/web/format.ts';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { Switch } from '#src/web/kit/Switch.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useChange, useRead } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { sayProblem } from '#src/web/words/problems.ts';
import { addressOf, filtersIn } from './searches/address.ts';

/** The searches that somebody keeps, with who was new to each. */
export default function Searches() {
  const { t } = useLingui();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const { data: me } = useMe();
  const read = useRead('scouting.searches', { path: { agencyId } });
  const page = (children: ReactNode) => <DeskPage padded>{children}</DeskPage>;
  if (!read.data) return page(<NotYet read={read} label={t`Loading your searches`} rows={4} avatar={false} />);
  const { items } = read.data;
  if (items.length === 0)
    return page(
      <Empty
        say={<Trans>You have not saved a search yet.</Trans>}
        act={
          <Btn go to={`/a/${agencyId}/discover`}>
            <Trans>To Discover</Trans>
          </Btn>
        }
      >
        <Trans>Save a search in Discover. It is asked anew every day, and you are told of creators who are new to it, each once.</Trans>
      </Empty>,
    );
  const told = items.reduce((sum, one) => sum + one.fresh, 0);
  return page(
    <>
      <Say
        then={
          <Plural value={told} _0="Nobody was new to them so far." one="# creator was new to them." other="# creators were new to them." />
        }
      >
        <Plural value={items.length} one="You have saved # search." other="You have saved # searches." />
      </Say>
      <ul className="rule mt-5 border-b border-line" aria-label={t`Saved searches`}>
        {items.map((search) => (
          <Row key={search.searchId} agencyId={agencyId} search={search} changes={may(me, 'scouting.editSearch')} />
        ))}
      </ul>
    </>,
  );
}

function Row({ agencyId, search, changes }: { agencyId: string; search: SavedSearch; changes: boolean }) {
  const { t } = useLingui();
  const { searchId, name, question, alerts, askedAt, found, tooWide, fresh } = search;
  const touches = ['scouting.searches'] as const;
  const edit = useChange('scouting.editSearch', { touches: [...touches] });
  const drop = useChange('scouting.dropSearch', { touches: [...touches] });
  const failed = { onError: (error: Error) => tell({ title: sayProblem(error), urgent: true }) };
  const path = { agencyId, searchId };
  const filters = filtersIn(question);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3.5">
      <div className="min-w-0">
        <h2 className="font-[560] wrap-anywhere">
          <TextLink to={`/a/${agencyId}/discover`} search={addressOf(question)}>
            <bdi>{name}</bdi>
          </TextLink>
        </h2>
        <Prov
          parts={[
            question.text !== undefined && question.text !== '' && <bdi key="text">“{question.text}”</bdi>,
            <Plural key="filters" value={filters} _0="no filter" one="# filter" other="# filters" />,
            found !== null && <Plural key="found" value={found} _0="finds nobody" one="finds # creator" other="finds # creators" />,
            askedAt !== null && <Trans key="asked">asked {instant(askedAt)}</Trans>,
          ]}
        />
        {tooWide && (
          <p className="mt-1 text-small text-warn">
            <Trans>It finds more than 2,000 creators. Narrow it to be told of new ones.</Trans>
          </p>
        )}
        {fresh > 0 && (
          <p className="mt-1">
            <TextLink to={`/a/${agencyId}/searches/${searchId}`}>
              <Plural value={fresh} one="# creator was new to it" other="# creators were new to it" />
            </TextLink>
          </p>
        )}
      </div>
      {changes && (
        <div className="flex items-center gap-3">
          <span className="text-small text-text-2" id={`alerts-${searchId}`}>
            <Trans>Tell me</Trans>
          </span>
          <Switch
            on={alerts}
            label={t`Tell me of creators who are new to ${name}`}
            onChange={(on) => edit.mutate({ path, body: { alerts: on } }, failed)}
          />
          <Btn small busy={drop.isPending} label={t`Forget ${name}`} onClick={() => drop.mutate({ path }, failed)}>
            <Trans>Forget</Trans>
          </Btn>
        </div>
      )}
    </li>
  );
}
