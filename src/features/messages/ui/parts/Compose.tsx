import { Trans, useLingui } from '@lingui/react/macro';
import { Paperclip, Send, X } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { number, percent } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { TextArea, Wrong } from '#src/web/kit/Field.tsx';
import { sayProblem } from '#src/web/words/problems.ts';
import { sendFile, type Carrier } from './sending.ts';
import { size } from './words.ts';

const filesMax = 5;
const bytesMax = 4_194_304;

interface Added {
  key: number;
  name: string;
  bytes: number;
  sent: number;
  fileId: string | null;
  error: unknown;
}

/** The answer box: words, up to five files, one button. What was written stays until it has been sent. */
export function Compose({
  label,
  hint,
  textMax,
  carrier,
  busy,
  error,
  onSend,
}: {
  label: ReactNode;
  hint?: ReactNode;
  textMax: number;
  carrier: Carrier;
  busy: boolean;
  error: unknown;
  onSend: (message: { text: string; fileIds: string[] }, done: () => void) => void;
}) {
  const [text, setText] = useState('');
  const { added, add, drop, clear, tooMany } = useAdded(carrier);
  const ready = added.flatMap((one) => one.fileId ?? []);
  const waiting = added.some((one) => one.fileId === null && one.error === null);
  const left = textMax - text.length;
  const near = left < 200;
  return (
    <form
      className="mt-4 grid gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || waiting || (text.trim() === '' && ready.length === 0)) return;
        onSend({ text, fileIds: ready }, () => {
          setText('');
          clear();
        });
      }}
    >
      <TextArea
        label={label}
        hint={near ? <Trans>{number(left)} characters left</Trans> : hint}
        value={text}
        onChange={setText}
        maxLength={textMax}
        rows={4}
        error={error ? sayProblem(error) : undefined}
      />
      <Files added={added} onDrop={drop} tooMany={tooMany} />
      <div className="acts">
        <Btn go type="submit" icon={Send} busy={busy} disabled={waiting || (text.trim() === '' && ready.length === 0)}>
          <Trans>Send</Trans>
        </Btn>
        <AddFile onFiles={add} />
      </div>
    </form>
  );
}

/** Files on their way and those that are there; each that is refused says why and stands in nobody's way. */
function useAdded(carrier: Carrier) {
  const [added, setAdded] = useState<Added[]>([]);
  const [tooMany, setTooMany] = useState(false);
  const counted = useRef(0);
  const change = (key: number, part: Partial<Added>) => setAdded((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const send = async (key: number, file: File) => {
    try {
      change(key, { fileId: await sendFile(carrier, file, (sent) => change(key, { sent })) });
    } catch (error) {
      change(key, { error });
    }
  };
  const add = (files: File[]) => {
    const room = filesMax - added.filter((one) => one.error === null).length;
    setTooMany(files.length > room);
    for (const file of files.slice(0, Math.max(0, room))) {
      const key = ++counted.current;
      const large = file.size > bytesMax || file.size === 0;
      setAdded((all) => [...all, { key, name: file.name, bytes: file.size, sent: 0, fileId: null, error: large ? 'size' : null }]);
      if (!large) void send(key, file);
    }
  };
  const drop = (key: number) => {
    setTooMany(false);
    setAdded((all) => all.filter((one) => one.key !== key));
  };
  const clear = () => {
    setTooMany(false);
    setAdded([]);
  };
  return { added, add, drop, clear, tooMany };
}

function AddFile({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Btn icon={Paperclip} onClick={() => input.current?.click()}>
        <Trans>Add a file</Trans>
      </Btn>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".png,.jpg,.jpeg,.webp,.pdf,.txt"
        aria-label={t`Files to send`}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

function Files({ added, onDrop, tooMany }: { added: Added[]; onDrop: (key: number) => void; tooMany: boolean }) {
  const { t } = useLingui();
  return (
    <>
      {added.length > 0 && (
        <ul className="rule" aria-label={t`Files to send`}>
          {added.map((one) => (
            <li key={one.key} className="flex items-center gap-2 py-1.5">
              <Paperclip size={15} strokeWidth={2} className="flex-none text-text-3" aria-hidden="true" />
              <span className="min-w-0 flex-1 wrap-anywhere">
                <bdi>{one.name}</bdi> <State one={one} />
              </span>
              <Btn bare icon={X} label={t`Take ${one.name} away`} onClick={() => onDrop(one.key)} />
            </li>
          ))}
        </ul>
      )}
      {tooMany && (
        <div className="field">
          <Wrong>
            <Trans>Five files at most go with a message.</Trans>
          </Wrong>
        </div>
      )}
    </>
  );
}

function State({ one }: { one: Added }) {
  if (one.error === null)
    return (
      <span className="prov" role="status">
        {one.fileId === null ? percent(one.sent / one.bytes) : size(one.bytes)}
      </span>
    );
  return (
    <span className="field">
      <Wrong>{one.error === 'size' ? <Trans>A file has between one byte and 4 MB.</Trans> : sayProblem(one.error)}</Wrong>
    </span>
  );
}
