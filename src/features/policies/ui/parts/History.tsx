import { Trans, useLingui } from '@lingui/react/macro';
import { day, instant, number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Changes } from '#src/web/kit/Changes.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Facts } from '#src/web/kit/Lists.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Skeleton } from '#src/web/kit/States.tsx';
import { usePages } from '#src/web/pages.ts';
import { certaintyOf, changesOf, said, titleOf, type Kind } from '#src/web/words/policies.ts';

/** Every version of a rule, newest first, each with what it changed. */
export function History({ kind, onClose }: { kind: Kind; onClose: () => void }) {
  const { t } = useLingui();
  const title = titleOf(kind);
  const versions = usePages('policies.history', { query: { kind, limit: 20 } });
  const { items, first, hasNextPage } = versions;
  return (
    <Dialog open roomy onClose={onClose} title={<Trans>{title}: every version</Trans>}>
      {!first && !versions.isError && <Skeleton rows={4} avatar={false} label={t`Loading the versions`} />}
      <Failed error={versions.error} />
      {first && items.length === 0 && (
        <p className="text-text-2">
          <Trans>Nobody has put a version of this rule yet: what came with Greenroom holds.</Trans>
        </p>
      )}
      <ol className="grid gap-6">
        {items.map((version, index) => {
          const older = items[index + 1];
          return (
            <li key={version.policyId ?? index} className="grid gap-2">
              <h3 className="sub">
                <Trans>
                  Version {number(version.version)}, in force from {day(version.validFrom ?? version.madeAt)}
                </Trans>
              </h3>
              {older ? (
                <Changes
                  changes={changesOf(kind, older.params, version.params)}
                  caption={t`What version ${number(version.version)} changed`}
                />
              ) : (
                <Facts rows={said(kind, version.params)} />
              )}
              <Prov
                parts={[
                  version.source,
                  certaintyOf(version.certainty),
                  version.madeBy === null
                    ? t`put by the program, ${instant(version.madeAt)}`
                    : t`put by ${version.madeBy.name}, ${instant(version.madeAt)}`,
                ]}
              />
            </li>
          );
        })}
      </ol>
      {hasNextPage && (
        <div className="acts mt-4">
          <Btn small busy={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Btn>
        </div>
      )}
    </Dialog>
  );
}
