import { Trans, useLingui } from '@lingui/react/macro';
import { CircleSlash, Handshake, Hourglass, Send } from 'lucide-react';
import type { Found } from '#src/web/client.gen.ts';
import { country, day, language, left, list } from '#src/web/format.ts';
import { FitBar, Reasons } from '#src/web/kit/FitBar.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { capital, platformName } from '#src/web/words/names.ts';
import type { Wish } from './address.ts';
import { LiveFacts } from './LiveFacts.tsx';
import { marked, whyLong, whyShort } from './why.ts';

/** A name or handle with the letters that answer the words asked for. */
export function Marked({ text, found, field }: { text: string; found: Found; field: 'handle' | 'name' }) {
  return <>{marked(text, found, field).map((piece, index) => (piece.hit ? <mark key={index}>{piece.text}</mark> : piece.text))}</>;
}

/** Between this creator and us: why they cannot be invited now. Nothing when they can. */
export function Standing({ found }: { found: Found }) {
  const { standing, standingUntil: until } = found;
  if (standing === 'open') return null;
  const Icon = { invited: Send, cooling_down: Hourglass, member: Handshake, not_asked: CircleSlash }[standing];
  return (
    <div className="flex items-center gap-1.25 text-text-2">
      <Icon size={14} strokeWidth={2} aria-hidden="true" className="shrink-0" />
      <span className="truncate">
        {standing === 'not_asked' && <Trans>takes no invitation from an agency like yours</Trans>}
        {standing === 'member' && <Trans>member of your agency</Trans>}
        {standing === 'invited' &&
          (until === null ? <Trans>your invitation is open</Trans> : <Trans>your invitation, {left(until)}</Trans>)}
        {standing === 'cooling_down' &&
          (until === null ? <Trans>declined lately</Trans> : <Trans>declined, ask again from {day(until)}</Trans>)}
      </span>
    </div>
  );
}

/** Handle, platform, and the standing where there is one; on a phone the standing has a line of its own elsewhere. */
export function Second({ found, alone = false }: { found: Found; alone?: boolean }) {
  return (
    <div className="prov min-w-0">
      <div className="truncate">
        <bdi>
          @<Marked text={found.handle} found={found} field="handle" />
        </bdi>
        , {platformName(found.platform)}
      </div>
      {!alone && <Standing found={found} />}
    </div>
  );
}

export function Fit({ found, wish, most }: { found: Found; wish: Wish; most: number }) {
  return (
    <>
      <FitBar parts={found.why.map(({ score }) => score)} of={most} />
      <span className="mt-1 block truncate text-small text-text-2" style={{ fontStretch: 'var(--narrow)' }}>
        {whyShort(found, wish)}
      </span>
    </>
  );
}

/** The reason row: why this place, in words, and what the creator shows of themselves. */
export function WhyRow({
  found,
  wish,
  place,
  total,
  onSave,
  onLike,
  onHide,
}: {
  found: Found;
  wish: Wish;
  place: number | null;
  total: number;
  onSave: ((found: Found) => void) | null;
  onLike: (found: Found) => void;
  onHide: () => void;
}) {
  const { t } = useLingui();
  const others = found.handles.filter(({ handle, platform }) => handle !== found.handle || platform !== found.platform);
  return (
    <div className="grid gap-3">
      <Reasons
        lead={
          <>
            <b>
              {place === null ? (
                <Trans>Why they fit</Trans>
              ) : (
                <Trans>
                  Why place {place} of {total}
                </Trans>
              )}
            </b>
            <span className="flex gap-4">
              {onSave && (
                <button type="button" className="link" onClick={() => onSave(found)}>
                  <Trans>Save</Trans>
                </button>
              )}
              <button type="button" className="link" onClick={() => onLike(found)}>
                <Trans>More like this one</Trans>
              </button>
              <button type="button" className="link" onClick={onHide}>
                <Trans>Hide</Trans>
              </button>
            </span>
          </>
        }
        reasons={whyLong(found, wish)}
      />
      <LiveFacts found={found} />
      {found.bio !== '' && (
        <p className="quote max-w-(--measure)" dir="auto">
          {found.bio}
        </p>
      )}
      <Prov
        parts={[
          found.languages.length > 0 && list(found.languages.map((tag) => capital(language(tag)))),
          found.country !== null && country(found.country),
          found.categories.length > 0 && found.categories.map(capital).join(', '),
          found.tags.length > 0 && found.tags.map((tag) => `#${tag}`).join(' '),
          others.length > 0 && t`also ${list(others.map(({ handle, platform }) => `@${handle} (${platformName(platform)})`))}`,
          found.numbers === 'exact' ? t`shares exact numbers` : t`shares ranges`,
        ]}
      />
    </div>
  );
}
