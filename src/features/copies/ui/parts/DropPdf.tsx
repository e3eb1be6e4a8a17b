import { Trans, useLingui } from '@lingui/react/macro';
import { FileSearch } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Btn } from '#src/web/kit/Btn.tsx';

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Where one file is dropped, anywhere on the page, or chosen by the button. */
export function DropPdf({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = useEffectEvent((files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) onFile(file);
  });
  useEffect(() => {
    const allow = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer?.files);
    };
    const heard = { dragover: allow, dragleave: leave, drop };
    for (const [name, hear] of Object.entries(heard)) addEventListener(name, hear as EventListener);
    return () => {
      for (const [name, hear] of Object.entries(heard)) removeEventListener(name, hear as EventListener);
    };
  }, []);
  return (
    <div
      className={`flex flex-wrap items-center gap-x-4 gap-y-3 rounded-3 border-[1.25px] border-dashed p-4 ${over ? 'border-ink bg-ink-wash' : 'border-line-strong'}`}
    >
      <p className="min-w-0 flex-1 basis-44">
        <span className="block font-[560]">
          <span className="pointer-coarse:hidden">
            <Trans>Drop the PDF here</Trans>
          </span>
          <span className="hidden pointer-coarse:inline">
            <Trans>Choose the PDF</Trans>
          </span>
        </span>
        <span className="block text-small text-text-2">
          <Trans>It is not sent anywhere.</Trans>
        </span>
      </p>
      <Btn go icon={FileSearch} onClick={() => input.current?.click()}>
        <Trans>Choose a file</Trans>
      </Btn>
      <input
        ref={input}
        type="file"
        hidden
        accept=".pdf,application/pdf"
        aria-label={t`The PDF to check`}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
