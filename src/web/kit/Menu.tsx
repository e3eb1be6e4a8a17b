import { useNavigate } from '@tanstack/react-router';
import { MoreHorizontal, type LucideIcon } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { usePlaced } from './place.ts';

export interface MenuAct {
  label: ReactNode;
  icon?: LucideIcon | undefined;
  /** Either an act or a place. */
  onPick?: (() => void) | undefined;
  to?: string | undefined;
  note?: ReactNode;
  disabled?: boolean | undefined;
  /** A line above this entry. */
  apart?: boolean | undefined;
}

export interface MenuProps {
  label: string;
  /** Words in place of the three dots. `label` names the button only when there are none. */
  trigger?: ReactNode;
  icon?: LucideIcon | undefined;
  acts: MenuAct[];
  small?: boolean | undefined;
  className?: string | undefined;
}

/** Further acts behind one button: by it on a desk, from the bottom on a phone. A native popover, so it costs the first load nothing. */
export function Menu({ label, trigger, icon: Icon = MoreHorizontal, acts, small = false, className }: MenuProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  // In a list of many rows nearly all of them stay shut: what is in one is drawn when it opens, before it is placed.
  const [drawn, setDrawn] = useState(false);
  usePlaced(box, 'end');
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>('[role="menuitem"]:not([disabled])') ?? [])];
  const walk = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab') box.current?.hidePopover();
    const typed =
      event.key.length === 1 && event.key !== ' '
        ? [...all.slice(at + 1), ...all].find((item) =>
            item.textContent?.trim().toLocaleLowerCase().startsWith(event.key.toLocaleLowerCase()),
          )
        : undefined;
    if (to === undefined && !typed) return;
    event.preventDefault();
    (typed ?? all.at((to ?? 0) % all.length))?.focus();
  };
  const pick = (act: MenuAct) => {
    box.current?.hidePopover();
    if (act.to === undefined) act.onPick?.();
    else void navigate({ to: act.to });
  };
  return (
    <>
      <button
        type="button"
        className={className ?? `btn${small ? ' sm' : ''}${trigger === undefined ? ' icon' : ' bare'}`}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-label={trigger === undefined ? label : undefined}
      >
        {trigger ?? <Icon size={20} strokeWidth={1.75} aria-hidden="true" />}
      </button>
      <div
        ref={box}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className="menu"
        onKeyDown={walk}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') flushSync(() => setDrawn(true));
        }}
        onToggle={(event) => {
          if (event.newState === 'open') items()[0]?.focus();
        }}
      >
        {(drawn ? acts : []).map(({ icon: Glyph, ...act }, index) => (
          <div key={index} role="none">
            {act.apart && index > 0 && <div className="menu-rule" role="separator" />}
            <button type="button" role="menuitem" className="menu-item" tabIndex={-1} disabled={act.disabled} onClick={() => pick(act)}>
              {Glyph && <Glyph size={17} strokeWidth={1.75} aria-hidden="true" />}
              <span>{act.label}</span>
              {act.note !== undefined && <span className="n">{act.note}</span>}
            </button>
          </div>
        ))}
      </div>
    </>
  );
}
