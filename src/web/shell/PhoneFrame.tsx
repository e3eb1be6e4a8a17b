import { useLingui } from '@lingui/react/macro';
import { Outlet } from '@tanstack/react-router';
import { Menu as MenuGlyph } from 'lucide-react';
import { Lamp } from '../kit/HouseMark.tsx';
import { Menu } from '../kit/Menu.tsx';
import { useMe } from '../me.ts';
import { creatorScreens } from '../routes/creator.ts';
import { useAccount } from './account.ts';
import { Rail } from './Rail.tsx';
import { SkipLink } from './SkipLink.tsx';
import { TabBar } from './TabBar.tsx';
import { useTabs } from './tabs.ts';

/** The creator's rooms: a phone first; on a desk one column beside a rail. */
export default function PhoneFrame() {
  const { t } = useLingui();
  const { data: me } = useMe();
  const tabs = useTabs(creatorScreens);
  const account = useAccount(me, 'creator');
  return (
    <div className="phone">
      <SkipLink />
      <Rail
        who={
          <>
            <Lamp />
            <span>
              Greenroom
              <small>
                <bdi>{me?.person.name}</bdi>
              </small>
            </span>
          </>
        }
        tabs={tabs}
        foot={
          <Menu
            label={t`More`}
            className="rail-item"
            trigger={
              <>
                <MenuGlyph size={17} strokeWidth={1.75} aria-hidden="true" />
                {t`More`}
              </>
            }
            acts={account}
          />
        }
      />
      <div className="column">
        <Outlet />
        <TabBar
          tabs={tabs}
          more={
            <Menu
              label={t`More`}
              className=""
              trigger={
                <>
                  <MenuGlyph size={22} strokeWidth={1.75} aria-hidden="true" />
                  {t`More`}
                </>
              }
              acts={account}
            />
          }
        />
      </div>
    </div>
  );
}
