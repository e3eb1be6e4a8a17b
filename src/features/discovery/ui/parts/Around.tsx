// What stands over and under the creators who were found.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Problem } from '#src/web/api.ts';
import type { Found, SearchAnswer } from '#src/web/client.gen.ts';
import { day, intlLocale, number } from '#src/web/format.ts';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { Menu } from '#src/web/kit/Menu.tsx';
import { Bone, Empty, Refused } from '#src/web/kit/States.tsx';
import { sayProblem } from '#src/web/words/problems.ts';
import { everybody, filtersOn, sorts, type Sort, type Wish } from './address.ts';

export function Result({ wish, answer }: { wish: Wish; answer: SearchAnswer }) {
  const asked = wish.q.trim() !== '' || filtersOn(wish) > 0;
  if (answer.total === 0) return null;
  return (
    <h1 className="say small" tabIndex={-1} aria-live="polite">
      {wish.like.length > 0 && wish.sort === 'fit' ? (
        <Plural value={answer.total} one="# creator, by likeness." other="# creators, the most alike first." />
      ) : asked ? (
        <Plural value={answer.total} one="# creator fits." other="# creators fit." />
      ) : (
        <Plural value={answer.total} one="# creator is open to invitations." other="# creators are open to invitations." />
      )}{' '}
      <i>
        <Plural value={answer.exactTotal} _0="All share ranges." one="# shares exact numbers." other="# share exact numbers." />
      </i>
    </h1>
  );
}

export function ResultBone() {
  return (
    <div className="flex-1 py-1">
      <Bone width={320} height={20} />
    </div>
  );
}

export function Nobody({ wish, onChange }: { wish: Wish; onChange: (change: Partial<Wish>) => void }) {
  const asked = wish.q.trim() !== '' || filtersOn(wish) > 0;
  return (
    <div className="px-(--gutter) pb-10 min-[900px]:px-5">
      {asked ? (
        <Empty
          say={<Trans>Nobody who is open to invitations fits.</Trans>}
          act={
            <Btn go onClick={() => onChange({ ...everybody, sort: wish.sort })}>
              <Trans>Clear search and filters</Trans>
            </Btn>
          }
        >
          <Trans>Every word must stand in a handle, a name, the tags or the bio. Fewer words or filters find more.</Trans>
        </Empty>
      ) : (
        <Empty say={<Trans>Nobody is open to invitations yet.</Trans>}>
          <Trans>Creators stand here once they switch agency invitations on themselves, and leave when they switch them off.</Trans>
        </Empty>
      )}
    </div>
  );
}

/** One of those whom others are to be like has gone: who, is not said. */
export function LikedGone({ onChange }: { onChange: (change: Partial<Wish>) => void }) {
  return (
    <Refused
      say={<Trans>Not all of the creators you chose can be found.</Trans>}
      why={<Trans>Whoever switches agency invitations off is gone from every search at once.</Trans>}
      acts={
        <Btn go onClick={() => onChange({ like: [] })}>
          <Trans>Search without likeness</Trans>
        </Btn>
      }
      code="discovery.not_found"
    />
  );
}

const timed = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;

export function Checked({ at }: { at: string }) {
  const time = new Intl.DateTimeFormat(intlLocale(), timed).format(new Date(at));
  return (
    <span className="prov">
      <Trans>Only people who switched the invitation on. Checked at {time}.</Trans>
    </span>
  );
}

/** The days of the imports behind the figures shown. */
export function AsOf({ items }: { items: Found[] }) {
  const days = items.flatMap(({ figuresAsOf }) => (figuresAsOf === null ? [] : [figuresAsOf.slice(0, 10)])).sort();
  const [oldest] = days;
  const newest = days.at(-1);
  if (oldest === undefined || newest === undefined) return null;
  return (
    <span className="prov">
      {oldest === newest ? (
        <Trans>figures as imported, as of {day(newest)}</Trans>
      ) : (
        <Trans>
          figures as imported, as of {day(oldest)} to {day(newest)}
        </Trans>
      )}
    </span>
  );
}

export function SortMenu({ sort, onChange }: { sort: Wish['sort']; onChange: (sort: Wish['sort']) => void }) {
  const { t } = useLingui();
  const words: Record<(typeof sorts)[number], string> = {
    fit: t`best fit`,
    newest: t`newest`,
    averageViewers: t`average viewers`,
    followers: t`followers`,
    peakViewers: t`peak viewers`,
    streamMinutes: t`LIVE hours`,
    acv: t`average viewers in LIVEs`,
    liveMinutes: t`time on air`,
    diamonds: t`diamonds`,
    growth: t`growth`,
  };
  return (
    <Menu
      label={t`Sort`}
      small
      trigger={
        <>
          <Trans>Sort: {words[sort]}</Trans>
          <ChevronDown size={15} strokeWidth={2} aria-hidden="true" />
        </>
      }
      acts={sorts.map((name: Sort & keyof typeof words) => ({
        label: words[name],
        onPick: () => onChange(name),
        ...(name === sort ? { note: t`now` } : {}),
      }))}
    />
  );
}

export function Foot({
  more,
  busy,
  failed,
  left,
  shown,
  total,
  onMore,
  picking,
  wide,
}: {
  more: boolean;
  busy: boolean;
  failed: Error | false | null;
  /** How many more can be listed today, once that is something to think of. */
  left: number | null;
  shown: number;
  total: number;
  onMore: () => void;
  picking: boolean;
  wide: boolean;
}): ReactNode {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-(--gutter) py-3.5 min-[900px]:px-5">
      <span className="prov">
        <Trans>
          {number(shown)} of {number(total)} shown
        </Trans>
        {left !== null && (
          <>
            {' · '}
            <Trans>{number(left)} more can be listed today</Trans>
          </>
        )}
        {wide && (
          <>
            {' · '}
            {picking ? (
              <Trans>↑ ↓ walk, Space picks, S saves, Enter opens the reasons, / searches</Trans>
            ) : (
              <Trans>↑ ↓ walk, Enter opens the reasons, / searches</Trans>
            )}
          </>
        )}
      </span>
      {more && (
        <span className="flex items-center gap-3">
          {failed && (
            <span className="prov">
              {failed instanceof Problem && failed.day ? sayProblem(failed) : <Trans>The next page did not come.</Trans>}
            </span>
          )}
          {wide && !failed ? (
            <TextLink onClick={onMore}>{busy ? <Trans>Loading more</Trans> : <Trans>Show more</Trans>}</TextLink>
          ) : (
            <Btn small busy={busy} onClick={onMore}>
              <Trans>Show more</Trans>
            </Btn>
          )}
        </span>
      )}
    </div>
  );
}
