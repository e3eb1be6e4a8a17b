import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OneStanding } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Limelight } from '#src/web/kit/Limelight.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { SidePanel } from '#src/web/kit/SidePanel.tsx';
import { Bone, Skeleton } from '#src/web/kit/States.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useRead } from '#src/web/queries.ts';
import { PageError } from '#src/web/shell/PageError.tsx';
import { platformName } from '#src/web/words/names.ts';
import { nameOf } from '../list/Figures.tsx';
import { Claim } from './Claim.tsx';
import { Composer, type OnCare } from './Care.tsx';
import { Dates } from './Dates.tsx';
import { History } from './History.tsx';
import { Months } from './Months.tsx';
import { ByExport, inNetwork, Paces } from './Paces.tsx';
import { sayReason } from './reasons.tsx';
import { useCare } from './useCare.ts';
import { dayWords, monthName, needWords, shortOfHour, thresholdName, today } from './words.ts';

/** One creator, whole: at the side of a wide screen, the whole screen of a phone. Escape closes. */
export function OnePanel({
  agencyId,
  exportId,
  onClose,
  onCare,
}: {
  agencyId: string;
  exportId: string;
  onClose: () => void;
  /** What a list does beside noting it. */
  onCare?: OnCare | undefined;
}) {
  const { t } = useLingui();
  const one = useOne(agencyId, exportId);
  const { log, busy } = useCare(agencyId);
  return (
    <SidePanel
      label={one.data ? nameOf(one.data) : t`Creator`}
      onClose={onClose}
      foot={
        one.calls &&
        one.data && <Composer key={exportId} row={one.data} busy={busy} onCare={onCare ?? ((who, entry) => void log(who, entry))} />
      }
    >
      <OneBody agencyId={agencyId} one={one} />
    </SidePanel>
  );
}

/** The same as a column of the screen that a list stands on. */
export function OneColumn({ agencyId, exportId, onCare, busy }: { agencyId: string; exportId: string; onCare: OnCare; busy: boolean }) {
  const { t } = useLingui();
  const one = useOne(agencyId, exportId);
  return (
    <aside
      className="flex min-h-0 w-[352px] flex-none flex-col border-s border-line bg-sheet"
      aria-label={one.data ? nameOf(one.data) : t`Creator`}
      aria-busy={one.isPlaceholderData || undefined}
    >
      <div key={exportId} className="min-h-0 flex-1 overflow-y-auto px-5.5 pt-6 pb-6">
        <OneBody agencyId={agencyId} one={one} />
      </div>
      {one.calls && one.data && (
        <div className="border-t border-line px-5.5 pt-3 pb-4">
          <Composer key={exportId} row={one.data} busy={busy} onCare={onCare} />
        </div>
      )}
    </aside>
  );
}

function useOne(agencyId: string, exportId: string) {
  const { data: me } = useMe();
  const read = useRead('calls.creator', { path: { agencyId, exportId } });
  return { ...read, calls: may(me, 'calls.log'), dates: may(me, 'calls.setDates') };
}

function OneBody({ agencyId, one: { data: one, isError, error, refetch, dates } }: { agencyId: string; one: ReturnType<typeof useOne> }) {
  if (isError && !one) return <PageError error={error} again={() => void refetch()} />;
  if (!one) return <Bones />;
  return (
    <article>
      <Head one={one} />
      <div className="mt-4.5">
        <Chance one={one} />
      </div>
      <Why one={one} />
      <Paces one={one} />
      <Near one={one} />
      <Part title={<Trans>Day by day</Trans>}>
        <Months one={one} />
      </Part>
      <Part title={<Trans>Calls</Trans>}>
        <History entries={one.history} />
      </Part>
      <Part title={<Trans>Dates</Trans>}>
        <Dates agencyId={agencyId} one={one} change={dates} />
      </Part>
      <Goals one={one} />
      <Part title={<Trans>Seen by the creator</Trans>}>
        <Claim key={one.exportId} agencyId={agencyId} one={one} />
      </Part>
    </article>
  );
}

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="mt-5.5">
      <h3 className="sub mb-1.5">{title}</h3>
      {children}
    </section>
  );
}

function Bones() {
  const { t } = useLingui();
  return (
    <div>
      <div className="flex items-center gap-3">
        <Bone width={44} height={44} round={12} />
        <Bone width="55%" height={17} />
      </div>
      <div className="mt-4.5">
        <Bone height={112} round={14} />
      </div>
      <div className="mt-4">
        <Skeleton rows={6} avatar={false} label={t`Loading the creator`} />
      </div>
    </div>
  );
}

function Head({ one }: { one: OneStanding }) {
  const { handle, platform, group, coach, dataOn, restsUntil } = one;
  return (
    <header>
      <div className="flex items-center gap-3 pe-10">
        <Avatar id={one.exportId} name={nameOf(one)} size={44} />
        <div className="min-w-0">
          <h2 className="head wrap-anywhere">
            <bdi>{nameOf(one)}</bdi>
          </h2>
          <Prov parts={[<bdi key="handle">@{handle}</bdi>, platformName(platform), group !== null && <bdi key="group">{group}</bdi>]} />
        </div>
      </div>
      <div className="mt-2">
        <Prov
          parts={[
            coach === null ? <Trans key="none">no coach</Trans> : <Trans key="coach">coach: {coach.name}</Trans>,
            ...inNetwork(one),
            <ByExport key="export" dataOn={dataOn} />,
          ]}
        />
      </div>
      {restsUntil !== null && (
        <p className="mt-2 text-small text-text-2">
          <Trans>Rests until {dayWords(restsUntil)}, unless a reason of another kind comes.</Trans>
        </p>
      )}
    </header>
  );
}

/** The one lit place: what a call can still change this month. */
function Chance({ one }: { one: OneStanding }) {
  const { pace, month } = one;
  const usual = one.reasons.find((reason) => reason.kind === 'within_reach')?.evidence.usualLiveDays ?? null;
  const name = monthName(month.first);
  const goal = pace === null ? '' : thresholdName(pace.threshold.kind, pace.threshold.name);
  const until = one.reasons.reduce<string | null>(
    (last, { until: on, changes }) => (changes === true && on !== null && (last === null || on > last) ? on : last),
    null,
  );
  const more = (
    <>
      {usual !== null && pace?.need && (
        <Trans>
          Usually LIVE on {number(usual, 1)} of {number(pace.need.of)} days.
        </Trans>
      )}{' '}
      {until !== null &&
        (until === today() ? (
          <Trans>Today is the last day on which a call helps.</Trans>
        ) : (
          <Trans>A call helps until {dayWords(until)}.</Trans>
        ))}
    </>
  );
  return (
    <Limelight icon={Phone} kicker={<Trans>What a call can still change</Trans>} {...(usual === null && until === null ? {} : { more })}>
      {pace?.need ? (
        <Trans>
          {goal} is reached with {needWords(pace.need)}.
        </Trans>
      ) : pace === null ? (
        <Trans>No threshold is asked of {name}; what a call changes comes later.</Trans>
      ) : pace.band === 'DONE' ? (
        <Trans>
          {goal} is reached for {name}. A call keeps it so next month.
        </Trans>
      ) : pace.band === 'GONE' ? (
        <Trans>
          {goal} is out of reach for {name}. A call is about the month after.
        </Trans>
      ) : (
        <Trans>Not known: a figure of {name} is missing. The next export may tell.</Trans>
      )}
    </Limelight>
  );
}

function Why({ one: { reasons } }: { one: OneStanding }) {
  const { t } = useLingui();
  if (reasons.length === 0) {
    return (
      <p className="mt-4 text-text-2">
        <Trans>Nothing asks for a call at the moment.</Trans>
      </p>
    );
  }
  return (
    <Part title={<Trans>Why</Trans>}>
      <ul className="rule" aria-label={t`Reasons to call`}>
        {reasons.map((reason) => {
          const { short, whole, more } = sayReason(reason);
          return (
            <li key={reason.kind} className="py-2 first:pt-0">
              <p className="font-[560]">{short}</p>
              <p className="text-small text-text-2">
                {whole} {more}
              </p>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

/** Days that ended minutes short of a valid one, said by their minutes. */
function Near({ one: { pace } }: { one: OneStanding }) {
  if (!pace || pace.near.length === 0) return null;
  const seconds = pace.near.map(({ liveSeconds }) => liveSeconds);
  const minutes = shortOfHour(Math.min(...seconds), Math.max(...seconds));
  return (
    <Part title={<Trans>Minutes short of a valid day</Trans>}>
      <p className="text-text-2">
        <Plural
          value={pace.near.length}
          one={`One day of ${minutes}: just short of an hour.`}
          other={`# days of ${minutes}: just short of an hour.`}
        />
      </p>
      <p className="prov">
        {pace.near.map(({ on, liveSeconds }, index) => (
          <span key={on}>
            {index > 0 && ' · '}
            <Trans>
              {dayWords(on)}: {number(Math.floor(liveSeconds / 60))} min
            </Trans>
          </span>
        ))}
      </p>
    </Part>
  );
}

function Goals({ one: { goals, group } }: { one: OneStanding }) {
  if (goals === null) return null;
  const { validDays, hours: long, diamonds } = goals;
  const parts = [
    validDays !== null && <Plural key="days" value={validDays} one="# valid day" other="# valid days" />,
    long !== null && <Trans key="hours">{number(long)} h of LIVE</Trans>,
    diamonds !== null && <Trans key="diamonds">{number(diamonds)} diamonds</Trans>,
  ].filter((part) => part !== false);
  return (
    <Part title={<Trans>Own goals</Trans>}>
      <p className="text-text-2">
        {parts.map((part, index) => (
          <span key={index}>
            {index > 0 && ', '}
            {part}
          </span>
        ))}
      </p>
      <p className="prov">
        {group === null ? <Trans>asked of everybody</Trans> : <Trans>asked of the group {group}, or of everybody</Trans>}
      </p>
    </Part>
  );
}
