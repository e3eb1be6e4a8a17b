import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Eye, KeyRound, LockKeyhole } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { Say } from './Say.tsx';

/** Nothing here yet: the sentence, what the place is for, the one act. `ghost` draws what will stand here. */
export function Empty({
  say,
  children,
  act,
  prov,
  ghost,
  small = false,
}: {
  say: ReactNode;
  children: ReactNode;
  act?: ReactNode;
  prov?: ReactNode;
  ghost?: ReactNode;
  small?: boolean | undefined;
}) {
  return (
    <div>
      <Say small={small}>{say}</Say>
      <p className="mt-1.5 max-w-[560px] text-body text-text-2">{children}</p>
      {ghost !== undefined && (
        <div className="mt-5" aria-hidden="true">
          {ghost}
        </div>
      )}
      {(act !== undefined || prov !== undefined) && (
        <div className="acts mt-5">
          {act}
          {prov !== undefined && <span className="prov">{prov}</span>}
        </div>
      )}
    </div>
  );
}

/** A no, explained: why, what would change it, what can be seen now. `code` is the refusal's own. */
export function Refused({
  say,
  why,
  change,
  visible,
  acts,
  code,
  small = false,
}: {
  say: ReactNode;
  why: ReactNode;
  change?: ReactNode;
  visible?: ReactNode;
  acts?: ReactNode;
  code?: string | undefined;
  small?: boolean | undefined;
}) {
  const rows = [
    { icon: LockKeyhole, title: <Trans>Why</Trans>, text: why },
    { icon: KeyRound, title: <Trans>What would change it</Trans>, text: change },
    { icon: Eye, title: <Trans>What you can see now</Trans>, text: visible },
  ].filter((row) => row.text !== undefined);
  return (
    <div role="alert">
      <Say small={small}>{say}</Say>
      <div className="why">
        {rows.map(({ icon: Icon, title, text }, index) => (
          <div key={index} className="contents">
            <Icon size={19} strokeWidth={1.75} className="mt-px text-text-3" aria-hidden="true" />
            <div>
              <b>{title}</b>
              <span>{text}</span>
            </div>
          </div>
        ))}
      </div>
      <div className="acts">
        {acts}
        {code !== undefined && (
          <span className="prov">
            <Trans>
              refusal <bdi>{code}</bdi>
            </Trans>
          </span>
        )}
      </div>
    </div>
  );
}

/** The shape of a word or picture that is on its way. Sizes in px or any CSS length. */
export function Bone({
  width = '100%',
  height = 11,
  round,
}: {
  width?: number | string;
  height?: number | string;
  round?: number | undefined;
}) {
  const style: CSSProperties = { inlineSize: width, blockSize: height };
  if (round !== undefined) style.borderRadius = round;
  return <span className="bone" style={style} aria-hidden="true" />;
}

/** Rows on their way: real words around it, still bones inside. `label` says what is loading. */
export function Skeleton({
  rows = 5,
  label,
  avatar = true,
}: {
  rows?: number | undefined;
  label?: string | undefined;
  avatar?: boolean | undefined;
}) {
  const widths = [62, 74, 46, 68, 56];
  return (
    <div>
      <p className="sr-only" role="status">
        {label ?? t`Loading`}
      </p>
      <div className="rule" aria-hidden="true">
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} className="flex min-h-15 items-center gap-3 py-2.5">
            {avatar && <Bone width={34} height={34} round={9} />}
            <div className="grid flex-1 gap-2">
              <Bone width={`${widths[index % widths.length] ?? 60}%`} />
              <Bone width={`${(widths[(index + 2) % widths.length] ?? 60) / 2}%`} height={9} />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

/** The Say of a screen whose answer is not there yet. Takes no focus: it would go with the bones. */
export function SayBone({ label }: { label?: string | undefined }) {
  return (
    <div>
      <h1 className="sr-only">
        <span role="status">{label ?? t`Loading`}</span>
      </h1>
      <Bone width="88%" height={26} />
      <div className="mt-2">
        <Bone width="52%" height={26} />
      </div>
    </div>
  );
}
