import { Trans, useLingui } from '@lingui/react/macro';
import { Check, Copy } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { instant } from '../format.ts';
import { Btn } from './Btn.tsx';
import { Field } from './Field.tsx';

/** A link that is shown this one time, with its end. Copying says that it happened; where the browser forbids it, the text is selected. */
export function OnceLink({ label, url, expiresAt, hint }: { label: ReactNode; url: string; expiresAt: string; hint?: ReactNode }) {
  const { t } = useLingui();
  const [copied, setCopied] = useState(false);
  const full = new URL(url, location.origin).href;
  const end = instant(expiresAt, { named: true });
  return (
    <div className="grid gap-2.5">
      <Field
        label={label}
        hint={
          <>
            <Trans>Shown this once. It works once, until {end}.</Trans> {hint}
          </>
        }
      >
        {(tied) => (
          <input className="input" readOnly dir="ltr" value={full} onFocus={(event) => event.currentTarget.select()} {...tied} />
        )}
      </Field>
      <div className="acts">
        <Btn
          go
          icon={copied ? Check : Copy}
          onClick={() => {
            void navigator.clipboard?.writeText(full).then(
              () => setCopied(true),
              () => setCopied(false),
            );
          }}
        >
          {copied ? t`Copied` : t`Copy link`}
        </Btn>
        <span className="sr-only" role="status">
          {copied ? t`The link is copied.` : ''}
        </span>
      </div>
    </div>
  );
}
