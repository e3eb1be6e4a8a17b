import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown } from 'lucide-react';
import type { Calls } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { Menu } from '#src/web/kit/Menu.tsx';
import { Seg } from '#src/web/kit/Seg.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useRead } from '#src/web/queries.ts';
import { allReasons, reasonWord } from './reasons.tsx';
import type { ReasonKind } from './words.ts';

export interface Wish {
  show: 'due' | 'resting';
  reason: ReasonKind | '';
  coach: string;
}
export type Change = (part: Partial<Wish>) => void;

/** Who is due or rests, for which reason, of which coach. All of it stands in the address. */
export function TodayFilters({
  agencyId,
  wish,
  byReason,
  onChange,
}: {
  agencyId: string;
  wish: Wish;
  byReason: Calls['byReason'];
  onChange: Change;
}) {
  const { t } = useLingui();
  return (
    <div className="grid gap-2.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Seg
          label={t`Which calls`}
          value={wish.show}
          options={[
            { value: 'due', label: t`To call` },
            { value: 'resting', label: t`Resting` },
          ]}
          onChange={(show) => onChange({ show, reason: '' })}
        />
        <CoachMenu agencyId={agencyId} coach={wish.coach} onChange={onChange} />
      </div>
      <ReasonChips reason={wish.reason} byReason={byReason} onChange={onChange} />
    </div>
  );
}

function ReasonChips({ reason, byReason, onChange }: { reason: Wish['reason']; byReason: Calls['byReason']; onChange: Change }) {
  const { t } = useLingui();
  const kinds = allReasons.filter((kind) => (byReason[kind] ?? 0) > 0 || kind === reason);
  if (kinds.length === 0) return null;
  return (
    <div
      className="chips max-[899px]:-mx-(--gutter) max-[899px]:flex-nowrap max-[899px]:overflow-x-auto max-[899px]:px-(--gutter) max-[899px]:py-1"
      role="group"
      aria-label={t`By reason`}
    >
      {kinds.map((kind) => {
        const on = kind === reason;
        return (
          <button
            key={kind}
            type="button"
            aria-pressed={on}
            className={`chip flex-none ${on ? 'border-ink! bg-ink-wash! font-[560]' : ''}`}
            onClick={() => onChange({ reason: on ? '' : kind })}
          >
            {reasonWord(kind)}
            <span className="text-text-3">{number(byReason[kind] ?? 0)}</span>
          </button>
        );
      })}
    </div>
  );
}

/** Whose creators: a coach sees only those of one's own, and has nothing to choose. */
function CoachMenu({ agencyId, coach, onChange }: { agencyId: string; coach: string; onChange: Change }) {
  const { t } = useLingui();
  const { data: me } = useMe();
  const role = me?.agencies.find((one) => one.agencyId === agencyId)?.role;
  const sees = may(me, 'agencies.staff') && role !== 'coach';
  const staff = useRead('agencies.staff', { path: { agencyId } }, { enabled: sees });
  if (!sees) return null;
  const people = (staff.data?.items ?? []).filter((seat) => seat.role === 'coach' || seat.role === 'manager' || seat.personId === coach);
  const options = [
    { id: '', name: t`everybody` },
    ...people.map(({ personId, name }) => ({ id: personId, name })),
    { id: 'none', name: t`none` },
  ];
  const name = options.find(({ id }) => id === coach)?.name ?? '';
  return (
    <Menu
      label={t`Coach`}
      small
      trigger={
        <>
          <Trans>
            Coach: <bdi>{name}</bdi>
          </Trans>
          <ChevronDown size={15} strokeWidth={2} aria-hidden="true" />
        </>
      }
      acts={options.map((option, index) => ({
        label: <bdi>{option.name}</bdi>,
        onPick: () => onChange({ coach: option.id }),
        apart: index === options.length - 1,
        ...(option.id === coach ? { note: t`now` } : {}),
      }))}
    />
  );
}
