import { Trans } from '@lingui/react/macro';
import { CircleSlash } from 'lucide-react';
import { useState } from 'react';
import { useChange } from '../queries.ts';
import { sayProblem } from '../words/problems.ts';
import { Btn } from './Btn.tsx';
import { Dialog } from './Dialog.tsx';
import { Wrong } from './Field.tsx';

const touches = [
  'messages.blocks',
  'messages.mine',
  'messages.openMine',
  'invites.mine',
  'invites.open',
  'scouting.savedBy',
  'creators.visibility',
] as const;

/** The way to block an agency, with one plain confirmation. `member`: a membership with it runs. */
export function BlockAgency({ agencyId, name, member = false }: { agencyId: string; name: string; member?: boolean }) {
  const [asking, setAsking] = useState(false);
  const block = useChange('messages.block', { touches: [...touches], onDone: () => setAsking(false) });
  return (
    <>
      <Btn wide icon={CircleSlash} onClick={() => setAsking(true)}>
        <Trans>Block this agency</Trans>
      </Btn>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={
          <Trans>
            Block <bdi>{name}</bdi>?
          </Trans>
        }
        said={
          <>
            <Trans>
              It no longer finds you, invites you, writes to you or offers you anything, and its open invitations end now. It is not told.
              You can take the block back at any time.
            </Trans>{' '}
            {member && (
              <Trans>
                You are its member, so it can notice: it no longer reads what you wrote and can offer you nothing, while you stand on its
                roster. Your membership goes on as agreed until you leave it.
              </Trans>
            )}
          </>
        }
        acts={
          <>
            <Btn go busy={block.isPending} onClick={() => block.mutate({ body: { agencyId } })}>
              <Trans>Block it</Trans>
            </Btn>
            <Btn onClick={() => setAsking(false)}>
              <Trans>Not now</Trans>
            </Btn>
          </>
        }
      >
        {block.error ? (
          <div className="field">
            <Wrong>{sayProblem(block.error)}</Wrong>
          </div>
        ) : undefined}
      </Dialog>
    </>
  );
}
