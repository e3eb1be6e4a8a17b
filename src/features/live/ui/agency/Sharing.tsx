import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { LiveMember } from '#src/web/client.gen.ts';
import { clock, duration, number, weekday } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Check } from '#src/web/kit/Check.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Tally } from '#src/web/kit/Tally.tsx';
import type { usePages } from '#src/web/pages.ts';
import { comparedMost } from './compared.ts';

interface Props {
  agencyId: string;
  list: ReturnType<typeof usePages<'roster.liveMembers'>>;
  sharing: number;
  members: number;
  picked: readonly string[];
  onPick: (creatorId: string, on: boolean) => void;
}

/** Members who share their LIVEs: open one, or choose two to five to compare. */
export function Sharing({ agencyId, list, sharing, members, picked, onPick }: Props) {
  const { t } = useLingui();
  const { items } = list;
  return (
    <Section
      title={<Trans>Who shares LIVEs with you</Trans>}
      prov={
        <Trans>
          {number(sharing)} of {number(members)}
        </Trans>
      }
    >
      <RuledList className="border-y border-line" label={t`Who shares LIVEs with you`}>
        {items.map((one) => {
          const on = picked.includes(one.creatorId);
          return (
            <li key={one.creatorId} className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 py-2 min-[900px]:flex-nowrap">
              {sharing > 1 && (
                <Check
                  on={on}
                  disabled={!on && picked.length >= comparedMost}
                  label={t`Compare ${one.displayName}`}
                  onChange={(next) => onPick(one.creatorId, next)}
                />
              )}
              <div className="creator min-w-0 flex-1">
                <Avatar id={one.creatorId} name={one.displayName} />
                <div className="min-w-0">
                  <Link className="link font-[560] wrap-anywhere" to={`/a/${agencyId}/live/${one.creatorId}`}>
                    <bdi>{one.displayName}</bdi>
                  </Link>
                  <div className="prov truncate">
                    <bdi>@{one.handle}</bdi>
                  </div>
                </div>
              </div>
              <Latest one={one} />
            </li>
          );
        })}
      </RuledList>
      {list.hasNextPage && (
        <div className="acts mt-3">
          <Btn small busy={list.isFetchingNextPage} onClick={list.readOn}>
            <Trans>Show more</Trans>
          </Btn>
        </div>
      )}
      <p className="prov mt-2">
        <Trans>
          LIVEs from the day somebody joined. That you looked is written down where the creator sees it; a screen left open counts once in
          ten minutes.
        </Trans>{' '}
        {sharing > 1 && <Trans>Choose two to five to compare them.</Trans>}
      </p>
    </Section>
  );
}

function Latest({ one: { latest } }: { one: LiveMember }) {
  if (!latest)
    return (
      <span className="fig none max-[899px]:basis-full max-[899px]:ps-19">
        <Trans>no LIVE heard of yet</Trans>
      </span>
    );
  if (latest.state === 'live') return <Tally since={clock(latest.startedAt)} />;
  return (
    <span className="text-small text-text-2 max-[899px]:basis-full max-[899px]:ps-19 min-[900px]:text-end">
      <bdi className="block">
        {weekday(latest.startedAt)}, {clock(latest.startedAt)}
      </bdi>
      <span className="prov">
        {latest.averageViewers === null ? (
          <Trans>{duration(latest.liveSeconds)}, viewers not measured</Trans>
        ) : (
          <Trans>
            {duration(latest.liveSeconds)}, {number(latest.averageViewers)} viewers on average
          </Trans>
        )}
      </span>
    </span>
  );
}
