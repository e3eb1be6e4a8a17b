import { Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, MessageSquareReply, UserMinus } from 'lucide-react';
import { useState } from 'react';
import type { RosterRow } from '#src/web/client.gen.ts';
import { day } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { sayCode } from '#src/web/words/problems.ts';
import { Case, removalWhys, whyName } from '../../parts/Cases.tsx';
import { Ask } from '../../parts/MyCases.tsx';

interface Of {
  agencyId: string;
  row: RosterRow;
}
const touches = ['roster.list', 'roster.memberCases', 'roster.offers'] as const;

/** What the operator is asked about a member, or was, and the trial LIVE that is awaited. */
export function OurCases({ agencyId, row }: Of) {
  const { t } = useLingui();
  const read = useRead('roster.memberCases', { path: { agencyId, membershipId: row.membershipId } });
  const items = read.data?.items ?? [];
  return (
    <>
      {row.trial?.state === 'awaited' && <Trial agencyId={agencyId} row={row} />}
      <Failed error={read.error} />
      {items.length > 0 && (
        <Section title={<Trans>Cases</Trans>}>
          <RuledList label={t`Cases`}>
            {items.map((c) => (
              <Case
                key={c.caseId}
                one={c}
                to="agency"
                over={row.state === 'ended'}
                {...(c.kind === 'complaint' && c.state === 'open' && c.answer === null
                  ? { act: <Reply agencyId={agencyId} row={row} caseId={c.caseId} /> }
                  : {})}
              />
            ))}
          </RuledList>
        </Section>
      )}
    </>
  );
}

/** The agency’s own way to end a membership, or why it cannot now. */
export function Ending({ agencyId, row }: Of) {
  const read = useRead('roster.memberCases', { path: { agencyId, membershipId: row.membershipId } });
  if (!read.data || row.state !== 'active') return null;
  const { refused, endsAt } = read.data.remove;
  return (
    <Section title={<Trans>Ending it</Trans>}>
      {refused === null ? (
        <Removal agencyId={agencyId} row={row} endsAt={endsAt} />
      ) : (
        <p className="prov">
          {sayCode(refused.code, refused.detail)} {refused.askAgainAt !== null && <Trans>Possible from {day(refused.askAgainAt)}.</Trans>}
        </p>
      )}
    </Section>
  );
}

function Trial({ agencyId, row }: Of) {
  const { t } = useLingui();
  const name = row.displayName;
  const confirm = useChange('roster.confirmTrial', {
    touches: [...touches],
    onDone: () => tell({ title: t`The trial LIVE of ${name} is noted.` }),
  });
  const { until, minutes } = row.trial!;
  return (
    <Section title={<Trans>The trial LIVE</Trans>}>
      <p className="text-dense text-text-2">
        <Trans>
          One LIVE of {minutes} minutes or more is awaited until {day(until)}; one that is heard here is noted by itself. Without it the
          membership ends then.
        </Trans>
      </p>
      <div className="acts mt-2.5">
        <Btn
          small
          icon={CircleCheck}
          busy={confirm.isPending}
          onClick={() => confirm.mutate({ path: { agencyId, membershipId: row.membershipId } })}
        >
          <Trans>We have seen it</Trans>
        </Btn>
      </div>
      <Failed error={confirm.error} />
    </Section>
  );
}

function Reply({ agencyId, row, caseId }: Of & { caseId: string }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const [answer, setAnswer] = useState('');
  const send = useChange('roster.answerCase', {
    touches: [...touches],
    onDone: () => {
      setAsking(false);
      tell({ title: t`Answered.` });
    },
  });
  return (
    <>
      <Btn small icon={MessageSquareReply} onClick={() => setAsking(true)}>
        <Trans>Answer</Trans>
      </Btn>
      <Ask
        open={asking}
        onClose={() => setAsking(false)}
        title={<Trans>Answer the complaint</Trans>}
        said={<Trans>The creator and the operator read it. You can answer once.</Trans>}
        words={answer}
        onWords={setAnswer}
        label={<Trans>Your answer</Trans>}
        button={<Trans>Answer</Trans>}
        busy={send.isPending}
        error={send.error}
        onSend={() => send.mutate({ path: { agencyId, membershipId: row.membershipId, caseId }, body: { answer } })}
      />
    </>
  );
}

function Removal({ agencyId, row, endsAt }: Of & { endsAt: string }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState<(typeof removalWhys)[number]>('inactive');
  const [said, setSaid] = useState('');
  const name = row.displayName;
  const end = day(endsAt);
  const send = useChange('roster.remove', {
    touches: [...touches],
    onDone: () => {
      setAsking(false);
      tell({ title: t`${name} is told. The membership ends on ${end}.` });
    },
  });
  return (
    <>
      <p className="text-dense text-text-2">
        <Trans>It would end on {end}. Until then the creator may contest it; then the operator decides.</Trans>
      </p>
      <div className="acts mt-2.5">
        <Btn small icon={UserMinus} onClick={() => setAsking(true)}>
          <Trans>End the membership</Trans>
        </Btn>
      </div>
      <Ask
        open={asking}
        onClose={() => setAsking(false)}
        title={
          <Trans>
            End the membership of <bdi>{name}</bdi>
          </Trans>
        }
        said={<Trans>It would end on {end}. Until then the creator may contest it; then the operator decides.</Trans>}
        words={said}
        onWords={setSaid}
        label={<Trans>The reason, as the creator will read it</Trans>}
        button={<Trans>End it on {end}</Trans>}
        busy={send.isPending}
        error={send.error}
        onSend={() => send.mutate({ path: { agencyId, membershipId: row.membershipId }, body: { why, said } })}
      >
        <Select
          label={<Trans>Why</Trans>}
          value={why}
          options={removalWhys.map((value) => ({ value, label: whyName(value) }))}
          onChange={setWhy}
        />
      </Ask>
    </>
  );
}
