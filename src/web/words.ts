import { i18n } from '@lingui/core';
import { messages as en } from './words/catalogues/en.po';

const catalogues: Record<string, () => Promise<{ messages: typeof en }>> = {};
const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

/** Puts the words of a locale on the page and tells the document its language and direction. */
export async function speak(locale: string): Promise<void> {
  const known = locale in catalogues ? locale : 'en';
  i18n.loadAndActivate({ locale: known, messages: (await catalogues[known]?.())?.messages ?? en });
  document.documentElement.lang = known;
  document.documentElement.dir = direction(known);
}

export function direction(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
