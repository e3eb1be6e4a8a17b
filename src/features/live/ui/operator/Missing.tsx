import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { LiveGaps } from '#src/web/client.gen.ts';
import { clock, instant, number, percent } from '#src/web/format.ts';
import { Fig } from '#src/web/kit/Fig.tsx';
import { Facts, Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { platformName } from '#src/web/words/names.ts';
import { silence } from './words.ts';

/** What is missing of LIVEs: samples that stopped, starts and ends that nobody told of, minutes without a sample. */
export function Missing({ gaps }: { gaps: LiveGaps }) {
  const { t } = useLingui();
  const { untold, unmeasured, items, stopped, onAir } = gaps;
  const share = (n: number, of: number) => (
    <>
      <Fig>{number(n)}</Fig>{' '}
      <span className="text-text-3">
        <Trans>of {number(of)}</Trans>
        {of > 0 && <> · {percent(n / of)}</>}
      </span>
    </>
  );
  const none = (
    <Fig ink="none">
      <Trans>no LIVE to count in</Trans>
    </Fig>
  );
  return (
    <Section title={<Trans>What is missing</Trans>}>
      <div className="max-w-140">
        <Facts
          rows={[
            {
              label: <Trans>On air now, samples have stopped</Trans>,
              value: onAir === 0 ? <Fig ink="none">{t`nobody is on air`}</Fig> : share(stopped, onAir),
            },
            {
              label: <Trans>Began without a start that was told</Trans>,
              value: untold.lives === 0 ? none : share(untold.noStart, untold.lives),
            },
            {
              label: <Trans>Over without an end that was told</Trans>,
              value: untold.lives === 0 ? none : share(untold.noEnd, untold.lives),
            },
            {
              label: <Trans>Minutes on air without a sample</Trans>,
              value: unmeasured.minutes === 0 ? none : share(unmeasured.without, unmeasured.minutes),
            },
          ]}
        />
      </div>
      {items.length > 0 && (
        <RuledList className="mt-4 border-y border-line" label={t`On air, samples have stopped`}>
          {items.map((one) => (
            <Line
              key={one.sessionId}
              what={<bdi>@{one.account}</bdi>}
              how={
                <>
                  {one.usualSeconds === null ? (
                    <Trans>no sample since it began at {clock(one.startedAt)}</Trans>
                  ) : (
                    <Trans>
                      no sample for {silence(one.silentSeconds)}, before that one every {silence(one.usualSeconds)}
                    </Trans>
                  )}{' '}
                  · {platformName(one.platform)}, <bdi>{one.source}</bdi>
                </>
              }
            />
          ))}
        </RuledList>
      )}
      <div className="mt-2">
        <Prov
          parts={[
            items.length < stopped && (
              <Trans key="more">
                the {number(items.length)} longest silences of {number(stopped)}
              </Trans>
            ),
            <Trans key="rule">stopped: none for twice the usual interval, a minute at least</Trans>,
            <Plural key="n" value={untold.lives} one="starts and ends of # LIVE in 7 days" other="starts and ends of # LIVEs in 7 days" />,
            <Plural
              key="m"
              value={unmeasured.lives}
              _0="minutes of no LIVE yet"
              one="minutes of the newest LIVE that is over"
              other="minutes of the newest # LIVEs that are over"
            />,
            <Trans key="asof">as of {instant(gaps.asOf, { named: true })}</Trans>,
          ]}
        />
      </div>
    </Section>
  );
}
