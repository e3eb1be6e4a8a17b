import { Dialog as Base } from '@base-ui/react/dialog';
import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useWide } from '../useWide.ts';

/**
 * Something of a list, looked at beside it: at the side of a desk, where the list stays in use, the whole screen of a phone. Escape closes.
 * `foot` stays in sight.
 */
export function SidePanel({
  label,
  onClose,
  foot,
  children,
}: {
  label: string;
  onClose: () => void;
  foot?: ReactNode;
  children: ReactNode;
}) {
  const wide = useWide();
  const top = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open modal={!wide} disablePointerDismissal={wide} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Popup
          className="fixed inset-0 z-[38] flex flex-col bg-sheet outline-none transition-[translate,opacity] duration-(--d-sheet) ease-out data-starting-style:opacity-0 min-[900px]:start-auto min-[900px]:w-[400px] min-[900px]:max-w-full min-[900px]:border-s min-[900px]:border-line min-[900px]:shadow-lift"
          aria-label={label}
          initialFocus={top}
        >
          <div
            ref={top}
            tabIndex={-1}
            className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain px-(--gutter) pt-4 pb-6 outline-none"
          >
            <div className="absolute end-3 top-3 z-[1]">
              <Base.Close className="btn icon" aria-label={t`Close`}>
                <X size={20} strokeWidth={1.75} aria-hidden="true" />
              </Base.Close>
            </div>
            {children}
          </div>
          {foot !== undefined && foot !== null && (
            <div className="border-t border-line bg-sheet px-(--gutter) pt-3 pb-[calc(14px+env(safe-area-inset-bottom))]">{foot}</div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
