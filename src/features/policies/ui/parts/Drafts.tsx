import { Trans, useLingui } from '@lingui/react/macro';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Policy, PolicyDraft } from '#src/web/client.gen.ts';
import { day, instant } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Changes } from '#src/web/kit/Changes.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';
import { changesOf, titleOf } from '#src/web/words/policies.ts';

/** What is thought about for one rule: it holds nowhere until it is put in force. */
export function Drafts({
  drafts,
  policy,
  mayChange,
  onOpen,
}: {
  drafts: PolicyDraft[];
  policy: Policy;
  mayChange: boolean;
  onOpen: (draft: PolicyDraft) => void;
}) {
  const { t } = useLingui();
  const [dropping, setDropping] = useState<PolicyDraft | null>(null);
  return (
    <>
      {drafts.map((draft) => {
        const at = instant(draft.changedAt);
        const by = draft.changedBy?.name;
        return (
          <div key={draft.draftId} className="mt-4 border-s-2 border-dashed border-line-strong ps-3.5">
            <h3 className="sub">
              {draft.validFrom === null ? <Trans>Draft</Trans> : <Trans>Draft, meant from {day(draft.validFrom)}</Trans>}
            </h3>
            <Changes changes={changesOf(draft.kind, policy.params, draft.params)} caption={t`What the draft would change`} />
            <div className="mt-2">
              <Prov parts={[by === undefined ? t`saved ${at}` : t`saved by ${by}, ${at}`, draft.source].filter(Boolean)} />
            </div>
            {mayChange && (
              <div className="acts mt-2">
                {draft.kind !== 'rollout' && (
                  <Btn small icon={Pencil} label={t`Go on with the draft: ${titleOf(draft.kind)}`} onClick={() => onOpen(draft)}>
                    <Trans>Go on</Trans>
                  </Btn>
                )}
                <Btn small icon={Trash2} label={t`Throw away the draft: ${titleOf(draft.kind)}`} onClick={() => setDropping(draft)}>
                  <Trans>Throw away</Trans>
                </Btn>
              </div>
            )}
          </div>
        );
      })}
      {dropping && <Drop draft={dropping} onClose={() => setDropping(null)} />}
    </>
  );
}

function Drop({ draft, onClose }: { draft: PolicyDraft; onClose: () => void }) {
  const { t } = useLingui();
  const drop = useChange('policies.dropDraft', {
    touches: ['policies.drafts'],
    onDone: () => {
      tell({ title: t`The draft is thrown away.` });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Throw this draft away?</Trans>}
      said={<Trans>It holds nowhere. Nothing else changes, and it cannot be brought back.</Trans>}
    >
      <Failed error={drop.error} />
      <div className="acts">
        <Btn go busy={drop.isPending} onClick={() => drop.mutate({ path: { draftId: draft.draftId } })}>
          <Trans>Throw the draft away</Trans>
        </Btn>
        <Btn onClick={onClose}>
          <Trans>Keep it</Trans>
        </Btn>
      </div>
    </Dialog>
  );
}
