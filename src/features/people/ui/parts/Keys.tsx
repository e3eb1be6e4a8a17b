import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import type { Answer } from '#src/web/api.ts';
import { day } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { RadioLines } from '#src/web/kit/Check.tsx';
import { CopyField } from '#src/web/kit/CopyField.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { TextField, Wrong } from '#src/web/kit/Field.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Skeleton } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';

type Key = Answer<'people.listKeys'>['items'][number];

/** Keys with which a program may act for its person: made, shown once, revoked. */
export function Keys() {
  const { t } = useLingui();
  const read = useRead('people.listKeys');
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Key | null>(null);
  const revoke = useChange('people.revokeKey', {
    touches: ['people.listKeys'],
    onDone: () => {
      setEnding(null);
      tell({ title: t`The key is revoked.` });
    },
  });
  const name = ending?.name ?? '';
  return (
    <>
      {read.data === undefined ? (
        read.error ? (
          <div className="field">
            <Wrong>{sayProblem(read.error)}</Wrong>
          </div>
        ) : (
          <Skeleton rows={1} avatar={false} />
        )
      ) : read.data.items.length === 0 ? (
        <p className="text-text-2">
          <Trans>No key. You need one only for programs of your own.</Trans>
        </p>
      ) : (
        <RuledList className="border-y border-line" label={t`Keys for programs`}>
          {read.data.items.map((key) => {
            const made = day(key.createdAt);
            return (
              <Line
                key={key.keyId}
                what={<bdi>{key.name}</bdi>}
                how={
                  <>
                    {key.scopes.includes('write') ? <Trans>reads and changes</Trans> : <Trans>reads only</Trans>} ·{' '}
                    <bdi>gr_{key.prefix}…</bdi> · <Trans>made {made}</Trans>
                  </>
                }
                end={
                  <Btn small label={t`Revoke ${key.name}`} onClick={() => setEnding(key)}>
                    <Trans>Revoke</Trans>
                  </Btn>
                }
              />
            );
          })}
        </RuledList>
      )}
      <div className="acts mt-3">
        <Btn onClick={() => setMaking(true)}>
          <Trans>Make a key</Trans>
        </Btn>
      </div>
      {making && <MakeKey onClose={() => setMaking(false)} />}
      <Dialog
        open={ending !== null}
        onClose={() => setEnding(null)}
        title={<Trans>Revoke the key {name}?</Trans>}
        said={<Trans>Programs that use it are refused from their next request on. It cannot be brought back.</Trans>}
        acts={
          <>
            <Btn go busy={revoke.isPending} onClick={() => ending && revoke.mutate({ path: { keyId: ending.keyId } })}>
              <Trans>Revoke the key</Trans>
            </Btn>
            <Btn onClick={() => setEnding(null)}>
              <Trans>Keep it</Trans>
            </Btn>
          </>
        }
      >
        <div className="field">{revoke.error && <Wrong>{sayProblem(revoke.error)}</Wrong>}</div>
      </Dialog>
    </>
  );
}

function MakeKey({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<'read' | 'write'>('read');
  const make = useChange('people.createKey', { touches: ['people.listKeys'] });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!make.isPending && name.trim() !== '')
      make.mutate({ body: { name: name.trim(), scopes: scope === 'write' ? ['read', 'write'] : ['read'] } });
  };
  if (make.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={<Trans>Your key</Trans>}
        said={<Trans>It is shown this once and kept here only as a fingerprint. Copy it now.</Trans>}
        acts={
          <Btn onClick={onClose}>
            <Trans>Done</Trans>
          </Btn>
        }
      >
        <CopyField label={<Trans>Key</Trans>} text={make.data.key} say={t`Copy key`} done={t`The key is copied.`} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Make a key</Trans>}
      said={<Trans>Whoever holds it can act as you, within what you allow here.</Trans>}
      acts={
        <>
          <Btn go type="submit" form="new-key" busy={make.isPending} disabled={name.trim() === ''}>
            <Trans>Make the key</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </>
      }
    >
      <form id="new-key" className="grid gap-4" onSubmit={send}>
        <TextField
          label={<Trans>Name of the key</Trans>}
          hint={<Trans>So that you know later which program holds it.</Trans>}
          maxLength={80}
          required
          autoComplete="off"
          value={name}
          onChange={setName}
        />
        <RadioLines
          label={<Trans>What it may do</Trans>}
          name="scope"
          value={scope}
          options={[
            { value: 'read', label: t`Read`, hint: t`Everything you can see.` },
            { value: 'write', label: t`Read and change`, hint: t`Everything you can do, the switch and invitations included.` },
          ]}
          onChange={setScope}
        />
        <div className="field">{make.error && <Wrong>{sayProblem(make.error)}</Wrong>}</div>
      </form>
    </Dialog>
  );
}
