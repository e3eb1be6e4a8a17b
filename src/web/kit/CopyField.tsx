import { useLingui } from '@lingui/react/macro';
import { Check, Copy } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { Btn } from './Btn.tsx';
import { Field } from './Field.tsx';

/** A text to take along, read-only, with the button that copies it. Where the browser hides its clipboard, it is selected and copied the old way. */
export function CopyField({
  label,
  hint,
  text,
  say,
  done,
}: {
  label: ReactNode;
  hint?: ReactNode;
  text: string;
  say: string;
  done: string;
}) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const byHand = () => {
    input.current?.select();
    setCopied(document.execCommand('copy'));
  };
  const copy = () => {
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (clipboard) void clipboard.writeText(text).then(() => setCopied(true), byHand);
    else byHand();
  };
  return (
    <div className="grid gap-2.5">
      <Field label={label} hint={hint}>
        {(tied) => (
          <input
            ref={input}
            className="input"
            readOnly
            dir="ltr"
            value={text}
            onFocus={(event) => event.currentTarget.select()}
            {...tied}
          />
        )}
      </Field>
      <div className="acts">
        <Btn go icon={copied ? Check : Copy} onClick={copy}>
          {copied ? t`Copied` : say}
        </Btn>
        <span className="sr-only" role="status">
          {copied ? done : ''}
        </span>
      </div>
    </div>
  );
}
