import { Trans } from '@lingui/react/macro';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Say } from '#src/web/kit/Say.tsx';

/** After the end: nothing of the person is left here, not even who it was. */
export default function Gone() {
  return (
    <>
      <Say then={<Trans>Nobody can sign in with it any more.</Trans>}>
        <Trans>Your account is deleted.</Trans>
      </Say>
      <p className="mt-3 text-text-2">
        <Trans>Agencies keep terms and dates of what you had agreed with them, under a word that says nothing of you.</Trans>
      </p>
      <div className="mt-5">
        <Btn wide to="/sign-in">
          <Trans>To the door</Trans>
        </Btn>
      </div>
    </>
  );
}
