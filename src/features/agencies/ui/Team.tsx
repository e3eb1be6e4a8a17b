import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { DoorOpen, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Problem } from '#src/web/api.ts';
import { useNow } from '#src/web/clock.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useChange, useRead } from '#src/web/queries.ts';
import { PageError } from '#src/web/shell/PageError.tsx';
import { roleName } from '#src/web/words/names.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { OpenLinks } from './parts/OpenLinks.tsx';
import { NewSeat, roleHints, StaffList } from './parts/StaffList.tsx';

/** Who works in the agency, which seats are offered, and the way out for oneself. */
export default function Team() {
  const { t } = useLingui();
  const now = useNow();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const { data: me } = useMe();
  const sees = may(me, 'agencies.staff');
  const staff = useRead('agencies.staff', { path: { agencyId } }, { enabled: sees });
  const links = useRead('agencies.listStaffLinks', { path: { agencyId } }, { enabled: may(me, 'agencies.listStaffLinks') });
  const [seating, setSeating] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const seat = me?.agencies.find((one) => one.agencyId === agencyId);
  if (staff.isError || links.isError) {
    return (
      <DeskPage padded>
        <PageError error={staff.error ?? links.error} again={() => void Promise.all([staff.refetch(), links.refetch()])} />
      </DeskPage>
    );
  }
  if (!me || !seat || (sees && (!staff.data || !links.data))) {
    return (
      <DeskPage padded>
        <SayBone label={t`Loading the team`} />
        <div className="mt-8 max-w-[820px]">
          <Skeleton rows={6} />
        </div>
      </DeskPage>
    );
  }
  const seats = staff.data?.items ?? [];
  const open = (links.data?.items ?? []).filter(({ expiresAt }) => Date.parse(expiresAt) > now);
  const invites = may(me, 'agencies.inviteStaff');
  const alone = seat.role === 'owner' && seats.every(({ personId, role }) => role !== 'owner' || personId === me.person.personId);
  const mine = roleName(seat.role);
  return (
    <DeskPage padded>
      <div className="flex max-w-[820px] flex-wrap items-start justify-between gap-4">
        {sees ? (
          <Say then={<Plural value={open.length} _0="No seat is on offer." one="# seat is on offer." other="# seats are on offer." />}>
            <Plural value={seats.length} one="# person works here." other="# people work here." />
          </Say>
        ) : (
          <Say then={roleHints()[seat.role]}>
            <Trans>Your role here: {mine}.</Trans>
          </Say>
        )}
        {invites && (
          <Btn go icon={UserPlus} onClick={() => setSeating(true)}>
            <Trans>Offer a seat</Trans>
          </Btn>
        )}
      </div>
      <div className="max-w-[820px]">
        {sees ? (
          <>
            <Section title={<Trans>Who works here</Trans>}>
              <StaffList agencyId={agencyId} agencyName={seat.name} seats={seats} links={open} />
            </Section>
            <Section title={<Trans>Seats on offer</Trans>}>
              <OpenLinks agencyId={agencyId} links={open} />
            </Section>
          </>
        ) : (
          <p className="mt-3 max-w-(--measure) text-text-2">
            <Trans>Owners and managers see who works here.</Trans>
          </p>
        )}
        <Section title={<Trans>Your own seat</Trans>}>
          <p className="max-w-(--measure) text-text-2">
            {alone ? (
              <Trans>You are the only owner. Make somebody else an owner first; then you can leave.</Trans>
            ) : (
              <Trans>You can leave at any time. Nobody has to agree.</Trans>
            )}
          </p>
          <div className="acts mt-3">
            <Btn icon={DoorOpen} disabled={alone} onClick={() => setLeaving(true)}>
              <Trans>Leave this agency</Trans>
            </Btn>
          </div>
        </Section>
      </div>
      {seating && <NewSeat agencyId={agencyId} agencyName={seat.name} onClose={() => setSeating(false)} />}
      {leaving && <Leave agencyId={agencyId} name={seat.name} onClose={() => setLeaving(false)} />}
    </DeskPage>
  );
}

function Leave({ agencyId, name, onClose }: { agencyId: string; name: string; onClose: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const client = useQueryClient();
  const leave = useChange('agencies.leaveSeat', {
    onDone: () => {
      tell({ title: t`You have left ${name}.` });
      // What was read of the agency goes with the seat.
      client.clear();
      void navigate({ to: '/', replace: true });
    },
  });
  const gone = leave.error instanceof Problem && leave.error.status === 404;
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Leave {name}?</Trans>}
      said={
        <Trans>
          Your access ends at once, with your keys and links. Creators you coach have no coach then. Invitations you sent stay open. To come
          back you need a new link.
        </Trans>
      }
      acts={
        <>
          <Btn go busy={leave.isPending} onClick={() => leave.mutate({ path: { agencyId } })}>
            <Trans>Leave now</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Stay</Trans>
          </Btn>
        </>
      }
    >
      {leave.isError && (
        <div className="field">
          <Wrong>{gone ? t`You have left already.` : sayProblem(leave.error)}</Wrong>
        </div>
      )}
    </Dialog>
  );
}
