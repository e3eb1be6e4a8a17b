import { Trans, useLingui } from '@lingui/react/macro';
import type { StaffLink } from '#src/web/client.gen.ts';
import { useNow } from '#src/web/clock.ts';
import { day, instant, left } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useChange } from '#src/web/queries.ts';
import { roleName } from '#src/web/words/names.ts';
import { sayProblem } from '#src/web/words/problems.ts';

/** Links that offer a seat and can still be used; one taken back stops working at once. */
export function OpenLinks({ agencyId, links }: { agencyId: string; links: StaffLink[] }) {
  const { t } = useLingui();
  const now = useNow();
  const { data: me } = useMe();
  const withdraw = useChange('agencies.withdrawStaffLink', { touches: ['agencies.listStaffLinks'] });
  if (links.length === 0) {
    return (
      <p className="text-text-2">
        <Trans>No link is open. A link offers one seat, works once, and ends after seven days.</Trans>
      </p>
    );
  }
  const back = (link: StaffLink) =>
    withdraw.mutate(
      { path: { agencyId, linkId: link.linkId } },
      {
        onSuccess: () => tell({ title: t`The link is taken back.`, how: t`Whoever opens it is told so.` }),
        onError: (error) => tell({ title: sayProblem(error), urgent: true }),
      },
    );
  return (
    <RuledList className="border-y border-line" label={t`Seats on offer`}>
      {links.map((link) => {
        const role = roleName(link.role);
        const end = instant(link.expiresAt, { named: true });
        return (
          <li key={link.linkId} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-[560]">{role}</p>
              <Prov
                parts={[
                  link.madeBy ? t`made by ${link.madeBy.name}, ${day(link.madeAt)}` : t`made by the operator, ${day(link.madeAt)}`,
                  t`ends ${end}`,
                  left(link.expiresAt, now),
                ]}
              />
            </div>
            {may(me, 'agencies.withdrawStaffLink') && (
              <Btn
                small
                busy={withdraw.isPending && withdraw.variables.path.linkId === link.linkId}
                label={t`Take back the link for: ${role}`}
                onClick={() => back(link)}
              >
                <Trans>Take back</Trans>
              </Btn>
            )}
          </li>
        );
      })}
    </RuledList>
  );
}
