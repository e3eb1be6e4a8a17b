import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { instant } from '../format.ts';
import { CopyField } from './CopyField.tsx';

/** A link that is shown this one time, with its end. */
export function OnceLink({ label, url, expiresAt, hint }: { label: ReactNode; url: string; expiresAt: string; hint?: ReactNode }) {
  const { t } = useLingui();
  const end = instant(expiresAt, { named: true });
  return (
    <CopyField
      label={label}
      hint={
        <>
          <Trans>Shown this once. It works once, until {end}.</Trans> {hint}
        </>
      }
      text={new URL(url, location.origin).href}
      say={t`Copy link`}
      done={t`The link is copied.`}
    />
  );
}
