/** The languages of the screens, of consent texts and of mail. */
export const locales = ['en', 'zh-Hans', 'es', 'pt-BR', 'ar', 'ja'] as const;
export type Locale = (typeof locales)[number];

export const isLocale = (tag: string): tag is Locale => (locales as readonly string[]).includes(tag);

/** The first of the wished languages that is here, by its language alone where the region is another; English without one. */
export function closest(wished: readonly string[]): Locale {
  for (const wish of wished) {
    const tag = wish.trim();
    if (isLocale(tag)) return tag;
    const language = tag.toLowerCase().split('-')[0];
    const near = locales.find((one) => one.toLowerCase().split('-')[0] === language);
    if (near) return near;
  }
  return 'en';
}

/** The tags of an Accept-Language header, the most wished first; `q=0` is a no. */
export function acceptedOf(header: string | null): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part, order) => {
      const [tag = '', ...rest] = part.split(';').map((s) => s.trim());
      const q = rest.find((r) => r.startsWith('q='));
      const weight = q === undefined ? 1 : Number(q.slice(2));
      return { tag, weight: Number.isFinite(weight) ? weight : 0, order };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order)
    .map(({ tag }) => tag);
}

const rightToLeft = new Set<string>(['ar']);
export const directionOf = (locale: string): 'ltr' | 'rtl' => (rightToLeft.has(locale) ? 'rtl' : 'ltr');
