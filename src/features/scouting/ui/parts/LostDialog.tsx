import { Plural, Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Btn } from '#src/web/kit/Btn.tsx';
import { RadioLines } from '#src/web/kit/Check.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { TextArea } from '#src/web/kit/Field.tsx';
import { whyName, whys, type LostWhy } from './words.ts';

/** Why it came to nothing: asked of everybody who is moved there. */
export function LostDialog({
  count,
  busy,
  onClose,
  onLost,
}: {
  count: number;
  busy: boolean;
  onClose: () => void;
  onLost: (lostWhy: LostWhy, note: string) => void;
}) {
  const [why, setWhy] = useState<LostWhy>('no_answer');
  const [note, setNote] = useState('');
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Plural value={count} one="Why is # creator lost?" other="Why are # creators lost?" />}
      said={<Trans>Only your agency reads the reason and the note.</Trans>}
      acts={
        <>
          <Btn go busy={busy} onClick={() => onLost(why, note.trim())}>
            <Trans>Move to lost</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </>
      }
    >
      <div className="grid gap-4">
        <RadioLines
          label={<Trans>Reason</Trans>}
          name="lost-why"
          value={why}
          onChange={setWhy}
          options={whys.map((value) => ({ value, label: whyName(value) }))}
        />
        <TextArea label={<Trans>Note</Trans>} value={note} onChange={setNote} maxLength={2000} rows={3} />
      </div>
    </Dialog>
  );
}
