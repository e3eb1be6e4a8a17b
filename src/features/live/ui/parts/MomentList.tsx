import { Trans } from '@lingui/react/macro';
import type { LiveMoment } from '#src/web/client.gen.ts';
import { clock, number } from '#src/web/format.ts';

/** What stood out, with the numbers of the chart. */
export function MomentList({ moments }: { moments: readonly LiveMoment[] }) {
  return (
    <ol className="moments rule border-y border-line">
      {moments.map((one, i) => (
        <li key={one.kind}>
          <time dateTime={one.at}>{clock(one.at)}</time>
          <span className="no" aria-hidden="true">
            {i + 1}
          </span>
          <div>
            <b>
              <What {...one} />
            </b>
            <p>
              <Why {...one} />
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function What({ kind, value, minutes }: LiveMoment) {
  const [n, m] = [number(value), number(minutes)];
  if (kind === 'peak') return <Trans>{n} were watching at once</Trans>;
  if (kind === 'rise')
    return (
      <Trans>
        {n} came within {m} minutes
      </Trans>
    );
  if (kind === 'fall')
    return (
      <Trans>
        {n} left within {m} minutes
      </Trans>
    );
  if (kind === 'gifts')
    return (
      <Trans>
        {n} diamonds within {m} minutes
      </Trans>
    );
  return (
    <Trans>
      {n} new followers within {m} minutes
    </Trans>
  );
}
function Why({ kind }: LiveMoment) {
  if (kind === 'peak') return <Trans>The most of this LIVE.</Trans>;
  if (kind === 'rise') return <Trans>The largest gain after the opening. What happened here?</Trans>;
  if (kind === 'fall') return <Trans>The largest loss. What happened here?</Trans>;
  if (kind === 'gifts') return <Trans>No other minutes brought as many.</Trans>;
  return <Trans>No other minutes brought as many.</Trans>;
}
