import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { plural } from '@lingui/core/macro';
import { number } from '../format.ts';
import { useRead } from '../queries.ts';

/** How many notifications are unread; asked every half minute. */
export function useUnread(): number {
  return useRead('notices.unread', undefined, { every: 30_000 }).data?.unread ?? 0;
}
const most = 99;
/** "3", "99+": empty when there is none. */
export const shortCount = (count: number): string => (count === 0 ? '' : count > most ? `${number(most)}+` : number(count));
export const newWords = (count: number): string => plural(count, { one: '# new notification', other: '# new notifications' });

/** In the rail of a desk. */
export function BellItem() {
  const { t } = useLingui();
  const unread = useUnread();
  return (
    <Link to="/notices" className="rail-item" activeProps={{ 'aria-current': 'page' }}>
      <Bell size={17} strokeWidth={1.75} aria-hidden="true" />
      {t`Notifications`}
      {unread > 0 && (
        <>
          <span className="count" aria-hidden="true">
            {shortCount(unread)}
          </span>
          <span className="sr-only">{newWords(unread)}</span>
        </>
      )}
    </Link>
  );
}

/** In the top of a phone. */
export function BellKey() {
  const { t } = useLingui();
  const unread = useUnread();
  return (
    <Link to="/notices" className="btn icon bell">
      <Bell size={20} strokeWidth={1.75} aria-hidden="true" />
      <span className="sr-only">{unread === 0 ? t`Notifications` : newWords(unread)}</span>
      {unread > 0 && (
        <span className="count" aria-hidden="true">
          {shortCount(unread)}
        </span>
      )}
    </Link>
  );
}
