import { Trans } from '@lingui/react/macro';
import type { BonusLine, BonusMonth } from '#src/web/client.gen.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Amount, Cell, Difference, explainConfirmed, explainEstimate, grid } from './Amounts.tsx';
import { reasonsOf } from './words.ts';

/** One creator: what was estimated and confirmed of the same tasks, how far apart they are and why, and what stands outside of it. */
export function CreatorBonus({ line, month }: { line: BonusLine; month: BonusMonth }) {
  const { closed } = month;
  const compared = line.differenceMinor !== null;
  const estimated = compared ? line.comparedEstimatedMinor : line.onlyEstimatedMinor;
  const confirmed = compared ? line.comparedConfirmedMinor : null;
  const name = line.displayName ?? line.handle;
  return (
    <div className="py-3">
      <div className={grid}>
        <div className="creator min-w-0 max-[899px]:mb-1.5">
          <Avatar id={line.exportId} name={name} />
          <div className="min-w-0">
            <div className="name truncate">
              <bdi>{name}</bdi>
            </div>
            <div className="prov truncate">
              <bdi>@{line.handle}</bdi>
              {line.group !== null && (
                <>
                  , <bdi>{line.group}</bdi>
                </>
              )}
            </div>
          </div>
        </div>
        <Cell head={<Trans>Estimated</Trans>}>
          <Amount minor={estimated} estimated none={<Trans>no estimate</Trans>} explain={explainEstimate(line)} />
        </Cell>
        <Cell head={<Trans>Confirmed</Trans>}>
          <Amount
            minor={confirmed}
            none={closed ? <Trans>nothing to compare</Trans> : <Trans>not yet</Trans>}
            explain={explainConfirmed(line, month)}
          />
        </Cell>
        <Cell head={<Trans>Difference</Trans>}>
          <Difference minor={line.differenceMinor} />
        </Cell>
        <Cell head={<Trans>Not estimated</Trans>}>
          <Amount minor={line.onlyConfirmedMinor} none={closed ? <Trans>none</Trans> : <Trans>not yet</Trans>} />
        </Cell>
      </div>
      {reasonsOf(line, closed).map((reason) => (
        <p key={reason} className="mt-1 max-w-(--measure) text-small text-text-2 min-[900px]:ps-[46px]">
          {reason}
        </p>
      ))}
    </div>
  );
}
