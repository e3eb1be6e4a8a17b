import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { auth, Problem } from '../api.ts';
import { Btn } from '../kit/Btn.tsx';
import { TextField, Wrong } from '../kit/Field.tsx';
import { Seg } from '../kit/Seg.tsx';
import { keyOf } from '../queries.ts';
import { sayProblem } from '../words/problems.ts';

/** Sends what was typed to the door, then learns anew who is here. */
function useDoor(onDone: () => void | Promise<void>) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const pass = async (page: 'sign-in/email' | 'sign-up/email', body: Record<string, string>) => {
    setBusy(true);
    setWrong('');
    try {
      await auth(page, body);
      // What a former person read must not be shown to this one; who is here is read anew by those who ask.
      client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'people.me' && name !== 'people.lookAtLink' });
      await client.invalidateQueries({ queryKey: keyOf('people.me') });
      await onDone();
    } catch (error) {
      const often = error instanceof Problem && error.status === 429;
      setWrong(often ? t`That was too often. Wait a minute, then try again.` : sayProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, wrong, pass };
}

const form = 'mt-5 grid gap-4';

export function SignInForm({ onDone }: { onDone: () => void | Promise<void> }) {
  const { busy, wrong, pass } = useDoor(onDone);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void pass('sign-in/email', { email: email.trim(), password });
  };
  return (
    <form className={form} onSubmit={send}>
      <TextField
        label={<Trans>E-mail</Trans>}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={email}
        onChange={setEmail}
      />
      <TextField
        label={<Trans>Password</Trans>}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={setPassword}
      />
      <div className="field">{wrong !== '' && <Wrong>{wrong}</Wrong>}</div>
      <Btn go wide type="submit" busy={busy}>
        <Trans>Sign in</Trans>
      </Btn>
    </form>
  );
}

export interface Account {
  name: string;
  email: string;
  password: string;
}
/** As the door takes it. */
export const signUpOf = ({ name, email, password }: Account) => ({ name: name.trim(), email: email.trim(), password });
export const isShort = ({ password }: Account): boolean => password.length < 12;

/** What a new account is made of. `short`: it was sent with a password that is too short. */
export function AccountFields({ account, short, onChange }: { account: Account; short: boolean; onChange: (to: Account) => void }) {
  const { t } = useLingui();
  return (
    <>
      <TextField
        label={<Trans>Your name</Trans>}
        hint={<Trans>For your account.</Trans>}
        name="name"
        autoComplete="name"
        maxLength={80}
        required
        value={account.name}
        onChange={(name) => onChange({ ...account, name })}
      />
      <TextField
        label={<Trans>E-mail</Trans>}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={account.email}
        onChange={(email) => onChange({ ...account, email })}
      />
      <TextField
        label={<Trans>Password</Trans>}
        hint={<Trans>At least 12 characters.</Trans>}
        error={short && isShort(account) ? t`The password is too short. It needs 12 characters.` : ''}
        type="password"
        name="password"
        autoComplete="new-password"
        maxLength={200}
        required
        value={account.password}
        onChange={(password) => onChange({ ...account, password })}
      />
    </>
  );
}

export function SignUpForm({ onDone }: { onDone: () => void | Promise<void> }) {
  const { busy, wrong, pass } = useDoor(onDone);
  const [account, setAccount] = useState<Account>({ name: '', email: '', password: '' });
  const [short, setShort] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setShort(isShort(account));
    if (!busy && !isShort(account)) void pass('sign-up/email', signUpOf(account));
  };
  return (
    <form className={form} onSubmit={send}>
      <AccountFields account={account} short={short} onChange={setAccount} />
      <div className="field">{wrong !== '' && <Wrong>{wrong}</Wrong>}</div>
      <Btn go wide type="submit" busy={busy}>
        <Trans>Make an account</Trans>
      </Btn>
    </form>
  );
}

/** Both doors in place, for somebody who followed a link and has yet to say who they are. */
export function EitherDoor({ onDone }: { onDone: () => void | Promise<void> }) {
  const { t } = useLingui();
  const [which, setWhich] = useState<'new' | 'known'>('new');
  return (
    <div className="mt-5">
      <Seg
        wide
        label={t`Your account`}
        value={which}
        options={[
          { value: 'new', label: t`I am new here` },
          { value: 'known', label: t`I have an account` },
        ]}
        onChange={setWhich}
      />
      {which === 'new' ? <SignUpForm onDone={onDone} /> : <SignInForm onDone={onDone} />}
    </div>
  );
}
