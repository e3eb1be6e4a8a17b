import { Trans } from '@lingui/react/macro';
import type { FormEvent, ReactNode } from 'react';
import type { Answer } from '../api.ts';
import { instant } from '../format.ts';
import { Btn } from '../kit/Btn.tsx';
import { Failed } from '../kit/Failed.tsx';
import type { Me } from '../me.ts';
import { EitherDoor } from './Door.tsx';

/** What a link offers and until when. Whoever is not signed in stands before the door, anybody else before `children`. */
export function LinkOffer({
  link,
  me,
  mark,
  say,
  why,
  children,
}: {
  link: Answer<'people.lookAtLink'>;
  me: Me | undefined;
  mark?: ReactNode;
  say: ReactNode;
  why?: ReactNode;
  children: (me: Me) => ReactNode;
}) {
  const until = instant(link.expiresAt, { named: true });
  return (
    <>
      {mark !== undefined && <div className="mb-4">{mark}</div>}
      {say}
      {why !== undefined && <p className="mt-1.5 text-text-2">{why}</p>}
      <p className="prov mt-2">
        <Trans>The link works once, until {until}.</Trans>
      </p>
      {me === undefined ? <EitherDoor onDone={() => undefined} /> : children(me)}
    </>
  );
}

/** Taking what is offered: as whom, what it comes to, and what is still asked. */
export function TakeOffer({
  me,
  note,
  children,
  error,
  busy,
  act,
  onTake,
}: {
  me: Me;
  note?: ReactNode;
  children?: ReactNode;
  error: Error | null;
  busy: boolean;
  act: ReactNode;
  onTake: () => void;
}) {
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onTake();
  };
  return (
    <form className="mt-5 grid gap-4" onSubmit={send}>
      <p className="text-text-2">
        <Trans>
          You are signed in as <bdi>{me.person.name}</bdi> (<bdi>{me.person.email}</bdi>).
        </Trans>{' '}
        {note}
      </p>
      {children}
      <Failed error={error} />
      <Btn go wide type="submit" busy={busy}>
        {act}
      </Btn>
    </form>
  );
}
