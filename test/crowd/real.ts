// A thousand real channels, where their file is at hand: names as people chose them, among which a search has to find its way.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { crowdNow, idAt, noLive, seen, type Member } from './people.ts';

export const realFile = resolve(import.meta.dirname, '../../../shared/data/creators/twitch_top1000_2019-2020.csv');
/** For the option `skip` of a test. */
export const realAbsent = existsSync(realFile) ? false : `1 file is absent: ${realFile}`;

const codes: Record<string, string> = {
  English: 'en',
  Korean: 'ko',
  Russian: 'ru',
  Spanish: 'es',
  French: 'fr',
  Portuguese: 'pt',
  German: 'de',
  Chinese: 'zh',
  Japanese: 'ja',
};

/** Them as creators who can be found, at places from `at` on. */
export function realMembers(at: number): Member[] {
  const rows = parse(readFileSync(realFile, 'utf8')) as string[][];
  return rows.map(([handle, watch, stream, peak, average, followers, , , , , language], i) => {
    const foundSince = crowdNow - 1;
    const [watchMinutes, streamMinutes, peakViewers] = [Number(watch), Number(stream), Number(peak)];
    const brought = { followers: Number(followers), averageViewers: Number(average), peakViewers, watchMinutes, streamMinutes };
    const figures = { ...noLive, ...brought };
    const known = codes[language!];
    const card: Member['card'] = {
      creatorId: idAt(foundSince, at + i),
      handle: handle!,
      platform: 'twitch',
      displayName: handle!,
      handles: [{ platform: 'twitch', handle: handle! }],
      bio: '',
      languages: known === undefined ? [] : [known],
      country: null,
      categories: [],
      tags: [],
      numbers: 'exact',
      figures: seen(figures, true),
      figuresAsOf: '2026-10-31T00:00:00.000Z',
      figuresSource: 'import',
      liveAsOn: null,
      hours: [],
      withAgency: null,
    };
    return { card, foundSince, findableUntil: crowdNow + 300 * 86_400_000, exact: true, figures };
  });
}
