import { Trans } from '@lingui/react/macro';
import { useId, type ReactNode } from 'react';
import { Prov } from './Prov.tsx';
import { Switch } from './Switch.tsx';

export interface ConsentProps {
  title: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
  /** The effect of yes, then of no: one sentence each, second person, present tense. */
  children: ReactNode;
  /** Given, text version, end, withdrawn. */
  record?: ReactNode[];
  /** The large form that opens Agency Center: `since` stands under the title. */
  lead?: boolean | undefined;
  since?: ReactNode;
  /** While the answer is on its way. */
  busy?: boolean | undefined;
  disabled?: boolean | undefined;
}

/** One permission. Off is as near and as large as on; no dialog argues. */
export function Consent({ title, on, onChange, children, record, lead = false, since, busy = false, disabled = false }: ConsentProps) {
  const id = useId();
  return (
    <div className={lead ? 'consent lead' : 'consent'} aria-busy={busy || undefined}>
      <label className="top">
        <span className="name">
          <span id={id}>{title}</span>
          {lead && since !== undefined && <small>{since}</small>}
        </span>
        <span className="word" aria-hidden="true">
          {on ? <Trans>On</Trans> : <Trans>Off</Trans>}
        </span>
        <Switch on={on} onChange={onChange} labelledBy={id} describedBy={`${id}said`} disabled={disabled || busy} />
      </label>
      <p id={`${id}said`}>{children}</p>
      {record && record.length > 0 && <Prov parts={record} />}
    </div>
  );
}
