import { Toast as Base } from '@base-ui/react/toast';
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { listen, type Told } from './Toast.tsx';

const manager = Base.createToastManager();

function add({ title, how, undo, urgent }: Told): void {
  const take = (act: NonNullable<Told['undo']>) => ({
    children: act.label,
    onClick: () => {
      act.onPick();
      manager.close(id);
    },
  });
  const id: string = manager.add({
    title,
    description: how,
    priority: urgent ? 'high' : 'low',
    timeout: undo ? 10_000 : 6_000,
    actionProps: undo ? take(undo) : undefined,
  });
}

function Words() {
  const { t } = useLingui();
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className="toast" role="group" aria-modal={undefined}>
      <Base.Content className="body">
        <Base.Title className="font-[560]" render={<div />} />
        <Base.Description className="how" render={<div />} />
      </Base.Content>
      {toast.actionProps && <Base.Action className="btn sm" />}
      <Base.Close className="btn icon sm" aria-hidden={false} aria-label={t`Close`}>
        <X size={18} strokeWidth={1.75} aria-hidden="true" />
      </Base.Close>
    </Base.Root>
  ));
}

export default function Toasts() {
  useEffect(() => listen(add), []);
  return (
    <Base.Provider toastManager={manager}>
      <Base.Portal>
        <Base.Viewport className="toasts">
          <Words />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
