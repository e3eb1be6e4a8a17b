import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { Problem, type Answer } from '#src/web/api.ts';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';

type Center = Answer<'creators.agencyCenter'>;
export type Purpose = Center['consents'][number]['purpose'];

/** Gives or withdraws a permission. What stands on the screen is always what the server has answered. */
export function useConsent(center: Center | undefined, again: () => void) {
  const [asked, setAsked] = useState<{ purpose: Purpose; granted: boolean } | null>(null);
  const [refused, setRefused] = useState<{ purpose: Purpose; words: string } | null>(null);
  const change = useChange('creators.setConsent', { touches: ['creators.agencyCenter', 'invites.mine', 'invites.open'] });
  const set = (purpose: Purpose, granted: boolean) => {
    const text = center?.texts.find((one) => one.purpose === purpose);
    if (!text || change.isPending) return;
    setAsked({ purpose, granted });
    setRefused(null);
    change.mutate(
      { path: { purpose }, body: { granted, textVersion: text.version, locale: text.locale } },
      {
        onSuccess: () => tell({ title: said(purpose, granted) }),
        onError: (error) => {
          setRefused({ purpose, words: sayProblem(error) });
          if (error instanceof Problem && error.status < 500) again();
        },
        onSettled: () => setAsked(null),
      },
    );
  };
  return { set, busy: asked, refused };
}

function said(purpose: Purpose, granted: boolean): string {
  if (purpose === 'discovery') return granted ? t`Agencies can find you from now on.` : t`You are in no search that starts from now on.`;
  if (purpose === 'exact_numbers') return granted ? t`Agencies read your exact numbers.` : t`Agencies read ranges again.`;
  if (purpose === 'listening')
    return granted ? t`This Greenroom may listen to your public LIVEs.` : t`Nobody listens to your LIVEs from now on.`;
  return granted ? t`Your agency may see your LIVE data.` : t`Your agency no longer sees your LIVE data.`;
}
