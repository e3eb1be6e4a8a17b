import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import { auth, Problem } from '#src/web/api.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { TextField, Wrong } from '#src/web/kit/Field.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { sayProblem } from '#src/web/words/problems.ts';

export const passwordMin = 12;

/** A new password for who knows the old one. Sessions on other devices end. */
export function Password() {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [busy, setBusy] = useState(false);
  const [short, setShort] = useState(false);
  const [wrong, setWrong] = useState('');
  if (!open)
    return (
      <Btn onClick={() => setOpen(true)}>
        <Trans>Change the password</Trans>
      </Btn>
    );
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setShort(next.length < passwordMin);
    if (busy || next.length < passwordMin) return;
    setBusy(true);
    setWrong('');
    try {
      await auth('change-password', { currentPassword: current, newPassword: next, revokeOtherSessions: true });
      tell({ title: t`The password is changed.`, how: t`You are signed out on every other device.` });
      setOpen(false);
      setCurrent('');
      setNext('');
    } catch (error) {
      const often = error instanceof Problem && error.status === 429;
      setWrong(often ? t`That was too often. Wait a minute, then try again.` : sayProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="grid gap-4" onSubmit={(event) => void send(event)}>
      <TextField
        label={<Trans>Password until now</Trans>}
        type="password"
        autoComplete="current-password"
        maxLength={200}
        required
        value={current}
        onChange={setCurrent}
      />
      <TextField
        label={<Trans>New password</Trans>}
        hint={<Trans>At least 12 characters.</Trans>}
        error={short && next.length < passwordMin ? t`The password is too short. It needs 12 characters.` : ''}
        type="password"
        autoComplete="new-password"
        maxLength={200}
        required
        value={next}
        onChange={setNext}
      />
      <div className="field">{wrong !== '' && <Wrong>{wrong}</Wrong>}</div>
      <div className="acts">
        <Btn go type="submit" busy={busy}>
          <Trans>Change the password</Trans>
        </Btn>
        <Btn onClick={() => setOpen(false)}>
          <Trans>Keep the old one</Trans>
        </Btn>
      </div>
    </form>
  );
}
