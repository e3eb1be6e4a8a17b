import { Trans } from '@lingui/react/macro';
import { t } from '@lingui/core/macro';
import type { Answer } from '#src/web/api.ts';
import { day, instant } from '#src/web/format.ts';

export type OneConsent = Answer<'creators.agencyCenter'>['consents'][number];

/** The record line of a permission: given, text version, end, withdrawn. */
export function recordOf(consent: OneConsent): string[] {
  const given = consent.grantedAt === null ? '' : instant(consent.grantedAt, { named: true });
  const version = consent.textVersion ?? 0;
  if (given === '') return [t`Never given`];
  if (consent.granted) {
    const end = consent.expiresAt === null ? '' : day(consent.expiresAt);
    return [t`Given ${given}`, t`text ${version}`, end === '' ? '' : t`ends ${end}`];
  }
  const last = consent.history.filter(({ action }) => action !== 'granted').sort((a, b) => b.at.localeCompare(a.at))[0];
  const at = last ? instant(last.at, { named: true }) : consent.withdrawnAt === null ? '' : instant(consent.withdrawnAt, { named: true });
  const before = day(consent.grantedAt ?? '');
  const how = last?.action === 'expired' ? t`Ran out ${at}` : t`Withdrawn ${at}`;
  return [at === '' ? t`Ended` : how, t`given ${before}`, t`text ${version}`];
}

/** Every event of a permission, newest first, with the fingerprint of the text agreed to. */
export function History({ consent, title }: { consent: OneConsent; title: string }) {
  if (consent.history.length === 0) return null;
  const events = [...consent.history].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <details className="px-4 pb-3 text-dense">
      <summary className="inline-flex min-h-8 cursor-pointer items-center text-text-2 underline decoration-line-strong underline-offset-3">
        <Trans>
          Record<span className="sr-only">: {title}</span>
        </Trans>
      </summary>
      <ol className="rule mt-1">
        {events.map((event) => {
          const at = instant(event.at, { named: true });
          const version = event.textVersion ?? 0;
          return (
            <li key={`${event.at} ${event.action}`} className="py-1.5">
              {event.action === 'granted' ? (
                <Trans>Given {at}</Trans>
              ) : event.action === 'expired' ? (
                <Trans>Ran out {at}</Trans>
              ) : (
                <Trans>Withdrawn {at}</Trans>
              )}
              <span className="prov block">
                {event.textVersion === null ? null : <Trans>text {version}</Trans>}
                {event.locale === null ? null : ` · ${event.locale}`}
                {event.textHash === null ? null : (
                  <span title={event.textHash}>
                    {' · '}
                    <Trans>fingerprint</Trans> <bdi>{event.textHash.slice(0, 12)}</bdi>
                  </span>
                )}
                {event.by === 'system' ? (
                  <>
                    {' · '}
                    <Trans>by itself, at its end</Trans>
                  </>
                ) : null}
              </span>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
