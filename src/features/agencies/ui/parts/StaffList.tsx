import { t } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { Seat, StaffLink } from '#src/web/client.gen.ts';
import { day } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { RadioLines } from '#src/web/kit/Check.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { OnceLink } from '#src/web/kit/OnceLink.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useChange } from '#src/web/queries.ts';
import { roleName } from '#src/web/words/names.ts';
import { sayProblem } from '#src/web/words/problems.ts';

type Role = Seat['role'];
const roles: Role[] = ['owner', 'manager', 'coach', 'scout', 'finance'];

/** What each role may do, in a few words. */
export const roleHints = (): Record<Role, string> => ({
  owner: t`Everything, with staff and roles.`,
  manager: t`Finds and invites, sets terms, assigns coaches.`,
  coach: t`Sees the creators assigned to them.`,
  scout: t`Finds and invites creators.`,
  finance: t`Sees the roster.`,
});

/** Who works in the agency. Owners change roles and end seats here. */
export function StaffList({
  agencyId,
  agencyName,
  seats,
  links,
}: {
  agencyId: string;
  agencyName: string;
  seats: Seat[];
  /** Open links: those of somebody who goes are taken back. */
  links: StaffLink[];
}) {
  const { t } = useLingui();
  const { data: me } = useMe();
  const [ending, setEnding] = useState<Seat | null>(null);
  const change = useChange('agencies.setRole', {
    touches: ['agencies.staff', 'agencies.listStaffLinks', 'people.me', 'agencies.show'],
  });
  const changes = may(me, 'agencies.setRole');
  const set = (seat: Seat, role: Role) =>
    change.mutate(
      { path: { agencyId, personId: seat.personId }, body: { role } },
      {
        onSuccess: () => tell({ title: t`${seat.name} is now: ${roleName(role)}.`, how: t`It holds from their next step on.` }),
        onError: (error) => tell({ title: sayProblem(error), urgent: true }),
      },
    );
  return (
    <>
      <RuledList className="border-y border-line" label={t`Who works here`}>
        {seats.map((seat) => (
          <li key={seat.personId} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
            <Avatar id={seat.personId} name={seat.name} />
            <div className="min-w-0 flex-1 basis-44">
              <p className="font-[560]">
                <bdi>{seat.name}</bdi>
                {seat.personId === me?.person.personId && <span className="font-[420] text-text-3"> {t`you`}</span>}
              </p>
              <bdi className="block text-small break-all text-text-2">{seat.email}</bdi>
              <span className="prov block">
                <Trans>since {day(seat.since)}</Trans>
              </span>
            </div>
            {changes ? (
              <div className="ms-auto flex items-center gap-2">
                <span className="select">
                  <select
                    className="input min-h-(--ctl)! py-0.5! text-dense!"
                    aria-label={t`Role of ${seat.name}`}
                    value={seat.role}
                    disabled={change.isPending}
                    onChange={(event) => set(seat, event.currentTarget.value as Role)}
                  >
                    {roles.map((role) => (
                      <option key={role} value={role}>
                        {roleName(role)}
                      </option>
                    ))}
                  </select>
                  <ChevronDown size={16} strokeWidth={2} aria-hidden="true" />
                </span>
                {seat.personId !== me?.person.personId && (
                  <Btn small label={t`End seat of ${seat.name}`} onClick={() => setEnding(seat)}>
                    <Trans>End seat</Trans>
                  </Btn>
                )}
              </div>
            ) : (
              <span className="text-text-2">{roleName(seat.role)}</span>
            )}
          </li>
        ))}
      </RuledList>
      {ending && (
        <EndSeat
          agencyId={agencyId}
          agencyName={agencyName}
          seat={ending}
          links={links.filter(({ madeBy }) => madeBy?.personId === ending.personId).length}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  );
}

function EndSeat({
  agencyId,
  agencyName,
  seat,
  links,
  onClose,
}: {
  agencyId: string;
  agencyName: string;
  seat: Seat;
  links: number;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const end = useChange('agencies.removeSeat', {
    touches: ['agencies.staff', 'agencies.listStaffLinks', 'people.me'],
    onDone: () => {
      tell({ title: t`${seat.name} no longer works here.` });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>End the seat of {seat.name}?</Trans>}
      said={
        <>
          <Trans>
            {seat.name} can no longer open {agencyName}, from their next step on, nor can their keys. Creators they coach have no coach
            then. Invitations they sent stay open. To come back they need a new link.
          </Trans>{' '}
          {links > 0 && (
            <Plural value={links} one="# open link that they made is taken back." other="# open links that they made are taken back." />
          )}
        </>
      }
      acts={
        <>
          <Btn go busy={end.isPending} onClick={() => end.mutate({ path: { agencyId, personId: seat.personId } })}>
            <Trans>End the seat</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Keep it</Trans>
          </Btn>
        </>
      }
    >
      <Failed error={end.error} />
    </Dialog>
  );
}

/** Offers a seat by a link that is shown once. */
export function NewSeat({ agencyId, agencyName, onClose }: { agencyId: string; agencyName: string; onClose: () => void }) {
  const [role, setRole] = useState<Role>('coach');
  const offer = useChange('agencies.inviteStaff', { touches: ['agencies.listStaffLinks'] });
  const hints = roleHints();
  return (
    <Dialog
      open
      onClose={onClose}
      title={offer.data ? <Trans>The link for one {roleName(role)}</Trans> : <Trans>Offer a seat at {agencyName}</Trans>}
      said={
        offer.data ? (
          <Trans>Send it to the person yourself. Whoever opens it first, signed in, takes the seat.</Trans>
        ) : (
          <Trans>The role can be changed later.</Trans>
        )
      }
      acts={
        offer.data ? (
          <Btn onClick={onClose}>
            <Trans>Done</Trans>
          </Btn>
        ) : (
          <>
            <Btn go busy={offer.isPending} onClick={() => offer.mutate({ path: { agencyId }, body: { role } })}>
              <Trans>Make the link</Trans>
            </Btn>
            <Btn onClick={onClose}>
              <Trans>Cancel</Trans>
            </Btn>
          </>
        )
      }
    >
      {offer.data ? (
        <OnceLink label={<Trans>Link</Trans>} {...offer.data} />
      ) : (
        <div className="grid gap-3">
          <RadioLines
            label={<Trans>Role</Trans>}
            name="role"
            value={role}
            onChange={setRole}
            options={roles.map((value) => ({ value, label: roleName(value), hint: hints[value] }))}
          />
          <Failed error={offer.error} />
        </div>
      )}
    </Dialog>
  );
}
