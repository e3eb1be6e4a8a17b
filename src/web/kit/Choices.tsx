import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { country, language } from '../format.ts';
import { countries, languages } from '../words/places.ts';
import { Btn } from './Btn.tsx';
import { Field, Select } from './Field.tsx';

function Chosen({ words, say, onRemove }: { words: string[]; say: (word: string) => string; onRemove: (word: string) => void }) {
  if (words.length === 0) return null;
  return (
    <ul className="chips">
      {words.map((word) => (
        <li key={word}>
          <button type="button" className="chip" onClick={() => onRemove(word)}>
            <span className="sr-only">
              <Trans>Remove</Trans>{' '}
            </span>
            <bdi>{say(word)}</bdi>
            <X size={14} strokeWidth={2} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Several languages: one system picker, the chosen ones under it. */
export function LanguagesField({
  label,
  hint,
  value,
  onChange,
  max = 10,
}: {
  label: ReactNode;
  hint?: ReactNode;
  value: string[];
  onChange: (value: string[]) => void;
  max?: number;
}) {
  const { t } = useLingui();
  const all = useMemo(() => languages(), []);
  const left = all.filter((one) => !value.includes(one.value));
  return (
    <div className="grid gap-2">
      <Select
        label={label}
        hint={hint}
        value=""
        disabled={value.length >= max}
        options={[{ value: '', label: t`Add a language` }, ...left]}
        onChange={(code) => code !== '' && onChange([...value, code])}
      />
      <Chosen words={value} say={language} onRemove={(code) => onChange(value.filter((one) => one !== code))} />
    </div>
  );
}

/** Several countries: as the languages. */
export function CountriesField({
  label,
  hint,
  value,
  onChange,
}: {
  label: ReactNode;
  hint?: ReactNode;
  value: string[];
  onChange: (value: string[]) => void;
}) {
  const { t } = useLingui();
  const all = useMemo(() => countries(), []);
  const left = all.filter((one) => !value.includes(one.value));
  return (
    <div className="grid gap-2">
      <Select
        label={label}
        hint={hint}
        value=""
        options={[{ value: '', label: t`Add a country` }, ...left]}
        onChange={(code) => code !== '' && onChange([...value, code])}
      />
      <Chosen words={value} say={country} onRemove={(code) => onChange(value.filter((one) => one !== code))} />
    </div>
  );
}

/** One country or none. */
export function CountryField({
  label,
  hint,
  value,
  onChange,
}: {
  label: ReactNode;
  hint?: ReactNode;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const { t } = useLingui();
  const all = useMemo(() => countries(), []);
  return (
    <Select
      label={label}
      hint={hint}
      value={value ?? ''}
      options={[{ value: '', label: t`Not said` }, ...all]}
      onChange={(code) => onChange(code === '' ? null : code)}
    />
  );
}

/** Words of one's own: typed, added by Enter, a comma or the button, taken away by a press. */
export function WordsField({
  label,
  hint,
  value,
  onChange,
  max,
}: {
  label: ReactNode;
  hint?: ReactNode;
  value: string[];
  onChange: (value: string[]) => void;
  max: number;
}) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const add = () => {
    const fresh = text
      .split(',')
      .map((word) => word.trim().slice(0, 40))
      .filter((word) => word !== '');
    onChange([...new Set([...value, ...fresh])].slice(0, max));
    setText('');
  };
  // A word still in the box counts when its form is sent: taken in before the form's own handler reads its values.
  useEffect(() => {
    const { form } = box.current ?? {};
    const take = () => text.trim() !== '' && flushSync(add);
    form?.addEventListener('submit', take);
    return () => form?.removeEventListener('submit', take);
  });
  // On leaving it becomes a chip, but not under a press on the sending button: that would move away from under the finger.
  const leave = (event: FocusEvent) => {
    const to = event.relatedTarget;
    if (text.trim() !== '' && !(to instanceof HTMLButtonElement && to.type === 'submit')) add();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== ',')) return;
    event.preventDefault();
    if (text.trim() !== '') add();
  };
  return (
    <div className="grid gap-2">
      <Field label={label} hint={hint}>
        {(tied) => (
          <span className="flex items-center gap-2">
            <input
              className="input"
              dir="auto"
              value={text}
              maxLength={200}
              disabled={value.length >= max}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={press}
              onBlur={leave}
              ref={box}
              {...tied}
            />
            <Btn icon={Plus} label={t`Add`} onClick={add} disabled={text.trim() === ''} />
          </span>
        )}
      </Field>
      <Chosen words={value} say={(word) => word} onRemove={(word) => onChange(value.filter((one) => one !== word))} />
    </div>
  );
}
