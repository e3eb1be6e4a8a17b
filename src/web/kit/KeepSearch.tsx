import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import type { Given } from '../api.ts';
import { useChange } from '../queries.ts';
import { sayProblem } from '../words/problems.ts';
import { Btn } from './Btn.tsx';
import { CheckLine } from './Check.tsx';
import { Dialog } from './Dialog.tsx';
import { TextField } from './Field.tsx';
import { tell } from './Toast.tsx';

/** Keeps a search by name; with alerts its reader is told of whoever is new to it. */
export function KeepSearch({
  agencyId,
  question,
  besides,
  onClose,
}: {
  agencyId: string;
  question: Given<'scouting.keepSearch'>['body']['question'];
  /** What of the search on the screen is not kept. */
  besides?: string;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const [name, setName] = useState(question.text ?? '');
  const [alerts, setAlerts] = useState(true);
  const keep = useChange('scouting.keepSearch', {
    touches: ['scouting.searches'],
    onDone: () => {
      onClose();
      tell({ title: t`The search is kept.` });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') keep.mutate({ path: { agencyId }, body: { name, question, alerts } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Save this search</Trans>}
      said={<Trans>Words, filters and order are kept under a name. Only you see it.</Trans>}
      acts={
        <>
          <Btn go type="submit" form="keep-search" busy={keep.isPending} disabled={name.trim() === ''}>
            <Trans>Save this search</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </>
      }
    >
      <form id="keep-search" onSubmit={send} className="grid gap-4">
        {besides !== undefined && <p>{besides}</p>}
        <TextField
          label={<Trans>Name</Trans>}
          value={name}
          onChange={setName}
          maxLength={80}
          error={keep.isError ? sayProblem(keep.error) : undefined}
        />
        <CheckLine on={alerts} onChange={setAlerts}>
          <Trans>Tell me of creators who are new to it, each once</Trans>
        </CheckLine>
      </form>
    </Dialog>
  );
}
