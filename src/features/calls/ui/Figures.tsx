import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import type { OwnFigures } from '#src/web/client.gen.ts';
import { day } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { platformName } from '#src/web/words/names.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { Months } from './parts/Months.tsx';
import { ByExport, inNetwork, Paces } from './parts/Paces.tsx';

/** The creator reads what agencies' exports say of her: the figures that they see. */
export default function Figures() {
  const { t } = useLingui();
  const read = useRead('calls.mine');
  const page = (children: ReactNode) => (
    <PhonePage title={t`Your figures`} back="/home">
      {children}
    </PhonePage>
  );
  if (!read.data) {
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={6} avatar={false} />
      </>,
    );
  }
  const { items } = read.data;
  const [first] = items;
  if (!first)
    return page(
      <Empty say={<Trans>No agency shows you figures of its export.</Trans>}>
        <Trans>An agency that works from its own exports can send you a link. Then you see here what it sees of you.</Trans>
      </Empty>,
    );
  return page(
    <>
      <Say then={<Trans>Now you see the same.</Trans>}>
        {items.length === 1 ? (
          <Trans>
            <bdi>{first.agencyName}</bdi> sees these figures of you.
          </Trans>
        ) : (
          <Plural value={items.length} one="# agency sees figures of you." other="# agencies see figures of you." />
        )}
      </Say>
      {items.map((one) => (
        <OfAgency key={one.exportId} one={one} />
      ))}
    </>,
  );
}

function OfAgency({ one }: { one: OwnFigures }) {
  const { agencyId, agencyName, platform, handle, figures } = one;
  return (
    <article>
      <div className="mt-4.5 flex items-center gap-3">
        <HouseMark id={agencyId} />
        <div className="min-w-0">
          <h2 className="head wrap-anywhere">
            <bdi>{agencyName}</bdi>
          </h2>
          <Prov
            parts={[
              <bdi key="handle">@{handle}</bdi>,
              platformName(platform),
              ...(figures === null
                ? []
                : [...inNetwork(figures), <ByExport key="export" dataOn={figures.dataOn} agencyName={agencyName} />]),
            ]}
          />
        </div>
      </div>
      {figures === null ? (
        <p className="mt-4 text-text-2">
          <Trans>These figures are not reckoned yet. Look again in a few minutes.</Trans>
        </p>
      ) : (
        <>
          <Paces one={{ ...figures, agencyName }} />
          <Section title={<Trans>Day by day</Trans>}>
            <Months one={figures} />
          </Section>
        </>
      )}
      <End one={one} />
    </article>
  );
}

function End({ one: { agencyId, agencyName, exportId, since } }: { one: OwnFigures }) {
  const { t } = useLingui();
  const [asks, setAsks] = useState(false);
  const leave = useChange('calls.leaveClaim', {
    touches: ['calls.mine', 'creators.owned'],
    onDone: () => tell({ title: t`You no longer see figures of ${agencyName}.`, how: t`The agency is told that you ended it.` }),
  });
  return (
    <Section title={<Trans>Between you and the agency</Trans>}>
      <p className="text-text-2">
        <Trans>
          You see these figures since {day(since)}. That makes you nobody’s member, and no agency finds you by it. They come from the
          agency’s export, and stay with it when you end this.
        </Trans>
      </p>
      <div className="acts mt-3">
        <Btn label={t`Stop seeing them: ${agencyName}`} onClick={() => setAsks(true)}>
          <Trans>Stop seeing them</Trans>
        </Btn>
      </div>
      <Dialog
        open={asks}
        onClose={() => setAsks(false)}
        title={
          <Trans>
            Stop seeing the figures of <bdi>{agencyName}</bdi>?
          </Trans>
        }
        said={<Trans>At once. The agency is told that you ended it; to see them again you need a new link from it.</Trans>}
        acts={
          <>
            <Btn go busy={leave.isPending} onClick={() => leave.mutate({ path: { agencyId, exportId } })}>
              <Trans>Stop seeing them</Trans>
            </Btn>
            <Btn onClick={() => setAsks(false)}>
              <Trans>Cancel</Trans>
            </Btn>
          </>
        }
      >
        {leave.error ? <Wrong>{sayProblem(leave.error)}</Wrong> : undefined}
      </Dialog>
    </Section>
  );
}
