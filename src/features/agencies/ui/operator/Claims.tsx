import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Problem } from '#src/web/api.ts';
import type { Ops } from '#src/web/client.gen.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Select, TextField, Wrong } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { OnceLink } from '#src/web/kit/OnceLink.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section, Sheet } from '#src/web/kit/Sheet.tsx';
import { Refused } from '#src/web/kit/States.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useChange } from '#src/web/queries.ts';
import { platformName } from '#src/web/words/names.ts';
import { sayProblem } from '#src/web/words/problems.ts';

type Platform = Ops['creators.claimLink']['body']['platform'];
const platforms: Platform[] = ['tiktok', 'twitch', 'youtube', 'other'];

/** The link with which a creator takes over the profile that an import made. */
export default function Claims() {
  const { t } = useLingui();
  const { data: me } = useMe();
  const [platform, setPlatform] = useState<Platform>('tiktok');
  const [handle, setHandle] = useState('');
  const [made, setMade] = useState<{ handle: string; platform: Platform; url: string; expiresAt: string } | null>(null);
  const link = useChange('creators.claimLink');
  if (me && !may(me, 'creators.claimLink')) {
    return (
      <DeskPage padded>
        <Refused
          say={<Trans>Claim links are not part of your role.</Trans>}
          why={<Trans>They hand a profile to a person, so only an operator with the full role makes them.</Trans>}
          acts={
            <Btn go to="/">
              <Trans>To my room</Trans>
            </Btn>
          }
          code="people.operators_only"
        />
      </DeskPage>
    );
  }
  const unknown = link.error instanceof Problem && link.error.code.startsWith('creators.');
  const submit = () => {
    const asked = { platform, handle: handle.trim().replace(/^@/, '') };
    setMade(null);
    link.mutate({ body: asked }, { onSuccess: (answer) => setMade({ ...asked, ...answer }) });
  };
  return (
    <DeskPage padded>
      <Say then={<Trans>The link is theirs alone.</Trans>}>
        <Trans>Hand an imported profile to its creator.</Trans>
      </Say>
      <p className="mt-2 max-w-(--measure) text-text-2">
        <Trans>
          Until somebody takes a profile over, no agency can find it. The creator opens the link, signs in, says their birth date, and from
          then on decides what agencies see.
        </Trans>
      </p>
      <form
        className="mt-6 grid max-w-120 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!link.isPending) submit();
        }}
      >
        <Select
          label={<Trans>Platform</Trans>}
          value={platform}
          onChange={setPlatform}
          options={platforms.map((value) => ({ value, label: platformName(value) }))}
        />
        <TextField
          label={<Trans>Handle</Trans>}
          value={handle}
          onChange={setHandle}
          maxLength={121}
          required
          autoComplete="off"
          placeholder="@"
          error={unknown ? sayProblem(link.error) : undefined}
        />
        {link.isError && !unknown && (
          <div className="field">
            <Wrong>{sayProblem(link.error)}</Wrong>
          </div>
        )}
        <div className="acts">
          <Btn go={made === null} type="submit" busy={link.isPending} disabled={handle.trim().replace(/^@/, '') === ''}>
            <Trans>Make the link</Trans>
          </Btn>
        </div>
      </form>
      {made && (
        <Section title={<Trans>Link for @{made.handle}</Trans>}>
          <div className="max-w-160">
            <Sheet label={t`Link for @${made.handle}`}>
              <div className="p-4">
                <OnceLink key={made.url} label={<Trans>Link</Trans>} url={made.url} expiresAt={made.expiresAt} to={made} />
              </div>
            </Sheet>
          </div>
        </Section>
      )}
    </DeskPage>
  );
}
