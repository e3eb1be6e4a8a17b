import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { list } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { addFiles } from './sendings.ts';

/** 32 MB, as the words below say. */
const bytesMax = 33_554_432;
const isSheet = ({ name }: File) => /\.(xlsx|csv)$/i.test(name);
const fits = ({ size }: File) => size <= bytesMax;
const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Where files are dropped, anywhere on the page, or chosen by the button. What cannot be one is said at once and not sent. */
export function DropZone({ agencyId }: { agencyId: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [left, setLeft] = useState<{ names: string[]; why: 'sort' | 'size' }[]>([]);
  const take = (files: File[]) => {
    const named = (some: File[]) => some.map(({ name }) => name);
    setLeft(
      [
        { names: named(files.filter((file) => !isSheet(file))), why: 'sort' as const },
        { names: named(files.filter((file) => isSheet(file) && !fits(file))), why: 'size' as const },
      ].filter(({ names }) => names.length > 0),
    );
    addFiles(
      client,
      agencyId,
      files.filter((file) => isSheet(file) && fits(file)),
    );
  };
  const onDrop = useEffectEvent((event: DragEvent) => take([...(event.dataTransfer?.files ?? [])]));
  useEffect(() => {
    // Entering a child comes before leaving its parent: only the count says whether the files are still over the page.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (carriesFiles(event)) setOver(++depth > 0);
    };
    const leave = (event: DragEvent) => {
      if (carriesFiles(event)) setOver(--depth > 0);
    };
    const allow = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      onDrop(event);
    };
    const heard = { dragenter: enter, dragleave: leave, dragover: allow, drop };
    for (const [name, hear] of Object.entries(heard)) addEventListener(name, hear as EventListener);
    return () => {
      for (const [name, hear] of Object.entries(heard)) removeEventListener(name, hear as EventListener);
    };
  }, []);
  return (
    <div className="grid gap-2">
      <div
        className={`flex flex-wrap items-center gap-x-4 gap-y-3 rounded-3 border-[1.25px] border-dashed p-4 ${over ? 'border-ink bg-ink-wash' : 'border-line-strong'}`}
      >
        <Upload className="text-text-3 pointer-coarse:hidden" size={22} strokeWidth={1.75} aria-hidden="true" />
        <p className="min-w-0 flex-1 basis-52">
          <span className="block font-[560] pointer-coarse:hidden">
            {over ? <Trans>Let go: they are sent one after the other.</Trans> : <Trans>Drop files from Backstage here</Trans>}
          </span>
          <span className="block text-small text-text-2">
            <Trans>.xlsx or .csv, several at once, up to 32 MB each</Trans>
          </span>
        </p>
        <Btn go icon={Upload} onClick={() => input.current?.click()}>
          <Trans>Choose files</Trans>
        </Btn>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept=".xlsx,.csv"
          aria-label={t`Files from Backstage`}
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {left.map(({ names, why }) => (
        <div key={why} className="field">
          <Wrong>
            {why === 'sort' ? (
              <Trans>Left out, neither .xlsx nor .csv: {list(names)}</Trans>
            ) : (
              <Trans>Left out, too large: {list(names)}</Trans>
            )}
          </Wrong>
        </div>
      ))}
    </div>
  );
}
