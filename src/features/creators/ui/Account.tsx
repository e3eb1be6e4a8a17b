import { Trans } from '@lingui/react/macro';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { homeOf, useMe } from '#src/web/me.ts';
import { useRead } from '#src/web/queries.ts';
import { PageError } from '#src/web/shell/PageError.tsx';
import { Erase } from './parts/Erase.tsx';
import { Take } from './parts/Take.tsx';

/** The account of somebody without a creator's room: everything to take along, and the end of it. */
export default function Account() {
  const { data: me } = useMe();
  const owned = useRead('creators.owned');
  if (owned.error && !owned.data) return <PageError error={owned.error} again={() => void owned.refetch()} />;
  if (!owned.data || !me)
    return (
      <>
        <SayBone />
        <Skeleton rows={5} avatar={false} />
      </>
    );
  const name = me.person.name;
  return (
    <>
      <Say then={<Trans>Take it with you, or delete it.</Trans>}>
        <Trans>
          This is your account, <bdi>{name}</bdi>.
        </Trans>
      </Say>
      <p className="prov mt-2">
        <bdi>{me.person.email}</bdi>
      </p>
      <Take owned={owned.data} />
      <Erase owned={owned.data} />
      <div className="mt-6">
        <Btn wide to={homeOf(me)}>
          <Trans>To my room</Trans>
        </Btn>
      </div>
    </>
  );
}
