import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { OneStanding } from '#src/web/client.gen.ts';
import { day } from '#src/web/format.ts';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { DateField } from '#src/web/kit/DateField.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Facts } from '#src/web/kit/Lists.tsx';
import { useChange } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { renew } from '../list/reckoned.ts';

/** Dates that no export tells: the end of the term, and until when an appeal can be filed. */
export function Dates({ agencyId, one, change }: { agencyId: string; one: OneStanding; change: boolean }) {
  const [open, setOpen] = useState(false);
  const { termEndsOn, appealClosesOn } = one.dates;
  const said = (on: string | null) =>
    on === null ? (
      <span className="text-text-3">
        <Trans>not noted</Trans>
      </span>
    ) : (
      day(on)
    );
  return (
    <>
      <Facts
        rows={[
          { label: <Trans>Term ends</Trans>, value: said(termEndsOn) },
          { label: <Trans>Appeal closes</Trans>, value: said(appealClosesOn) },
        ]}
      />
      {change && (
        <p className="mt-2">
          <TextLink onClick={() => setOpen(true)}>
            <Trans>Note the dates</Trans>
          </TextLink>
        </p>
      )}
      {open && <SetDates agencyId={agencyId} one={one} onClose={() => setOpen(false)} />}
    </>
  );
}

function SetDates({ agencyId, one, onClose }: { agencyId: string; one: OneStanding; onClose: () => void }) {
  const [term, setTerm] = useState(one.dates.termEndsOn ?? '');
  const [appeal, setAppeal] = useState(one.dates.appealClosesOn ?? '');
  const client = useQueryClient();
  // She is reckoned within the act: what shows her can be read at once.
  const set = useChange('calls.setDates', { onDone: () => void renew(client) });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const body = { termEndsOn: term === '' ? null : term, appealClosesOn: appeal === '' ? null : appeal };
    set.mutate({ path: { agencyId, exportId: one.exportId }, body }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Dates that no export tells</Trans>}
      said={
        <Trans>
          A call is asked for 30 days before a term ends, and 14 days before an appeal closes. Leave a date empty to take it away.
        </Trans>
      }
      acts={
        <>
          <Btn go type="submit" form="dates" busy={set.isPending}>
            <Trans>Keep the dates</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </>
      }
    >
      <form id="dates" className="grid gap-4" onSubmit={send}>
        <DateField label={<Trans>Term ends</Trans>} value={term} onChange={setTerm} />
        <DateField
          label={<Trans>Appeal closes</Trans>}
          value={appeal}
          onChange={setAppeal}
          {...(set.isError ? { error: sayProblem(set.error) } : {})}
        />
      </form>
    </Dialog>
  );
}
