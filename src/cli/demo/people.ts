import { dayMs } from '#src/lib/time.ts';
import type { Chance } from './chance.ts';
import { tongues, zones, type Tongue } from './tongues.ts';
import { topicFacts, topics, type Topic } from './topics.ts';

export interface Figures {
  followers?: number;
  averageViewers?: number;
  peakViewers?: number;
  watchMinutes?: number;
  streamMinutes?: number;
}
export interface Creator {
  displayName: string;
  platform: 'tiktok' | 'twitch' | 'youtube';
  handle: string;
  email: string;
  languages: string[];
  country: string;
  zone: string;
  categories: string[];
  tags: string[];
  /** As the import brings it, before she edits it herself. */
  importedBio: string;
  bio: string;
  figures: Figures;
}

export const mailOf = (name: string): string => `${name}@demo.greenroom.invalid`;

/** Figures of the last thirty days that fit together: viewers times minutes is what was watched, a peak stands above its average. */
function drawFigures(chance: Chance): Figures {
  const average = Math.max(1, Math.min(45_000, chance.skewed(35, 1.75)));
  const streamed = Math.min(260 * 60, Math.max(20, chance.skewed(26 * 60, 0.95)));
  const figures = {
    followers: Math.round(chance.skewed(110, 0.85) * average ** 0.86) + 12,
    averageViewers: Math.round(average),
    peakViewers: Math.round(average * (1.35 + chance.skewed(0.9, 0.6))) + 1,
    watchMinutes: Math.round(average * streamed * chance.between(0.94, 1.06)),
    streamMinutes: Math.round(streamed),
  };
  const unknown = chance.whole(0, 99);
  if (unknown >= 16) return figures;
  if (unknown < 4) return {};
  if (unknown < 7) return { followers: figures.followers };
  const { followers, averageViewers, peakViewers, watchMinutes, streamMinutes } = figures;
  if (unknown < 9) return { averageViewers, peakViewers, watchMinutes, streamMinutes };
  if (unknown < 13) return { followers, averageViewers, watchMinutes, streamMinutes };
  return { followers, averageViewers, peakViewers };
}

const digits = (chance: Chance) => String(chance.pick([7, 11, 21, 23, 42, 64, 77, 88, 92, 95, 98, 99, chance.whole(100, 999)]));

function drawHandle(
  chance: Chance,
  platform: Creator['platform'],
  given: string,
  family: string,
  topic: Topic,
  taken: Set<string>,
): string {
  const word = chance.pick(topicFacts[topic].handles);
  const dot = platform === 'twitch' ? '_' : chance.pick(['.', '_']);
  const shape = chance.weighted<() => string>([
    [() => `${given}${dot}${word}`, 6],
    [() => `${given}${word}`, 3],
    [() => `${given}${dot}${family}`, 4],
    [() => `${family}${given}`, 2],
    [() => `${word}with${given}`, 2],
    [() => `its${given}${family.slice(0, 1)}`, 2],
    [() => `${given}${digits(chance)}`, 3],
    [() => `the${family}${word}`, 1],
    [() => `${given}${dot}live`, 1],
    [() => `${given.slice(0, 1)}${family}${dot}${word}`, 2],
  ]);
  let handle = shape().slice(0, 24);
  for (let plain = handle; taken.has(handle); handle = `${plain}${chance.whole(2, 9999)}`);
  taken.add(handle);
  return handle;
}

function drawCreator(chance: Chance, taken: Set<string>): Creator {
  const tongue = chance.weighted(tongues.map((t) => [t, t.weight] as const));
  const country = chance.weighted(tongue.countries);
  const topic = chance.weighted(topics.map((t) => [t, topicFacts[t].weight] as const));
  const platform = chance.weighted<Creator['platform']>([
    ['tiktok', 78],
    ['twitch', topic === 'Gaming' || topic === 'Chess' ? 40 : 9],
    ['youtube', 13],
  ]);
  const [given, family] = [chance.pick(tongue.given), chance.pick(tongue.family)];
  const handle = drawHandle(chance, platform, given.latin, family.latin, topic, taken);
  const second = chance.chance(0.22) ? chance.pick(topics) : topic;
  const bio = bioOf(chance, tongue, topic);
  return {
    displayName: displayName(chance, tongue, given.own, family.own, topic),
    platform,
    handle,
    email: mailOf(handle),
    languages: languagesOf(chance, tongue, country),
    country,
    zone: zones[country] ?? 'UTC',
    categories: [...new Set([topic, second])],
    tags: [...new Set([tongue.lines[topic][0], ...chance.shuffled(topicFacts[topic].tags).slice(0, chance.whole(0, 3))])],
    importedBio: chance.chance(0.35) ? '' : bio,
    bio,
    figures: drawFigures(chance),
  };
}

function displayName(chance: Chance, tongue: Tongue, given: string, family: string, topic: Topic): string {
  const full = tongue.join(given, family);
  if (castNames.has(full)) return given;
  return chance.weighted([
    [full, 15],
    [given, 3],
    [`${given} · ${tongue.lines[topic][0]}`, 2],
  ]);
}
const bioOf = (chance: Chance, tongue: Tongue, topic: Topic): string =>
  [chance.pick(tongue.lines[topic].slice(1)), ...(chance.chance(0.6) ? [chance.pick(tongue.hours)] : [])].join(' ');

/** Where somebody lives away from the language's home, the language of the place comes with it. */
function languagesOf(chance: Chance, tongue: Tongue, country: string): string[] {
  const local = country === 'DE' ? ['de'] : ['US', 'GB', 'IE', 'AU', 'NG'].includes(country) ? ['en'] : [];
  const also = chance.chance(0.35) ? [chance.pick(tongue.also)] : [];
  return [...new Set([tongue.language, ...local, ...also])];
}

type Cast = Pick<Creator, 'displayName' | 'handle' | 'languages' | 'country' | 'categories' | 'tags' | 'bio'> & {
  figures: [number, number, number, number];
};
/** Those who are always there: first the three with logins, then a few people of one trade, who make a first search worth it. */
const cast: Cast[] = [
  {
    displayName: 'Ngọc Trần',
    handle: 'ngoc.trandan',
    languages: ['vi', 'en', 'de'],
    country: 'VN',
    categories: ['Music'],
    tags: ['đàn tranh', 'covers', 'requests'],
    bio: 'Đàn tranh mỗi tối, hát theo yêu cầu. 20h từ thứ Ba đến thứ Bảy.',
    figures: [18_420, 214, 612, 3120],
  },
  {
    displayName: 'Aylin Doğan',
    handle: 'aylin.ceramics',
    languages: ['tr', 'de'],
    country: 'DE',
    categories: ['Pottery'],
    tags: ['çömlek', 'keramik', 'ceramics', 'glaze'],
    bio: 'Çömlek ve sır. Keramik aus Neukölln, LIVE Di bis Sa ab 19 Uhr.',
    figures: [21_870, 231, 705, 2890],
  },
  {
    displayName: 'Zanele Mokoena',
    handle: 'zanele.sings',
    languages: ['en', 'zu'],
    country: 'ZA',
    categories: ['Music', 'Talk'],
    tags: ['live music', 'original songs', 'isicathamiya'],
    bio: 'Songs from the veranda, requests after nine. Tue to Sat, 8 pm.',
    figures: [9640, 118, 402, 2470],
  },
  {
    displayName: '佐藤みなみ',
    handle: 'minami_kiln',
    languages: ['ja', 'de'],
    country: 'DE',
    categories: ['Pottery'],
    tags: ['陶芸', 'keramik', 'glaze'],
    bio: 'ろくろと釉薬、毎晩すこしずつ。Keramik, ab 19 Uhr.',
    figures: [14_300, 184, 466, 3150],
  },
  {
    displayName: 'Nguyễn Thảo',
    handle: 'thao.lamgom',
    languages: ['vi', 'de'],
    country: 'DE',
    categories: ['Pottery'],
    tags: ['gốm', 'keramik', 'handmade'],
    bio: 'Làm gốm mỗi tối, kể chuyện làng nghề. Pottery auf Deutsch am Sonntag.',
    figures: [26_150, 312, 890, 3660],
  },
  {
    displayName: 'Joana Batista',
    handle: 'joana.barro',
    languages: ['pt', 'de'],
    country: 'DE',
    categories: ['Pottery'],
    tags: ['barro', 'keramik', 'wheel throwing'],
    bio: 'Mãos no barro, forno quente e conversa boa.',
    figures: [12_040, 166, 398, 1810],
  },
  {
    displayName: 'ليلى منصور',
    handle: 'layla.khazaf',
    languages: ['ar', 'de'],
    country: 'DE',
    categories: ['Pottery', 'Talk'],
    tags: ['خزف', 'keramik'],
    bio: 'خزف يدوي وحكايات من الورشة.',
    figures: [8930, 127, 301, 2010],
  },
  {
    displayName: 'Ingrid Solheim',
    handle: 'ingrid.leire',
    languages: ['no', 'de'],
    country: 'NO',
    categories: ['Pottery'],
    tags: ['keramikk', 'keramik', 'studio'],
    bio: 'Leire, ull og stille morgener. Auch auf Deutsch.',
    figures: [17_760, 246, 590, 2880],
  },
  {
    displayName: '김하늘',
    handle: 'haneul_clay',
    languages: ['ko', 'de'],
    country: 'KR',
    categories: ['Pottery'],
    tags: ['도자기', 'keramik', 'wheel throwing'],
    bio: '흙 만지는 저녁, 물레와 수다. 화~토 저녁 8시.',
    figures: [31_900, 372, 1040, 4210],
  },
  {
    displayName: 'Дарья Ковальчук',
    handle: 'dasha.keramika',
    languages: ['uk', 'de'],
    country: 'DE',
    categories: ['Pottery'],
    tags: ['кераміка', 'keramik', 'glaze'],
    bio: 'Гончарне коло, глина і тепла розмова.',
    figures: [10_480, 168, 377, 1620],
  },
  {
    displayName: '林晓雨',
    handle: 'xiaoyu.tao',
    languages: ['zh', 'de'],
    country: 'DE',
    categories: ['Pottery'],
    tags: ['陶艺', 'keramik'],
    bio: '拉坯、上釉，陪你聊聊天。',
    figures: [9120, 119, 266, 2310],
  },
  {
    displayName: 'Oluwaseun Adeyemi',
    handle: 'seun.clayworks',
    languages: ['en', 'yo', 'de'],
    country: 'NG',
    categories: ['Pottery'],
    tags: ['ìkòkò', 'ceramics', 'handmade'],
    bio: 'Hand-built pots, wood fire, stories from home. Keramik for the cousins in Berlin.',
    figures: [7650, 124, 318, 1740],
  },
];
export const castSize = cast.length;
const castNames = new Set(cast.map((c) => c.displayName));

function fromCast(c: Cast): Creator {
  const { figures, ...profile } = c;
  const [followers, averageViewers, peakViewers, streamMinutes] = figures;
  const zone = zones[c.country] ?? 'UTC';
  const watchMinutes = Math.round(averageViewers * streamMinutes * 1.013);
  return {
    ...profile,
    platform: 'tiktok',
    email: mailOf(c.handle),
    zone,
    importedBio: c.bio,
    figures: { followers, averageViewers, peakViewers, watchMinutes, streamMinutes },
  };
}

export function drawCreators(chance: Chance, creators: number): Creator[] {
  const first = cast.slice(0, creators).map(fromCast);
  const taken = new Set(first.map((c) => c.handle));
  return [...first, ...Array.from({ length: creators - first.length }, () => drawCreator(chance, taken))];
}

/** Of somebody between nineteen and sixty, most below thirty-five. */
export const drawBirthDate = (chance: Chance, now: Date): string =>
  new Date(now.getTime() - Math.min(60, 19.5 + chance.skewed(9, 0.6)) * 365.25 * dayMs).toISOString().slice(0, 10);
