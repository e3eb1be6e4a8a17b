import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import { auth, Problem } from '#src/web/api.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { TextField, Wrong } from '#src/web/kit/Field.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { sayProblem } from '#src/web/words/problems.ts';

/** A forgotten password: a mail with a link, and the same answer whether or not the address has an account. */
export default function Forgot() {
  const { t } = useLingui();
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setWrong('');
    try {
      await auth('request-password-reset', { email: email.trim() });
      setSent(email.trim());
    } catch (error) {
      const often = error instanceof Problem && error.status === 429;
      setWrong(often ? t`That was too often. Wait a minute, then try again.` : sayProblem(error));
    } finally {
      setBusy(false);
    }
  };
  if (sent !== '')
    return (
      <div role="status">
        <Say then={<Trans>The link in it works once, for an hour.</Trans>}>
          <Trans>If there is an account, a mail is on its way.</Trans>
        </Say>
        <p className="mt-3 text-text-2 wrap-anywhere">
          <Trans>
            It goes to <bdi>{sent}</bdi>. Look among unwanted mails too. Nothing has come after ten minutes? Then there is no account with
            this address: ask your operator.
          </Trans>
        </p>
        <div className="acts mt-5">
          <Btn to="/sign-in">
            <Trans>Back to the door</Trans>
          </Btn>
        </div>
      </div>
    );
  return (
    <>
      <Say then={<Trans>We send you a link to choose a new one.</Trans>}>
        <Trans>You have forgotten your password.</Trans>
      </Say>
      <form className="mt-5 grid gap-4" onSubmit={(event) => void send(event)}>
        <TextField
          label={<Trans>E-mail</Trans>}
          type="email"
          name="email"
          autoComplete="username"
          maxLength={254}
          required
          value={email}
          onChange={setEmail}
        />
        <div className="field">{wrong !== '' && <Wrong>{wrong}</Wrong>}</div>
        <Btn go wide type="submit" busy={busy}>
          <Trans>Send me a link</Trans>
        </Btn>
        <Btn wide to="/sign-in">
          <Trans>Back to the door</Trans>
        </Btn>
      </form>
    </>
  );
}
