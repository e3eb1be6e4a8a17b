import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { auth } from '#src/web/api.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { TextField, Wrong } from '#src/web/kit/Field.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import type { Me } from '#src/web/me.ts';
import { keyOf, useChange } from '#src/web/queries.ts';
import { AccountFields, isShort, signUpOf, type Account } from '#src/web/shell/Door.tsx';
import { sayProblem } from '#src/web/words/problems.ts';

/** The first start of a house: the agency's name and its owner, nothing else. */
export function House({ token, me }: { token: string; me: Me | undefined }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const open = useChange('agencies.openHouse');
  const [agency, setAgency] = useState('');
  const [account, setAccount] = useState<Account>({ name: '', email: '', password: '' });
  const [short, setShort] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setShort(me === undefined && isShort(account));
    if (me === undefined && isShort(account)) return;
    setBusy(true);
    setWrong('');
    try {
      if (me === undefined) {
        await auth('sign-up/email', signUpOf(account));
        await client.invalidateQueries({ queryKey: keyOf('people.me') });
      }
      const { agencyId } = await open.mutateAsync({ body: { token, name: agency.trim() } });
      await client.invalidateQueries({ queryKey: keyOf('people.me') });
      await navigate({ to: `/a/${agencyId}/imports`, replace: true });
    } catch (error) {
      setWrong(sayProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Say then={<Trans>All it takes are the exports that you already download.</Trans>}>
        <Trans>This Greenroom is for one agency: yours.</Trans>
      </Say>
      <form className="mt-5 grid gap-4" onSubmit={(event) => void send(event)}>
        <TextField
          label={<Trans>Name of the agency</Trans>}
          name="organization"
          autoComplete="organization"
          maxLength={80}
          required
          value={agency}
          onChange={setAgency}
        />
        {me === undefined ? (
          <AccountFields account={account} short={short} onChange={setAccount} />
        ) : (
          <p className="text-text-2">
            <Trans>
              You are signed in as <bdi>{me.person.name}</bdi> (<bdi>{me.person.email}</bdi>) and will be its owner.
            </Trans>
          </p>
        )}
        <div className="field">{wrong !== '' && <Wrong>{wrong}</Wrong>}</div>
        <Btn go wide type="submit" busy={busy}>
          <Trans>Open the agency</Trans>
        </Btn>
      </form>
    </>
  );
}
