import { useLingui } from '@lingui/react/macro';
import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { CircleUserRound, Menu as MenuGlyph } from 'lucide-react';
import { HouseMark, Lamp } from '../kit/HouseMark.tsx';
import { Menu } from '../kit/Menu.tsx';
import { useMe } from '../me.ts';
import { agencyScreens } from '../routes/agency.ts';
import { operatorScreens } from '../routes/operator.ts';
import { useAccount } from './account.ts';
import { BellItem, BellKey } from './Bell.tsx';
import { PaletteDoor } from './PaletteDoor.tsx';
import { Rail } from './Rail.tsx';
import { rememberRoom } from './room.ts';
import { SkipLink } from './SkipLink.tsx';
import { useTabs } from './tabs.ts';

/** The agency's rooms, and the operator's when no agency is in the address: a rail and a stage; on a phone a top bar with a menu. */
export default function DeskFrame() {
  const { agencyId } = useParams({ strict: false }) as { agencyId?: string };
  rememberRoom(agencyId ?? 'operator');
  return <Desk agencyId={agencyId} />;
}

export function Desk({ agencyId }: { agencyId: string | undefined }) {
  const { t, i18n } = useLingui();
  const { data: me } = useMe();
  const navigate = useNavigate();
  const tabs = useTabs(agencyId === undefined ? operatorScreens : agencyScreens, { agencyId });
  const account = useAccount(me, agencyId ?? 'operator');
  const agency = me?.agencies.find((one) => one.agencyId === agencyId);
  const name = agencyId === undefined ? t`Operator` : (agency?.name ?? '');
  const mark = (size: number) => (agencyId === undefined ? <Lamp size={size} /> : <HouseMark id={agencyId} size={size} />);
  return (
    <div className="desk">
      <SkipLink />
      <Rail
        who={
          <>
            {mark(30)}
            <span>
              <bdi>{name}</bdi>
              <small>
                <bdi>{me?.person.name}</bdi>
              </small>
            </span>
          </>
        }
        tabs={tabs}
        foot={
          <>
            <BellItem />
            <Menu
              label={t`Account`}
              className="rail-item"
              trigger={
                <>
                  <CircleUserRound size={17} strokeWidth={1.75} aria-hidden="true" />
                  {t`Account`}
                </>
              }
              acts={account}
            />
          </>
        }
      />
      <header className="top">
        <span className="who">
          {mark(30)}
          <span>
            <bdi>{name}</bdi>
          </span>
        </span>
        <BellKey />
        <Menu
          label={t`Rooms and account`}
          icon={MenuGlyph}
          acts={[
            ...tabs.map(({ to, screen: { tab } }) => ({ label: i18n._(tab.label), icon: tab.icon, onPick: () => void navigate({ to }) })),
            ...account.map((act, index) => (index === 0 ? { ...act, apart: true } : act)),
          ]}
        />
      </header>
      <Outlet />
      <PaletteDoor agencyId={agencyId} />
    </div>
  );
}
