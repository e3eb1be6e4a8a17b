import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

/** The two views of the agency's creators: one by one, and by group. */
export function Rooms({ agencyId, here }: { agencyId: string; here: 'creators' | 'groups' }) {
  const { t } = useLingui();
  const look = (on: boolean) =>
    `inline-flex min-h-(--seg) items-center rounded-[7px] px-3 py-0.5 ${on ? 'bg-raised font-[560] text-text ring-1 ring-line' : 'font-medium text-text-2 hover:text-text'}`;
  return (
    <nav className="inline-flex gap-0.5 rounded-[9px] bg-well p-[3px]" aria-label={t`Views of the creators`}>
      <Link to={`/a/${agencyId}/creators`} className={look(here === 'creators')} aria-current={here === 'creators' ? 'page' : undefined}>
        <Trans>Creators</Trans>
      </Link>
      <Link to={`/a/${agencyId}/groups`} className={look(here === 'groups')} aria-current={here === 'groups' ? 'page' : undefined}>
        <Trans>Groups</Trans>
      </Link>
    </nav>
  );
}
