import { Dialog as Base } from '@base-ui/react/dialog';
import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

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

/** In the middle of a desk, from the bottom of a phone. Focus goes in and comes back; Escape closes. */
export function Dialog({ open, onClose, title, said, children, acts, roomy = false }: DialogProps) {
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
