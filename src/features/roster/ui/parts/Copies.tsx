import { Trans, useLingui } from '@lingui/react/macro';
import { FileDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import type { AgreementCopy } from '#src/web/client.gen.ts';
import { day } from '#src/web/format.ts';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Tag } from '#src/web/kit/Tag.tsx';
import { useRead } from '#src/web/queries.ts';

type Page = Answer<'copies.mine'>;
/** While one is being made it is asked for again. */
const every = (page: Page | undefined): number | false => (page?.items.some(({ state }) => state === 'making') ? 1500 : false);

export function MyCopies({ membershipId }: { membershipId: string }) {
  const read = useRead('copies.mine', { path: { membershipId } }, { every });
  return <Copies page={read.data} error={read.error} fileAt={(copyId) => `/v1/me/copies/${copyId}`} />;
}
export function OurCopies({ agencyId, membershipId }: { agencyId: string; membershipId: string }) {
  const read = useRead('copies.list', { path: { agencyId, membershipId } }, { every });
  return <Copies page={read.data} error={read.error} fileAt={(copyId) => `/v1/agencies/${agencyId}/copies/${copyId}`} />;
}

/** What was agreed, as files that both sides have alike. Nothing stands here of agreements older than the first copy. */
function Copies({ page, error, fileAt }: { page: Page | undefined; error: Error | null; fileAt: (copyId: string) => string }) {
  const { t } = useLingui();
  const all = page?.items ?? [];
  if (all.length === 0 && !error) return null;
  return (
    <Section title={<Trans>Copies</Trans>} prov={<Trans>the same file for both sides</Trans>}>
      <Failed error={error} />
      {all.length > 0 && (
        <RuledList className="border-y border-line" label={t`Copies`}>
          {all.map((one) => (
            <Line
              key={one.copyId}
              what={nameOf(one)}
              how={
                <Trans>
                  agreed on {day(one.agreedAt)}, code <bdi>{one.code}</bdi>
                </Trans>
              }
              end={<End one={one} href={fileAt(one.copyId)} />}
            />
          ))}
        </RuledList>
      )}
      <p className="prov mt-2">
        <Trans>
          Anyone who has the file or its code can <TextLink to="/check">check it</TextLink>.
        </Trans>
      </p>
    </Section>
  );
}

const nameOf = ({ kind }: AgreementCopy): ReactNode => {
  if (kind === 'joined') return <Trans>Joining</Trans>;
  return kind === 'renewal' ? <Trans>A further term</Trans> : <Trans>Other terms</Trans>;
};

function End({ one, href }: { one: AgreementCopy; href: string }) {
  const { t } = useLingui();
  if (one.state === 'making')
    return (
      <span role="status">
        <Tag line>
          <Trans>is being made</Trans>
        </Tag>
      </span>
    );
  if (one.state === 'delayed')
    return (
      <Tag line>
        <Trans>delayed, tried again within the hour</Trans>
      </Tag>
    );
  if (one.state === 'gone')
    return (
      <Tag line>
        <Trans>deleted with the profile</Trans>
      </Tag>
    );
  return (
    <Btn small icon={FileDown} href={href} download={`greenroom-${one.code}.pdf`} label={t`Download, agreed on ${day(one.agreedAt)}`}>
      <Trans>Download</Trans>
    </Btn>
  );
}
