import { i18n, type Messages } from '@lingui/core';
import { useSyncExternalStore } from 'react';
import { hearScripts } from './scripts.ts';
import { closest, directionOf, isLocale, type Locale } from '#src/lib/locales.ts';

// One catalogue is loaded, the one that is read.
const catalogues: Record<Locale, () => Promise<{ messages: Messages }>> = {
  en: () => import('./words/catalogues/en.po'),
  'zh-Hans': () => import('./words/catalogues/zh-Hans.po'),
  es: () => import('./words/catalogues/es.po'),
  'pt-BR': () => import('./words/catalogues/pt-BR.po'),
  ar: () => import('./words/catalogues/ar.po'),
  ja: () => import('./words/catalogues/ja.po'),
};

/** Each language by its own name, as people look for it. */
export const languageNames: Record<Locale, string> = {
  en: 'English',
  'zh-Hans': '简体中文',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  ar: 'العربية',
  ja: '日本語',
};

/** Puts the words of a language on the page and tells the document its language and direction. */
export async function speak(locale: Locale): Promise<void> {
  const { messages } = await catalogues[locale]();
  // Plain Arabic with the digits that handles and figures are written in everywhere else on the page.
  hearScripts(languageNames[locale]);
  i18n.loadAndActivate({ locale, locales: locale === 'ar' ? 'ar-u-nu-latn' : locale, messages });
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(locale);
}

/** What was chosen on this device. */
function kept(): Locale | null {
  try {
    const chosen = localStorage.getItem('language');
    return chosen !== null && isLocale(chosen) ? chosen : null;
  } catch {
    return null;
  }
}

/** The language to begin with: chosen on this device, or else the browser's. */
export const firstLanguage = (): Locale => kept() ?? closest(navigator.languages);

/** Speaks it from now on, on this device; null goes back to the browser's. */
export async function chooseLanguage(locale: Locale | null): Promise<void> {
  try {
    if (locale === null) localStorage.removeItem('language');
    else localStorage.setItem('language', locale);
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
  await speak(locale ?? closest(navigator.languages));
}

/** The language of the page; whoever reads it is drawn anew when it changes. */
export const useLanguage = (): Locale =>
  useSyncExternalStore(
    (tell) => i18n.on('change', tell),
    () => i18n.locale as Locale,
  );
