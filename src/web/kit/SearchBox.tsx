import { Search, X } from 'lucide-react';
import { t } from '@lingui/core/macro';
import { useEffect, useRef, type ReactNode } from 'react';

/** Search as you type. "/" brings the caret here from anywhere on the screen. */
export function SearchBox({
  label,
  value,
  onChange,
  placeholder,
  aside,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  aside?: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const slash = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || target.closest('input, textarea, select, [role="dialog"]')) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', slash);
    return () => document.removeEventListener('keydown', slash);
  }, []);
  return (
    <div className="searchbox" role="search">
      <Search size={19} strokeWidth={1.75} aria-hidden="true" />
      <input
        ref={input}
        type="search"
        dir="auto"
        aria-label={label}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {aside !== undefined && <span className="prov max-[899px]:hidden">{aside}</span>}
      {value === '' ? (
        <kbd className="max-[899px]:hidden">/</kbd>
      ) : (
        <button
          type="button"
          className="btn sm icon"
          aria-label={t`Clear search`}
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
        >
          <X size={17} strokeWidth={2} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
