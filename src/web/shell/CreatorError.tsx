import { Trans } from '@lingui/react/macro';
import { Problem } from '../api.ts';
import { Btn } from '../kit/Btn.tsx';
import { Refused } from '../kit/States.tsx';
import { PageError } from './PageError.tsx';

/** The error of a creator's main read. Somebody without a profile is told how to get one. */
export function CreatorError({ error, again }: { error: unknown; again?: () => void }) {
  if (!(error instanceof Problem) || error.code !== 'creators.not_a_creator') return <PageError error={error} again={again} />;
  return (
    <Refused
      say={<Trans>You have no creator profile here yet.</Trans>}
      why={<Trans>This room belongs to creators, and your account is not one so far.</Trans>}
      change={<Trans>Make a profile, or open the claim link that the operator sent you.</Trans>}
      acts={
        <Btn go to="/sign-up">
          <Trans>Make a creator profile</Trans>
        </Btn>
      }
      code={error.code}
    />
  );
}
