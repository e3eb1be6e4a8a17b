import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useEffectEvent } from 'react';
import { NoAnswer, Problem } from '../api.ts';
import { instant, number } from '../format.ts';
import { Btn } from '../kit/Btn.tsx';
import { Lamp } from '../kit/HouseMark.tsx';
import { Refused } from '../kit/States.tsx';
import { sayProblem } from '../words/problems.ts';

/** A screen that cannot be shown: why, and what would change it. Screens use it for the error of their main read; `small`: of a part. */
export function PageError({ error, again, small = false }: { error: unknown; again?: (() => void) | undefined; small?: boolean }) {
  const { t } = useLingui();
  const silent = error instanceof NoAnswer;
  const retry = useEffectEvent(() => again?.());
  useEffect(() => {
    if (!silent) return;
    const timer = setInterval(retry, 5_000);
    return () => clearInterval(timer);
  }, [silent]);
  const acts = again ? (
    <Btn go onClick={again}>
      <Trans>Try again</Trans>
    </Btn>
  ) : undefined;
  if (silent) {
    return (
      <Refused
        say={<Trans>No answer from Greenroom.</Trans>}
        why={<Trans>Your device is offline, or the server is not running. Nothing was changed.</Trans>}
        change={<Trans>The screen comes back by itself once there is a connection.</Trans>}
        acts={acts}
      />
    );
  }
  if (error instanceof Problem && error.day) {
    const { most, goesOnAt } = error.day;
    return (
      <Refused
        small={small}
        say={sayProblem(error)}
        why={
          <Trans>
            One person in an agency sees at most {number(most)} different creators this way in a day, so that nobody copies them all.
          </Trans>
        }
        change={<Trans>It goes on at {instant(goesOnAt, { named: true })}.</Trans>}
        visible={<Trans>Whom you have seen today, and members of your agency.</Trans>}
        acts={acts}
        code={error.code}
      />
    );
  }
  if (error instanceof Problem && error.status < 500) {
    return (
      <Refused
        small={small}
        say={error.status === 404 ? t`This is not here, or not for you to see.` : t`You cannot open this.`}
        why={error.detail}
        acts={acts}
        code={error.code}
      />
    );
  }
  const request = error instanceof Problem ? error.requestId : undefined;
  return (
    <Refused
      say={<Trans>Something broke on our side.</Trans>}
      why={error instanceof Problem ? error.detail : <Trans>This screen met something it did not expect. Nothing was changed.</Trans>}
      {...(request === undefined ? {} : { change: <Trans>Tell your operator this number: {request}</Trans> })}
      acts={
        acts ?? (
          <Btn href={location.href}>
            <Trans>Load again</Trans>
          </Btn>
        )
      }
    />
  );
}

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <div className="entry">
      <header>
        <Lamp />
        Greenroom
      </header>
      <main id="main" tabIndex={-1}>
        <Refused
          say={<Trans>Nothing lives at this address.</Trans>}
          why={<Trans>The link is old, or a letter is missing.</Trans>}
          acts={
            <Btn go to="/">
              <Trans>To my room</Trans>
            </Btn>
          }
        />
      </main>
      <span />
    </div>
  );
}
