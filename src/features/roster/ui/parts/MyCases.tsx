import { Trans, useLingui } from '@lingui/react/macro';
import { Flag, Scale } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import type { MembershipCase } from '#src/web/client.gen.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Select, TextArea, Wrong } from '#src/web/kit/Field.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { Case, complaintWhys, whyName } from './Cases.tsx';

type One = Answer<'roster.mine'>['items'][number];
const touches = ['roster.mine', 'roster.myCases', 'roster.myOffers'] as const;
const wordsMax = 2000;

/** What waits for a decision, or for her word. */
const isOpen = ({ state }: MembershipCase) => state === 'told' || state === 'open';

/** A removal that she may contest, and what the operator is asked now: beside what waits for her. */
export function OpenCases({ one }: { one: One }) {
  const { t } = useLingui();
  const read = useRead('roster.myCases', { path: { membershipId: one.membershipId } });
  const open = one.state === 'ended' ? [] : (read.data?.items ?? []).filter(isOpen);
  if (open.length === 0) return null;
  return (
    <Section title={<Trans>Cases</Trans>}>
      <RuledList label={t`Cases`}>
        {open.map((c) => (
          <Case
            key={c.caseId}
            one={c}
            to="creator"
            over={false}
            {...(c.state === 'told' ? { act: <Contest one={one} caseId={c.caseId} /> } : {})}
          />
        ))}
      </RuledList>
    </Section>
  );
}

/** What the operator was asked about this membership, and how she asks. */
export function MyCases({ one }: { one: One }) {
  const { t } = useLingui();
  const read = useRead('roster.myCases', { path: { membershipId: one.membershipId } });
  const all = read.data?.items ?? [];
  const over = one.state === 'ended' ? all : all.filter((c) => !isOpen(c));
  const asks = read.data !== undefined && one.state !== 'ended' && !all.some((c) => c.kind === 'complaint' && isOpen(c));
  if (read.error)
    return (
      <div className="field mt-4">
        <Wrong>{sayProblem(read.error)}</Wrong>
      </div>
    );
  return (
    <>
      {over.length > 0 && (
        <Section title={<Trans>Cases that are over</Trans>}>
          <RuledList label={t`Cases that are over`}>
            {over.map((c) => (
              <Case key={c.caseId} one={c} to="creator" over={one.state === 'ended'} />
            ))}
          </RuledList>
        </Section>
      )}
      {asks && <Complaint one={one} />}
    </>
  );
}

function Contest({ one, caseId }: { one: One; caseId: string }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const [answer, setAnswer] = useState('');
  const send = useChange('roster.appeal', {
    touches: [...touches],
    onDone: () => {
      setAsking(false);
      tell({ title: t`Contested. The membership goes on until the operator has decided.` });
    },
  });
  return (
    <>
      <Btn icon={Scale} onClick={() => setAsking(true)}>
        <Trans>Contest it</Trans>
      </Btn>
      <Ask
        open={asking}
        onClose={() => setAsking(false)}
        title={<Trans>Contest that the membership ends</Trans>}
        said={<Trans>The membership goes on until the operator has decided, and if nobody does. The agency reads what you write.</Trans>}
        words={answer}
        onWords={setAnswer}
        label={<Trans>Why it should go on</Trans>}
        button={<Trans>Contest it</Trans>}
        busy={send.isPending}
        error={send.error}
        onSend={() => send.mutate({ path: { membershipId: one.membershipId, caseId }, body: { answer } })}
      />
    </>
  );
}

function Complaint({ one }: { one: One }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState<(typeof complaintWhys)[number]>('promise');
  const [said, setSaid] = useState('');
  const send = useChange('roster.complain', {
    touches: [...touches],
    onDone: () => {
      setAsking(false);
      setSaid('');
      tell({ title: t`The operator is asked.` });
    },
  });
  return (
    <Section title={<Trans>When something is wrong</Trans>}>
      <p className="text-dense text-text-2">
        <Trans>
          The operator of this Greenroom looks at it. If the agency broke the terms, your membership ends at once. Leaving works all the
          same, at any time.
        </Trans>
      </p>
      <div className="mt-3">
        <Btn wide icon={Flag} onClick={() => setAsking(true)}>
          <Trans>Ask the operator</Trans>
        </Btn>
      </div>
      <Ask
        open={asking}
        onClose={() => setAsking(false)}
        title={<Trans>Ask the operator</Trans>}
        said={<Trans>The agency reads what you write, and may answer. If nobody decides in time, you may leave at once.</Trans>}
        words={said}
        onWords={setSaid}
        label={<Trans>What happened</Trans>}
        button={<Trans>Send it</Trans>}
        busy={send.isPending}
        error={send.error}
        onSend={() => send.mutate({ path: { membershipId: one.membershipId }, body: { why, said } })}
      >
        <Select
          label={<Trans>What it is about</Trans>}
          value={why}
          options={complaintWhys.map((value) => ({ value, label: whyName(value) }))}
          onChange={setWhy}
        />
      </Ask>
    </Section>
  );
}

/** Words that somebody else will read, and the button that sends them. */
export function Ask(props: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  said: ReactNode;
  words: string;
  onWords: (words: string) => void;
  label: ReactNode;
  button: ReactNode;
  busy: boolean;
  error: Error | null;
  onSend: () => void;
  children?: ReactNode;
}) {
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      said={props.said}
      acts={
        <>
          <Btn go busy={props.busy} disabled={props.words.trim() === '' || props.words.length > wordsMax} onClick={props.onSend}>
            {props.button}
          </Btn>
          <Btn onClick={props.onClose}>
            <Trans>Back</Trans>
          </Btn>
        </>
      }
    >
      <div className="grid gap-4">
        {props.children}
        <TextArea label={props.label} rows={5} maxLength={wordsMax} value={props.words} onChange={props.onWords} />
        <Failed error={props.error} />
      </div>
    </Dialog>
  );
}
