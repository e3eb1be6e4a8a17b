import { Trans, useLingui } from '@lingui/react/macro';
import { Check, Copy } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { instant } from '../format.ts';
import { Btn } from './Btn.tsx';
import { Field } from './Field.tsx';

/** A link that is shown this one time, with its end. Where the browser hides its clipboard, the text is selected and copied the old way. */
export function OnceLink({ label, url, expiresAt, hint }: { label: ReactNode; url: string; expiresAt: string; hint?: ReactNode }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const full = new URL(url, location.origin).href;
  const end = instant(expiresAt, { named: true });
  const byHand = () => {
    input.current?.select();
    setCopied(document.execCommand('copy'));
  };
  const copy = () => {
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (clipboard) void clipboard.writeText(full).then(() => setCopied(true), byHand);
    else byHand();
  };
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
          <input
            ref={input}
            className="input"
            readOnly
            dir="ltr"
            value={full}
            onFocus={(event) => event.currentTarget.select()}
            {...tied}
          />
        )}
      </Field>
      <div className="acts">
        <Btn go icon={copied ? Check : Copy} onClick={copy}>
          {copied ? t`Copied` : t`Copy link`}
        </Btn>
        <span className="sr-only" role="status">
          {copied ? t`The link is copied.` : ''}
        </span>
      </div>
    </div>
  );
}
