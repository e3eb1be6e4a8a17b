import { Trans, useLingui } from '@lingui/react/macro';
import type { Import } from '#src/web/client.gen.ts';
import { instant } from '#src/web/format.ts';
import { TextLink } from '#src/web/kit/Btn.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';

/** Where one is, which file it is, and who brought it when. */
export function Trail({ agencyId, file }: { agencyId: string; file: Import }) {
  const { t } = useLingui();
  const at = instant(file.madeAt, { named: true });
  return (
    <Prov
      parts={[
        <TextLink key="back" to={`/a/${agencyId}/imports`}>{t`Imports`}</TextLink>,
        <bdi key="name" className="[overflow-wrap:anywhere]">
          {file.name}
        </bdi>,
        file.madeBy ? (
          <Trans key="by">
            brought {at} by {file.madeBy.name}
          </Trans>
        ) : (
          at
        ),
      ]}
    />
  );
}
