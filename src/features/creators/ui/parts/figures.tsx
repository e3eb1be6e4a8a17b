import { Trans } from '@lingui/react/macro';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import { day, number, range } from '#src/web/format.ts';
import { Fig } from '#src/web/kit/Fig.tsx';
import { Facts } from '#src/web/kit/Lists.tsx';
import { Span } from '#src/web/kit/Span.tsx';
import { liveFigures, sayLiveFigure, type LiveFigure } from '#src/web/words/lives.ts';

export type Seen = Answer<'creators.agencyCenter'>['preview']['now'];
type Name = keyof Seen['figures'];
type Imported = Extract<Name, 'followers' | 'averageViewers' | 'peakViewers' | 'watchMinutes' | 'streamMinutes'>;

/** An imported figure; those of LIVEs are told apart. */
const shown: { name: Imported; per: number }[] = [
  { name: 'averageViewers', per: 1 },
  { name: 'peakViewers', per: 1 },
  { name: 'followers', per: 1 },
  { name: 'streamMinutes', per: 60 },
  { name: 'watchMinutes', per: 60 },
];

const words = (name: Imported) =>
  ({
    averageViewers: {
      title: t`Average concurrent viewers`,
      meaning: t`People watching at the same time, on average over the LIVEs of the period imported.`,
    },
    peakViewers: { title: t`Peak viewers`, meaning: t`The most people who watched at the same time in the period imported.` },
    followers: { title: t`Followers`, meaning: t`Followers at the time of the import.` },
    streamMinutes: { title: t`LIVE hours`, meaning: t`Hours on air in the period imported.` },
    watchMinutes: { title: t`Hours watched`, meaning: t`The time of all viewers added up, in the period imported.` },
  })[name];

/** The end of a figure's scale: the next 1, 2 or 5 with zeros that leaves it some room. */
function roomFor(value: number): number {
  const wanted = Math.max(1, value * 1.5);
  const ten = 10 ** Math.floor(Math.log10(wanted));
  return ([1, 2, 5, 10].find((step) => step * ten >= wanted) ?? 10) * ten;
}

/** The five imported figures as an agency reads them: solid, hatched, or the words that one is not known. */
export function Figures({ seen }: { seen: Seen }) {
  const asOf = seen.figuresAsOf;
  return (
    <Facts
      rows={shown.map(({ name, per }) => {
        const { title, meaning } = words(name);
        const figure = seen.figures[name];
        if (figure === null) {
          return {
            label: title,
            value: (
              <Fig ink="none">
                <Trans>not known</Trans>
              </Fig>
            ),
          };
        }
        const top = roomFor((figure.ink === 'exact' ? figure.value : figure.to) / per);
        const explain = {
          title,
          meaning,
          rows: [
            { label: t`Source`, value: t`an import by the operator` },
            ...(asOf === null ? [] : [{ label: t`As of`, value: day(asOf) }]),
            { label: t`Shown as`, value: figure.ink === 'exact' ? t`the exact number` : t`the published range that holds it` },
          ],
          prov: t`The line runs from 0 to ${number(top)}.`,
        };
        const unit: ReactNode = per === 60 ? <Trans comment="hours">h</Trans> : undefined;
        return {
          label: title,
          value: (
            <Fig ink={figure.ink} explain={explain} unit={unit}>
              {figure.ink === 'exact'
                ? number(figure.value / per, per === 60 && figure.value < 6000 ? 1 : 0)
                : range(Math.floor(figure.from / per), Math.ceil(figure.to / per))}
            </Fig>
          ),
          scale:
            figure.ink === 'exact' ? (
              <Span min={figure.value / per} scale={top} />
            ) : (
              <Span min={figure.from / per} max={figure.to / per} scale={top} />
            ),
        };
      })}
    />
  );
}

const measuredWords = (name: LiveFigure) =>
  ({
    acv: t`Average viewers`,
    liveMinutes: t`Time on air`,
    validDays: t`Valid days`,
    diamonds: t`Diamonds`,
    gifterConversion: t`Viewers who gave`,
    returningViewers: t`Viewers who came back`,
    growth: t`Growth`,
  })[name];

/** What 28 days of her LIVEs came to, as an agency reads it; nothing where it reads nothing. */
export function LiveFigures({ seen }: { seen: Seen }) {
  const asOn = seen.liveAsOn;
  if (asOn === null) return null;
  return (
    <div className="mt-4">
      <p className="prov mb-1">
        <Trans>Your LIVEs, 28 days to {day(asOn)}</Trans>
      </p>
      <Facts
        rows={liveFigures.map((name) => {
          const figure = seen.figures[name];
          return {
            label: measuredWords(name),
            value:
              figure === null ? (
                <Fig ink="none">
                  <Trans>not known</Trans>
                </Fig>
              ) : (
                <Fig ink={figure.ink} unit={name === 'liveMinutes' ? <Trans comment="hours">h</Trans> : undefined}>
                  {sayLiveFigure(name, figure)}
                </Fig>
              ),
          };
        })}
      />
    </div>
  );
}
