import { Dialog as Base } from '@base-ui/react/dialog';
import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** What will happen, in a sentence with numbers. */
  said?: ReactNode;
  children?: ReactNode;
  /** Buttons: the main act first. */
  acts?: ReactNode;
  roomy?: boolean | undefined;
}

/** The focus goes back to what opened the dialog; when that has gone with the act, to the sentence of the screen rather than nowhere. */
function useFocusKept(open: boolean): void {
  useEffect(() => {
    if (!open) return undefined;
    return () => {
      let frames = 0;
      const look = () => {
        frames = document.querySelector('.dialog') ? 0 : frames + 1;
        if (frames < 4) requestAnimationFrame(look);
        else if (document.activeElement === document.body)
          (document.querySelector<HTMLElement>('main h1[tabindex]') ?? document.getElementById('main'))?.focus({ preventScroll: true });
      };
      look();
    };
  }, [open]);
}

/** In the middle of a desk, from the bottom of a phone. Focus goes in and comes back; Escape closes. */
export function Dialog({ open, onClose, title, said, children, acts, roomy = false }: DialogProps) {
  useFocusKept(open);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className={roomy ? 'dialog roomy' : 'dialog'}>
          <div className="top">
            <Base.Title className="heading">{title}</Base.Title>
            <Base.Close className="btn icon" aria-label={t`Close`}>
              <X size={20} strokeWidth={1.75} aria-hidden="true" />
            </Base.Close>
          </div>
          {said !== undefined && <Base.Description className="said">{said}</Base.Description>}
          {children !== undefined && <div className="mt-4">{children}</div>}
          {acts !== undefined && <div className="acts">{acts}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
