import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronDown, DoorOpen, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RosterRow, Seat } from '#src/web/client.gen.ts';
import { day, daysLeft } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { may, useMe } from '#src/web/me.ts';
import { platformName, roleName } from '#src/web/words/names.ts';
import { shortTerms } from '#src/web/words/terms.ts';

export interface MemberProps {
  row: RosterRow;
  index: number;
  now: number;
  measure: (node: Element | null) => void;
  /** Those who can be chosen; null for who may not assign. */
  coaches: Seat[] | null;
  onAssign: (membershipId: string, personId: string | null, name: string) => void;
  /** Opens the terms of one; null for who may not propose any. */
  onTerms: ((row: RosterRow) => void) | null;
  busy: string | null;
}

export function MemberRow({ row, index, now, measure, onTerms, ...coach }: MemberProps) {
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2}>
      <td style={{ blockSize: 55 }}>
        <Who row={row} now={now} />
      </td>
      <td>{day(row.since)}</td>
      <td className="text-text-2">
        <Terms row={row} onTerms={onTerms} />
        <Hours row={row} />
      </td>
      <td>
        <Ends row={row} now={now} />
      </td>
      <td>
        <Coach row={row} {...coach} />
      </td>
    </tr>
  );
}

/** The same on a phone. */
export function MemberLine({ row, index, now, total, measure, onTerms, ...coach }: MemberProps & { total: number }) {
  return (
    <li
      ref={measure}
      data-index={index}
      aria-setsize={total}
      aria-posinset={index + 1}
      className="grid gap-2 border-b border-line px-(--gutter) py-3"
    >
      <Who row={row} now={now} />
      <div className="text-small text-text-2">
        <Terms row={row} onTerms={onTerms} />
        <span className="block">
          <Trans>
            {day(row.since)} to {day(row.endsAt ?? row.termEndsAt)}
          </Trans>
          , <EndRule row={row} now={now} />
        </span>
      </div>
      <Coach row={row} {...coach} />
    </li>
  );
}

/** The terms on one line; they open whole, where something can be proposed. */
function Terms({ row, onTerms }: Pick<MemberProps, 'row' | 'onTerms'>) {
  const { t } = useLingui();
  const short = shortTerms(row.terms);
  if (!onTerms)
    return (
      <span className="block truncate text-small" title={short}>
        {short}
      </span>
    );
  return (
    <button
      type="button"
      className="link block max-w-full truncate text-start text-small"
      title={short}
      aria-label={t`Terms with ${row.displayName}: ${short}`}
      onClick={() => onTerms(row)}
    >
      {short}
    </button>
  );
}

function Who({ row, now }: { row: RosterRow; now: number }) {
  return (
    <div className="creator">
      <Avatar id={row.creatorId} name={row.displayName} />
      <div className="min-w-0">
        <bdi className="name block">{row.displayName}</bdi>
        <div className="prov truncate">
          <Second row={row} now={now} />
        </div>
        <Written row={row} />
      </div>
    </div>
  );
}

/** The way to what is written with her, for whoever may write. */
function Written({ row }: { row: RosterRow }) {
  const { t } = useLingui();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const { data: me } = useMe();
  if (row.state === 'ended' || !may(me, 'messages.write')) return null;
  return (
    <Link
      to={`/a/${agencyId}/messages/${row.creatorId}`}
      className="link inline-flex min-h-6 items-center text-small"
      aria-label={t`Messages with ${row.displayName}`}
    >
      <Trans>Messages</Trans>
    </Link>
  );
}

/** The handle, or what is more pressing than the handle. */
function Second({ row, now }: { row: RosterRow; now: number }): ReactNode {
  if (row.trial)
    return (
      <Sign icon={Hourglass}>
        {row.trial.state === 'awaited' ? (
          <Trans>trial LIVE awaited until {day(row.trial.until)}</Trans>
        ) : (
          <Trans>trial LIVE looked at until {day(row.trial.until)}</Trans>
        )}
      </Sign>
    );
  if (row.state === 'leaving' && row.endsAt !== undefined)
    return (
      <Sign icon={DoorOpen}>
        {row.endedBy === 'removal' ? <Trans>ended by you, on {day(row.endsAt)}</Trans> : <Trans>leaving on {day(row.endsAt)}</Trans>}
      </Sign>
    );
  if (row.state === 'active' && Date.parse(row.coolingOffUntil) > now)
    return (
      <Sign icon={Hourglass}>
        <Trans>cooling-off until {day(row.coolingOffUntil)}</Trans>
      </Sign>
    );
  return (
    <>
      <bdi>@{row.handle}</bdi>, {platformName(row.platform)}
    </>
  );
}

function Sign({ icon: Icon, children }: { icon: typeof DoorOpen; children: ReactNode }) {
  return (
    <span className="flex items-center gap-1.25 text-text-2">
      <Icon size={14} strokeWidth={2} aria-hidden="true" />
      <span className="truncate">{children}</span>
    </span>
  );
}

function Hours({ row }: { row: RosterRow }) {
  const hours = row.terms.coachingHoursMonthly;
  return (
    <span className="prov block">
      {hours === 0 ? (
        <Trans>no coaching promised</Trans>
      ) : (
        <Plural value={hours} one="# hour of coaching a month promised" other="# hours of coaching a month promised" />
      )}
    </span>
  );
}

/** When it ends, and by which rule. */
function Ends({ row, now }: { row: RosterRow; now: number }): ReactNode {
  return (
    <>
      {day(row.endsAt ?? row.termEndsAt)}
      <span className="prov block">
        <EndRule row={row} now={now} />
      </span>
    </>
  );
}

function EndRule({ row: { endedBy, state, offer, next, termEndsAt, waiting }, now }: { row: RosterRow; now: number }): ReactNode {
  if (waiting?.kind === 'complaint') return <Trans>complaint open until {day(waiting.until)}</Trans>;
  if (waiting?.kind === 'removal' && waiting.state === 'open') return <Trans>contested, decided by {day(waiting.until)}</Trans>;
  if (offer) return <Trans>offer open until {day(offer.expiresAt)}</Trans>;
  if (next) return <Trans>further term from {day(next.from)}</Trans>;
  if (endedBy === 'notice') return state === 'leaving' ? <Trans>notice given</Trans> : <Trans>left with notice</Trans>;
  if (endedBy === 'cooling_off') return <Trans>left in the cooling-off</Trans>;
  if (endedBy === 'erasure') return <Trans>deleted their profile</Trans>;
  if (endedBy === 'low_activity') return <Trans>left after a quiet time</Trans>;
  if (endedBy === 'removal') return waiting?.state === 'told' ? <Trans>may be contested until then</Trans> : <Trans>ended by you</Trans>;
  if (endedBy === 'trial') return state === 'ended' ? <Trans>ended on trial</Trans> : <Trans>without a trial LIVE</Trans>;
  if (endedBy === 'review') return <Trans>the operator said no after the trial LIVE</Trans>;
  if (endedBy === 'breach') return <Trans>the operator found a breach</Trans>;
  if (endedBy === 'order') return <Trans>ended by the operator</Trans>;
  if (endedBy === 'unheard') return <Trans>left, for nobody decided in time</Trans>;
  const days = daysLeft(termEndsAt, now);
  if (state === 'active' && days <= 30) return <Plural value={days} one="the term runs out in # day" other="the term runs out in # days" />;
  return state === 'ended' ? <Trans>the term ran out</Trans> : <Trans>the term runs out</Trans>;
}

function Coach({ row, coaches, onAssign, busy }: Omit<MemberProps, 'index' | 'now' | 'measure' | 'onTerms'>) {
  const { t } = useLingui();
  if (!coaches || row.state === 'ended') {
    return row.coach ? (
      <bdi>{row.coach.name}</bdi>
    ) : (
      <span className="text-text-3">{row.state === 'ended' ? t`none at the end` : t`no coach yet`}</span>
    );
  }
  const gone = row.coach && !coaches.some(({ personId }) => personId === row.coach?.personId) ? row.coach : null;
  return (
    <span className="select">
      <select
        className="input min-h-(--ctl)! py-0.5! text-dense!"
        aria-label={t`Coach of ${row.displayName}`}
        value={row.coach?.personId ?? ''}
        disabled={busy === row.membershipId}
        onChange={(event) => onAssign(row.membershipId, event.currentTarget.value || null, row.displayName)}
      >
        <option value="">{t`No coach`}</option>
        {gone && <option value={gone.personId}>{t`${gone.name}, no longer here`}</option>}
        {coaches.map(({ personId, name, role }) => (
          <option key={personId} value={personId}>
            {name}, {roleName(role)}
          </option>
        ))}
      </select>
      <ChevronDown size={16} strokeWidth={2} aria-hidden="true" />
    </span>
  );
}
