import { Trans, useLingui } from '@lingui/react/macro';
import { AlarmClock, CalendarDays, Check, MoreHorizontal, NotebookPen, Undo2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { Standing } from '#src/web/client.gen.ts';
import { weekday } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Field, TextArea } from '#src/web/kit/Field.tsx';
import { Menu, type MenuAct } from '#src/web/kit/Menu.tsx';
import { nameOf } from '../list/Figures.tsx';
import type { Entry } from './useCare.ts';
import { addDays, today } from './words.ts';

export type OnCare = (who: Standing, entry: Entry) => void;
type Asking = 'done' | 'note' | 'day';

/** The longest rest that a person may choose, in days. */
const most = 90;

/** What can be done about a row: one press, and the rest behind three dots. */
export function RowCare({ row, onCare, wide }: { row: Standing; onCare: OnCare; wide: boolean }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState<Asking | null>(null);
  const name = nameOf(row);
  const whom = <span className="sr-only"> {name}</span>;
  const rests = row.restsUntil !== null;
  const acts: MenuAct[] = [
    ...(rests ? [] : [{ label: t`Done, with a note`, icon: Check, onPick: () => setAsking('done') }]),
    ...putOffs(row, '', onCare, () => setAsking('day'), !rests),
    { label: t`A note only`, icon: NotebookPen, apart: true, onPick: () => setAsking('note') },
  ];
  return (
    <span className={`flex items-center ${wide ? 'gap-1' : 'flex-wrap gap-2.5'}`}>
      {rests ? (
        <Btn small={wide} icon={Undo2} onClick={() => onCare(row, { kind: 'woken' })}>
          <Trans>Bring back</Trans>
          {whom}
        </Btn>
      ) : (
        <Btn small={wide} icon={Check} onClick={() => onCare(row, { kind: 'done' })}>
          <Trans>Done</Trans>
          {whom}
        </Btn>
      )}
      {!wide && !rests && (
        <Btn icon={AlarmClock} onClick={() => onCare(row, { kind: 'snoozed', until: addDays(today(), 1) })}>
          <Trans>Tomorrow</Trans>
          {whom}
        </Btn>
      )}
      <Menu small={wide} label={t`More for ${name}`} icon={MoreHorizontal} acts={acts} />
      {asking !== null && <Ask row={row} asking={asking} note="" onCare={onCare} onClose={() => setAsking(null)} />}
    </span>
  );
}

function putOffs(row: Standing, note: string, onCare: OnCare, onDay: () => void, apart: boolean): MenuAct[] {
  return [...soonActs(row, note, onCare, apart), dayAct(onDay)];
}
function soonActs(row: Standing, note: string, onCare: OnCare, apart: boolean): MenuAct[] {
  const rest = (days: number) => () => onCare(row, { kind: 'snoozed', until: addDays(today(), days), note });
  return [
    { label: <Trans>Tomorrow</Trans>, icon: AlarmClock, onPick: rest(1), apart },
    { label: <Trans>In three days</Trans>, icon: AlarmClock, onPick: rest(3), note: weekday(addDays(today(), 3)) },
    { label: <Trans>In a week</Trans>, icon: AlarmClock, onPick: rest(7), note: weekday(addDays(today(), 7)) },
  ];
}
const dayAct = (onPick: () => void): MenuAct => ({ label: <Trans>Choose a day</Trans>, icon: CalendarDays, onPick });

/** The same under a creator who is open: what was said, and what comes of it. */
export function Composer({ row, onCare, busy }: { row: Standing; onCare: OnCare; busy: boolean }) {
  const { t } = useLingui();
  const [note, setNote] = useState('');
  const [asking, setAsking] = useState<Asking | null>(null);
  const said = note.trim();
  const care: OnCare = (who, entry) => {
    onCare(who, entry);
    setNote('');
  };
  const rests = row.restsUntil !== null;
  return (
    <div className="grid gap-2.5">
      <Field label={<Trans>What was said</Trans>}>
        {(tied) => (
          <textarea
            className="input min-h-(--field)!"
            dir="auto"
            rows={1}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            {...tied}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        {rests ? (
          <Btn go icon={Undo2} busy={busy} onClick={() => care(row, { kind: 'woken', note: said })}>
            <Trans>Bring back</Trans>
          </Btn>
        ) : (
          <Btn go icon={Check} busy={busy} onClick={() => care(row, { kind: 'done', note: said })}>
            <Trans>Done</Trans>
          </Btn>
        )}
        {said !== '' ? (
          <Btn icon={NotebookPen} busy={busy} onClick={() => care(row, { kind: 'note', note: said })}>
            <Trans>Note only</Trans>
          </Btn>
        ) : (
          <Btn icon={AlarmClock} busy={busy} onClick={() => care(row, { kind: 'snoozed', until: addDays(today(), 1), note: said })}>
            <Trans>Tomorrow</Trans>
          </Btn>
        )}
        <Menu label={t`Put off to another day`} icon={MoreHorizontal} acts={putOffs(row, said, care, () => setAsking('day'), false)} />
      </div>
      {asking !== null && <Ask row={row} asking={asking} note={said} onCare={care} onClose={() => setAsking(null)} />}
    </div>
  );
}

/** A word, or a day, before it is done. */
function Ask({
  row,
  asking,
  note: given,
  onCare,
  onClose,
}: {
  row: Standing;
  asking: Asking;
  note: string;
  onCare: OnCare;
  onClose: () => void;
}) {
  const [note, setNote] = useState(given);
  const [until, setUntil] = useState('');
  const name = nameOf(row);
  const ready = { done: true, note: note.trim() !== '', day: until > today() && until <= addDays(today(), most) }[asking];
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const said = note.trim();
    const entry: Entry = {
      done: { kind: 'done', note: said },
      note: { kind: 'note', note: said },
      day: { kind: 'snoozed', until, note: said },
    }[asking] as Entry;
    onClose();
    onCare(row, entry);
  };
  const titles = {
    done: <Trans>Call with {name}: done</Trans>,
    note: <Trans>A note about {name}</Trans>,
    day: <Trans>Put {name} off</Trans>,
  };
  const words = { done: <Trans>Done</Trans>, note: <Trans>Keep the note</Trans>, day: <Trans>Put off</Trans> };
  return (
    <Dialog
      open
      onClose={onClose}
      title={titles[asking]}
      acts={
        <>
          <Btn go type="submit" form="care" disabled={!ready}>
            {words[asking]}
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </>
      }
    >
      <form id="care" className="grid gap-4" onSubmit={send}>
        {asking === 'day' && (
          <Field label={<Trans>Until</Trans>} hint={<Trans>Within 90 days. A reason of another kind ends the rest sooner.</Trans>}>
            {(tied) => (
              <input
                className="input"
                type="date"
                min={addDays(today(), 1)}
                max={addDays(today(), most)}
                value={until}
                onChange={(event) => setUntil(event.currentTarget.value)}
                {...tied}
              />
            )}
          </Field>
        )}
        <TextArea
          label={asking === 'note' ? <Trans>Note</Trans> : <Trans>What was said</Trans>}
          hint={<Trans>Kept with the history of calls, for everybody of your agency who looks after this creator.</Trans>}
          value={note}
          onChange={setNote}
          maxLength={2000}
        />
      </form>
    </Dialog>
  );
}
