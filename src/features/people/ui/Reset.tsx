import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { auth, Problem } from '#src/web/api.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { TextField, Wrong } from '#src/web/kit/Field.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Refused } from '#src/web/kit/States.tsx';
import { sayProblem } from '#src/web/words/problems.ts';
import { passwordMin } from './parts/Password.tsx';

/** A new password by the link of a mail. It works once; every session of the account ends. */
export default function Reset() {
  const { t } = useLingui();
  const { token } = useParams({ strict: false }) as { token: string };
  const [password, setPassword] = useState('');
  const [short, setShort] = useState(false);
  const [state, setState] = useState<'open' | 'busy' | 'done' | 'over'>('open');
  const [wrong, setWrong] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setShort(password.length < passwordMin);
    if (state === 'busy' || password.length < passwordMin) return;
    setState('busy');
    setWrong('');
    try {
      await auth('reset-password', { token, newPassword: password });
      setState('done');
    } catch (error) {
      const code = error instanceof Problem ? error.code : '';
      if (code === 'auth.invalid_token' || code === 'auth.user_not_found' || code === 'request.invalid') return setState('over');
      setState('open');
      setWrong(
        error instanceof Problem && error.status === 429 ? t`That was too often. Wait a minute, then try again.` : sayProblem(error),
      );
    }
  };
  if (state === 'over')
    return (
      <Refused
        say={<Trans>This link does not work any more.</Trans>}
        why={<Trans>It works once and for an hour, and only whole: some mail programs cut long links.</Trans>}
        change={<Trans>Ask for a new link. It takes a minute.</Trans>}
        acts={
          <Btn go to="/forgot">
            <Trans>Send me a new link</Trans>
          </Btn>
        }
      />
    );
  if (state === 'done')
    return (
      <div role="status">
        <Say then={<Trans>You are signed out on every device.</Trans>}>
          <Trans>Your new password holds.</Trans>
        </Say>
        <div className="acts mt-5">
          <Btn go to="/sign-in">
            <Trans>Sign in</Trans>
          </Btn>
        </div>
      </div>
    );
  return (
    <>
      <Say then={<Trans>The old one no longer works after that.</Trans>}>
        <Trans>Choose a new password.</Trans>
      </Say>
      <form className="mt-5 grid gap-4" onSubmit={(event) => void send(event)}>
        <TextField
          label={<Trans>New password</Trans>}
          hint={<Trans>At least 12 characters.</Trans>}
          error={short && password.length < passwordMin ? t`The password is too short. It needs 12 characters.` : ''}
          type="password"
          name="password"
          autoComplete="new-password"
          maxLength={200}
          required
          value={password}
          onChange={setPassword}
        />
        <div className="field">{wrong !== '' && <Wrong>{wrong}</Wrong>}</div>
        <Btn go wide type="submit" busy={state === 'busy'}>
          <Trans>Keep the new password</Trans>
        </Btn>
      </form>
    </>
  );
}
