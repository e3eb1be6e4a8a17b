import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import { number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { TextField, Wrong } from '#src/web/kit/Field.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { goalsMost, readGoal, type GoalName, type Goals } from './goals.ts';

interface GoalsProps {
  agencyId: string;
  /** null: everybody whose group has no goals of its own. */
  group: string | null;
  goals: Goals;
  /** Whom it concerns now. */
  creators: number;
  onSet: () => void;
  onClose: () => void;
}

const nothing = { validDays: null, hours: null, diamonds: null };

/** What is asked of each creator of a group in a month. An empty field asks nothing. */
export function GoalsDialog({ agencyId, group, goals, creators, onSet, onClose }: GoalsProps) {
  const { t } = useLingui();
  const put = useChange('calls.setGoals', { touches: ['calls.groups'] });
  const [typed, setTyped] = useState<Record<GoalName, string>>({
    validDays: text(goals?.validDays),
    hours: text(goals?.hours),
    diamonds: text(goals?.diamonds),
  });
  const read = {
    validDays: readGoal('validDays', typed.validDays),
    hours: readGoal('hours', typed.hours),
    diamonds: readGoal('diamonds', typed.diamonds),
  };
  const wrong = Object.values(read).includes(undefined);
  const set = (next: NonNullable<Goals>, done: () => void) =>
    put.mutate(
      { path: { agencyId }, body: { group, ...next } },
      {
        onSuccess: () => {
          onSet();
          done();
        },
        onError: (error) => tell({ title: sayProblem(error), urgent: true }),
      },
    );
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (wrong || put.isPending) return;
    const next = { validDays: read.validDays ?? null, hours: read.hours ?? null, diamonds: read.diamonds ?? null };
    set(next, () => {
      const undo = { label: t`Undo`, onPick: () => set(goals ?? nothing, () => tell({ title: t`The goals of before hold again.` })) };
      tell({ title: t`The goals are set.`, how: t`The figures follow in a moment.`, undo });
      onClose();
    });
  };
  const field = (name: GoalName, label: string) => (
    <TextField
      label={label}
      value={typed[name]}
      inputMode="numeric"
      autoComplete="off"
      maxLength={14}
      onChange={(value) => setTyped((old) => ({ ...old, [name]: value }))}
      {...(read[name] === undefined ? { error: t`A whole number from 0 to ${number(goalsMost[name])}, or nothing.` } : {})}
    />
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={group === null ? <Trans>Goals of everybody else</Trans> : <Trans>Goals of {<bdi>{group}</bdi>}</Trans>}
      said={
        group === null ? (
          <Plural
            value={creators}
            one="Asked of each creator whose group has no goals of its own, each month: # now."
            other="Asked of each creator whose group has no goals of its own, each month: # now."
          />
        ) : (
          <Plural value={creators} one="Asked of its # creator each month." other="Asked of each of its # creators, each month." />
        )
      }
      acts={
        <>
          <Btn go type="submit" form="goals" busy={put.isPending} disabled={wrong}>
            <Trans>Set the goals</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </>
      }
    >
      <form id="goals" className="grid gap-4" onSubmit={send}>
        {field('validDays', t`Valid days`)}
        {field('hours', t`LIVE hours`)}
        {field('diamonds', t`Diamonds`)}
        <p className="prov">
          {group === null ? (
            <Trans>What stands empty is not asked. The platform’s own thresholds hold beside these goals.</Trans>
          ) : (
            <Trans>What stands empty is not asked. With all three empty, the goals of everybody else hold for this group.</Trans>
          )}
        </p>
        {put.isError && <Wrong>{sayProblem(put.error)}</Wrong>}
      </form>
    </Dialog>
  );
}

const text = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));
