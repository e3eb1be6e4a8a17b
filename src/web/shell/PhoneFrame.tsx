import { useLingui } from '@lingui/react/macro';
import { Outlet } from '@tanstack/react-router';
import { Menu as MenuGlyph } from 'lucide-react';
import { useEffect } from 'react';
import { Lamp } from '../kit/HouseMark.tsx';
import { Menu } from '../kit/Menu.tsx';
import { useMe } from '../me.ts';
import { creatorScreens } from '../routes/creator.ts';
import { useAccount } from './account.ts';
import { newWords, shortCount, useUnread } from './Bell.tsx';
import { PaletteDoor } from './PaletteDoor.tsx';
import { Rail } from './Rail.tsx';
import { rememberRoom } from './room.ts';
import { SkipLink } from './SkipLink.tsx';
import { TabBar } from './TabBar.tsx';
import { useTabs } from './tabs.ts';

/** The creator's rooms: a phone first; on a desk one column beside a rail. */
export default function PhoneFrame() {
  const { t } = useLingui();
  const { data: me } = useMe();
  const tabs = useTabs(creatorScreens);
  const unread = useUnread();
  const account = useAccount(me, 'creator', unread);
  useEffect(() => rememberRoom('creator'), []);
  const more = (size: number) => (
    <>
      <MenuGlyph size={size} strokeWidth={1.75} aria-hidden="true" />
      {t`More`}
      {unread > 0 && (
        <>
          <span className="count" aria-hidden="true">
            {shortCount(unread)}
          </span>
          <span className="sr-only">{newWords(unread)}</span>
        </>
      )}
    </>
  );
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
        foot={<Menu label={t`More`} className="rail-item" trigger={more(17)} acts={account} />}
      />
      <div className="column">
        <Outlet />
        <TabBar tabs={tabs} more={<Menu label={t`More`} className="" trigger={more(22)} acts={account} />} />
      </div>
      <PaletteDoor agencyId={undefined} />
    </div>
  );
}
