import { i18n, type Messages } from '@lingui/core';
import { useSyncExternalStore } from 'react';
import { ahead, partOf } from './ahead.ts';
import { built } from './api.ts';
import { hearScripts } from './scripts.ts';
import { closest, directionOf, isLocale, type Locale } from '#src/lib/locales.ts';

/** Each language by its own name, as people look for it. */
export const languageNames: Record<Locale, string> = {
  en: 'English',
  'zh-Hans': '简体中文',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  ar: 'العربية',
  ja: '日本語',
};

// What this page has needed so far: another language brings all of it.
const heard = new Set(['begin', ...(ahead?.part === undefined ? [] : [ahead.part])]);
const loaded = new Map<string, Promise<void>>();

/** The words of one part in one language, fetched once; a failure is not kept. */
function load(locale: Locale, part: string): Promise<void> {
  const address = `/${ahead?.folder}/${locale}/${part}.json`;
  const loading = loaded.get(address) ?? built<Messages>(address).then((messages) => i18n.load(locale, messages));
  loaded.set(address, loading);
  loading.catch(() => loaded.delete(address));
  return loading;
}

/** The words of a screen, to be had before it is shown: `path` as its line in `routes/` has it. */
export async function hear(path: string): Promise<void> {
  const part = partOf(path);
  heard.add(part);
  await load(i18n.locale as Locale, part);
}

/** Puts the words of a language on the page and tells the document its language and direction. */
export async function speak(locale: Locale): Promise<void> {
  // A screen may be opened while the words are on their way: then there are some more to wait for.
  for (let had = 0; had < heard.size;) {
    had = heard.size;
    await Promise.all([...heard].map((part) => load(locale, part)));
  }
  hearScripts(languageNames[locale]);
  // Plain Arabic with the digits that handles and figures are written in everywhere else on the page.
  i18n.activate(locale, locale === 'ar' ? 'ar-u-nu-latn' : locale);
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
