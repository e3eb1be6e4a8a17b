import { Plural, Trans } from '@lingui/react/macro';
import type { Answer } from '#src/web/api.ts';
import { clock, weekday } from '#src/web/format.ts';

export type Exposure = Answer<'creators.exposures'>['items'][number];

export const keyOfSeen = (one: Exposure) => `${one.on} ${one.agencyId} ${one.surface}`;

/** Who saw the creator on one day, where, how often, and in what ink. Days are counted in UTC. `bare`: under the day's own head. */
export function SeenLine({ seen, bare = false }: { seen: Exposure; bare?: boolean }) {
  const at = clock(seen.lastAt, 'UTC');
  const agency = (
    <b className="font-[560]">
      <bdi>{seen.agencyName}</bdi>
    </b>
  );
  return (
    <li className={bare ? 'border-b border-line py-2.5' : 'grid grid-cols-[78px_minmax(0,1fr)] py-2.5'}>
      {!bare && (
        <time dateTime={seen.on} className="pt-0.5 text-small text-text-3">
          {weekday(seen.on)}
        </time>
      )}
      <div className="wrap-anywhere">
        <p>
          {seen.surface === 'live' ? (
            <>
              {agency} <Plural value={seen.times} one="looked at your LIVEs once" other="looked at your LIVEs # times" />
            </>
          ) : seen.surface === 'pipeline' ? (
            <>
              {agency}{' '}
              <Plural value={seen.times} one="saw you once among those it has saved" other="saw you # times among those it has saved" />
            </>
          ) : seen.surface === 'profile' ? (
            <>
              {agency} <Plural value={seen.times} one="opened your page once" other="opened your page # times" />
            </>
          ) : (
            <>
              {agency} <Plural value={seen.times} one="found you once in a search" other="found you # times in a search" />
            </>
          )}
        </p>
        <p className="text-dense text-text-2">
          {seen.numbers === 'exact' ? <Trans>last at {at} UTC, with exact numbers</Trans> : <Trans>last at {at} UTC, with ranges</Trans>}
        </p>
      </div>
    </li>
  );
}
