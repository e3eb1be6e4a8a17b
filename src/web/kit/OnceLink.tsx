import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { instant } from '../format.ts';
import { platformName } from '../words/names.ts';
import { CopyField } from './CopyField.tsx';

/** A link that is shown this one time: its end, unless that stands beside it already, and to which account it is sent by hand. */
export function OnceLink({
  label,
  url,
  expiresAt,
  to,
}: {
  label: ReactNode;
  url: string;
  expiresAt?: string | undefined;
  to?: { handle: string; platform: string } | undefined;
}) {
  const { t } = useLingui();
  const end = expiresAt === undefined ? null : instant(expiresAt, { named: true });
  return (
    <CopyField
      label={label}
      hint={
        <>
          {end === null ? <Trans>Shown this once.</Trans> : <Trans>Shown this once. It works once, until {end}.</Trans>}{' '}
          {to && (
            <Trans>
              Send it to <bdi>@{to.handle}</bdi> on {platformName(to.platform)} yourself.
            </Trans>
          )}
        </>
      }
      text={new URL(url, location.origin).href}
      say={t`Copy link`}
      done={t`The link is copied.`}
    />
  );
}
