import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Answer } from '#src/web/api.ts';
import type { ListedCreator } from '#src/web/client.gen.ts';
import { day } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { TextArea } from '#src/web/kit/Field.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { SearchWords } from '#src/web/kit/SearchWords.tsx';
import { Skeleton } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { platformName } from '#src/web/words/names.ts';

type Running = Answer<'roster.runningOf'>['items'][number];
const most = 8;

/** The operator ends a membership at once: whose, with which agency, and why. */
export function ByOrder({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [q, setQ] = useState('');
  const [creator, setCreator] = useState<ListedCreator | null>(null);
  const [one, setOne] = useState<Running | null>(null);
  const [reasons, setReasons] = useState('');
  const order = useChange('roster.order', {
    touches: ['roster.cases', 'roster.runningOf'],
    onDone: () => {
      onClose();
      tell({ title: t`The membership has ended. Both sides are told.` });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>End a membership by order</Trans>}
      said={<Trans>It ends at once, for the creator and the agency alike. Both read your reasons.</Trans>}
      acts={
        <>
          {creator && one && (
            <Btn
              go
              busy={order.isPending}
              disabled={reasons.trim() === ''}
              onClick={() => order.mutate({ path: { creatorId: creator.creatorId, membershipId: one.membershipId }, body: { reasons } })}
            >
              <Trans>End it now</Trans>
            </Btn>
          )}
          {creator && (
            <Btn onClick={() => (one ? setOne(null) : setCreator(null))}>
              <Trans>Back</Trans>
            </Btn>
          )}
          <Btn onClick={onClose}>
            <Trans>Close</Trans>
          </Btn>
        </>
      }
    >
      {!creator && (
        <div className="grid gap-3">
          <SearchWords label={t`Whose membership`} placeholder={t`Name or handle`} value={q} onChange={setQ} />
          <Found q={q} onPick={setCreator} />
        </div>
      )}
      {creator && !one && <With creator={creator} onPick={setOne} />}
      {creator && one && (
        <div className="grid gap-4">
          <p className="font-[560]">
            <Trans>
              <bdi>{creator.displayName}</bdi> with <bdi>{one.agency.name}</bdi>, since {day(one.since)}
            </Trans>
          </p>
          <TextArea
            label={<Trans>Your reasons, as both sides will read them</Trans>}
            rows={4}
            maxLength={2000}
            value={reasons}
            onChange={setReasons}
          />
          <Failed error={order.error} />
        </div>
      )}
    </Dialog>
  );
}

function Found({ q, onPick }: { q: string; onPick: (creator: ListedCreator) => void }) {
  const { t } = useLingui();
  const words = q.trim();
  const read = useRead('creators.list', { query: { q: words, limit: most } }, { enabled: words !== '' });
  if (words === '') return null;
  if (!read.data) return read.error ? <Failed error={read.error} /> : <Skeleton rows={2} label={t`Searching`} />;
  if (read.data.items.length === 0)
    return (
      <p className="text-text-2">
        <Trans>No creator fits.</Trans>
      </p>
    );
  return (
    <RuledList label={t`Creators`}>
      {read.data.items.map((c) => (
        <Line
          key={c.creatorId}
          lead={<Avatar id={c.creatorId} name={c.displayName} />}
          what={<bdi>{c.displayName}</bdi>}
          how={
            c.handles[0] && (
              <>
                <bdi>@{c.handles[0].handle}</bdi>, {platformName(c.handles[0].platform)}
              </>
            )
          }
          onClick={() => onPick(c)}
        />
      ))}
    </RuledList>
  );
}

function With({ creator, onPick }: { creator: ListedCreator; onPick: (one: Running) => void }) {
  const { t } = useLingui();
  const read = useRead('roster.runningOf', { path: { creatorId: creator.creatorId } });
  const name = creator.displayName;
  if (!read.data) return read.error ? <Failed error={read.error} /> : <Skeleton rows={2} label={t`Loading the memberships`} />;
  if (read.data.items.length === 0)
    return (
      <p className="text-text-2">
        <Trans>
          <bdi>{name}</bdi> is with no agency now.
        </Trans>
      </p>
    );
  return (
    <RuledList label={t`Memberships of ${name}`}>
      {read.data.items.map((one) => (
        <Line
          key={one.membershipId}
          lead={<HouseMark id={one.agency.agencyId} />}
          what={<bdi>{one.agency.name}</bdi>}
          how={
            <Trans>
              since {day(one.since)}, ends {day(one.endsAt)}
            </Trans>
          }
          onClick={() => onPick(one)}
        />
      ))}
    </RuledList>
  );
}
