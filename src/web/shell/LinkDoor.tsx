import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Problem, type Answer } from '../api.ts';
import { Btn } from '../kit/Btn.tsx';
import { Refused, SayBone, Skeleton } from '../kit/States.tsx';
import { useMe, type Me } from '../me.ts';
import { useRead } from '../queries.ts';
import { PageError } from './PageError.tsx';

type Seen = Answer<'people.lookAtLink'>;

/** A one-time link: looks at it, says when it cannot be used, else shows what it is for to whoever is here. */
export function LinkDoor({
  kind,
  children,
}: {
  /** The sorts of link that this door is for. */
  kind: Seen['kind'] | Seen['kind'][];
  children: (given: { token: string; link: Seen; me: Me | undefined }) => ReactNode;
}) {
  const { token = '' } = useParams({ strict: false }) as { token?: string };
  const me = useMe();
  const look = useRead('people.lookAtLink', { body: { token } });
  if (look.isPending || me.isPending)
    return (
      <>
        <SayBone />
        <Skeleton rows={3} avatar={false} />
      </>
    );
  const kinds = [kind].flat();
  if (look.data && kinds.includes(look.data.kind)) return children({ token, link: look.data, me: me.data });
  const code = look.data ? 'people.link_not_found' : look.error instanceof Problem && look.error.status < 500 ? look.error.code : '';
  if (code === '') return <PageError error={look.error} again={() => void look.refetch()} />;
  return <DeadLink code={code} kind={kinds[0]!} />;
}

function DeadLink({ code, kind }: { code: string; kind: Seen['kind'] }) {
  const { t } = useLingui();
  const from = {
    claim: t`Ask the operator for a new one. Only the newest link to a profile works.`,
    staff: t`Ask an owner or a manager of the agency for a new one.`,
    operator: t`Whoever started this server finds a new one in its output at the next start.`,
    figures: t`Ask the agency for a new one. Only the newest link works.`,
    house: t`Whoever started this server finds a new one in its output at the next start.`,
  }[kind];
  const used = code === 'people.link_used';
  const expired = code === 'people.link_expired';
  const back = code === 'people.link_withdrawn';
  return (
    <Refused
      say={
        used
          ? t`This link was used already.`
          : expired
            ? t`This link has expired.`
            : back
              ? t`This link was taken back.`
              : t`This link is not known here.`
      }
      why={
        back ? (
          <Trans>It leads nowhere any more.</Trans>
        ) : used ? (
          <Trans>A link works once. If it was you, sign in: what it was for is done.</Trans>
        ) : expired ? (
          <Trans>A link works for seven days, or until a newer one is made.</Trans>
        ) : (
          <Trans>A letter may be missing, or it is for another Greenroom.</Trans>
        )
      }
      change={from}
      acts={
        <Btn go to="/sign-in">
          <Trans>Sign in</Trans>
        </Btn>
      }
      code={code}
    />
  );
}
