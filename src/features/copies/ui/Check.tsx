import { Trans, useLingui } from '@lingui/react/macro';
import { useSearch } from '@tanstack/react-router';
import { FileCheck, FileX } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import { instant } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { TextField, Wrong } from '#src/web/kit/Field.tsx';
import { Facts } from '#src/web/kit/Lists.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { useRead } from '#src/web/queries.ts';
import { DropPdf } from './parts/DropPdf.tsx';
import { canHash, hashOf } from './parts/hash.ts';

interface Asked {
  mark: string;
  /** Set when the mark was computed from a file. */
  file: string | null;
}
type Checked = Answer<'copies.check'>;

/** Whether a copy was made here and is unchanged: by its code, or by the file, which stays where it is. */
export default function Check() {
  const { t } = useLingui();
  const given = (useSearch({ strict: false }) as { code?: string }).code ?? '';
  const [typed, setTyped] = useState(given);
  const [asked, setAsked] = useState<Asked | null>(given === '' ? null : { mark: given, file: null });
  const [unread, setUnread] = useState<string | null>(null);
  const read = useRead('copies.check', { body: { mark: asked?.mark ?? '' } }, { enabled: asked !== null });
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setUnread(null);
    if (typed.trim() !== '') setAsked({ mark: typed.trim(), file: null });
  };
  const take = async (file: File) => {
    const mark = await hashOf(file).catch(() => null);
    setUnread(mark === null ? file.name : null);
    setAsked(mark === null ? null : { mark, file: file.name });
  };
  const isNeither = asked !== null && read.data?.by === null;
  return (
    <>
      <div role="status">{asked && read.data && !isNeither ? <Verdict asked={asked} checked={read.data} /> : <Ask />}</div>
      {unread !== null && (
        <div className="field mt-4">
          <Wrong>
            <Trans>
              <bdi>{unread}</bdi> could not be read.
            </Trans>
          </Wrong>
        </div>
      )}
      <Failed error={read.error} className="mt-4" />
      <div className="mt-6 grid gap-5">
        {canHash() ? (
          <DropPdf onFile={(file) => void take(file)} />
        ) : (
          <p className="prov">
            <Trans>
              On an address without https browsers cannot compute the hash of a file. Enter the code, and compare the hash with one that you
              compute yourself (SHA-256).
            </Trans>
          </p>
        )}
        <form className="grid gap-3" onSubmit={ask}>
          <TextField
            label={<Trans>Code of the copy</Trans>}
            hint={<Trans>20 letters and digits, at the foot of the copy; or the SHA-256 of the file.</Trans>}
            name="code"
            autoComplete="off"
            value={typed}
            onChange={setTyped}
            error={isNeither ? t`This is neither a code nor a hash. A letter may be missing.` : undefined}
          />
          <div className="acts">
            <Btn go={!canHash()} type="submit" busy={asked !== null && read.isFetching}>
              <Trans>Check the code</Trans>
            </Btn>
          </div>
        </form>
      </div>
    </>
  );
}

function Ask() {
  return (
    <Say then={<Trans>The file stays on your device: only its hash is asked about.</Trans>}>
      <Trans>Is this copy as it was made?</Trans>
    </Say>
  );
}

function Verdict({ asked, checked: { by, found } }: { asked: Asked; checked: Checked }) {
  if (!found)
    return (
      <>
        <Mark good={false} />
        {by === 'code' ? (
          <Say then={<Trans>A letter may be wrong, or the copy is from another Greenroom.</Trans>}>
            <Trans>No copy with this code was made here.</Trans>
          </Say>
        ) : (
          <Say
            then={
              <Trans>
                It was changed after it was made, it is not from here, or it was lost when this Greenroom was restored from a backup.
              </Trans>
            }
          >
            <Trans>No copy made here has this hash.</Trans>
          </Say>
        )}
        <Named file={asked.file} />
      </>
    );
  return (
    <>
      <Mark good />
      {by === 'hash' ? (
        <Say then={<Trans>Every byte is as it was made here.</Trans>}>
          <Trans>This copy is unchanged.</Trans>
        </Say>
      ) : (
        <Say then={<Trans>The code alone does not say that your file is unchanged: for that, choose the file below.</Trans>}>
          <Trans>A copy with this code was made here.</Trans>
        </Say>
      )}
      <Named file={asked.file} />
      <div className="mt-5">
        <About found={found} />
      </div>
    </>
  );
}

function Named({ file }: { file: string | null }) {
  return file === null ? null : (
    <p className="mt-2 text-dense text-text-2 wrap-anywhere">
      <bdi>{file}</bdi>
    </p>
  );
}

function Mark({ good }: { good: boolean }) {
  const Icon = good ? FileCheck : FileX;
  return <Icon className={`mb-2 ${good ? 'text-pos' : 'text-neg'}`} size={28} strokeWidth={1.75} aria-hidden="true" />;
}

function About({ found }: { found: NonNullable<Checked['found']> }) {
  const { between, sha256 } = found;
  return (
    <Facts
      rows={[
        { label: <Trans>Agreed</Trans>, value: instant(found.agreedAt, { named: true }) },
        { label: <Trans>What</Trans>, value: whatOf(found.kind) },
        {
          label: <Trans>Between</Trans>,
          value: between ? (
            <Trans>
              <bdi>{between.creator}</bdi> and <bdi>{between.agency}</bdi>
            </Trans>
          ) : (
            <Trans>a creator and an agency, named on the copy</Trans>
          ),
        },
        ...(found.replaced === null
          ? [{ label: <Trans>Since then</Trans>, value: <Trans>told to the two alone, as is whether it still runs</Trans> }]
          : [
              {
                label: <Trans>Since then</Trans>,
                value: found.replaced ? (
                  <Trans>the same two have agreed to something newer</Trans>
                ) : (
                  <Trans>nothing newer was agreed between the two</Trans>
                ),
              },
            ]),
        {
          label: 'SHA-256',
          value: sha256 === null ? <Trans>the file is being made</Trans> : <bdi className="text-small break-all">{sha256}</bdi>,
        },
      ]}
    />
  );
}

const whatOf = (kind: NonNullable<Checked['found']>['kind']): ReactNode => {
  if (kind === 'joined') return <Trans>joining the agency</Trans>;
  return kind === 'renewal' ? <Trans>a further term</Trans> : <Trans>other terms</Trans>;
};
