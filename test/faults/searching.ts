// The discovery surfaces as an agency asks them, each answer read for everybody whom it shows or counts.
import type { Dice } from '../promises/dice.ts';
import { instant, type Sight } from '../promises/history.ts';

export interface Searched {
  agencyId: string;
  key: string;
  /** Creator i has the handle `flip` and her number, and a category that nobody else has. */
  creatorIds: string[];
}
type Fetch = (request: Request) => Response | Promise<Response>;
interface Found {
  total: number;
  items: { creatorId: string }[];
  facets: { categories?: { value: string; count: number }[] };
  like: { creatorId: string }[];
  nextCursor: string | null;
}
export const handleOf = (i: number): string => `flip${String(i).padStart(3, '0')}`;
export const categoryOf = (i: number): string => `Solo ${i}`;

export function openSearching(fetch: Fetch, { agencyId, key, creatorIds }: Searched, dice: Dice, pauseMs = 20) {
  const numberOf = new Map(creatorIds.map((id, i) => [id, i]));
  const base = `http://greenroom.test/v1/agencies/${agencyId}/creators`;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };

  async function asked(surface: string, request: Request, read: (body: never) => number[]): Promise<{ sight: Sight; body: unknown }> {
    const begun = instant();
    const answer = await fetch(request);
    const text = await answer.text();
    const ended = instant();
    if (answer.status !== 200 && answer.status !== 404) throw new Error(`${surface} was answered ${answer.status}: ${text.slice(0, 300)}`);
    const body: unknown = answer.status === 200 ? JSON.parse(text) : undefined;
    return { sight: { surface, begun, ended, who: body === undefined ? [] : read(body as never) }, body };
  }
  const search = (surface: string, query: object, read: (body: Found) => number[]) =>
    asked(surface, new Request(`${base}/search`, { method: 'POST', headers, body: JSON.stringify(query) }), read);
  const shown = (body: Found) => body.items.map((i) => numberOf.get(i.creatorId)!);

  const surfaces: (() => Promise<Sight[]>)[] = [
    async () => [
      (await search('text', { text: handleOf(dice.below(creatorIds.length)).slice(0, 5 + dice.below(3)), limit: 10 }, shown)).sight,
    ],
    async () => [(await search('filters', { filters: { languages: ['de'], invitable: true }, sort: 'newest', limit: 20 }, shown)).sight],
    async () => {
      const counted = (body: Found) => body.facets.categories!.map((f) => Number(f.value.slice('Solo '.length)));
      return [(await search('facets', { facets: ['categories'], limit: 1 }, counted)).sight];
    },
    async () => {
      const i = dice.below(creatorIds.length);
      return [(await search('total', { filters: { categories: [categoryOf(i)] }, limit: 1 }, (body) => (body.total > 0 ? [i] : []))).sight];
    },
    async () => {
      const like = [0, 1].map((step) => creatorIds[(dice.below(creatorIds.length - 1) + step) % creatorIds.length]!);
      const both = (body: Found) => [...body.like.map((one) => numberOf.get(one.creatorId)!), ...shown(body)];
      return [(await search('like', { like: [...new Set(like)], filters: { notInvited: true }, limit: 10 }, both)).sight];
    },
    async () => {
      const i = dice.below(creatorIds.length);
      return [(await asked('profile', new Request(`${base}/${creatorIds[i]}`, { headers }), () => [i])).sight];
    },
    async () => {
      const first = await search('first page', { sort: 'followers', limit: 8 }, shown);
      const cursor = (first.body as Found).nextCursor;
      if (cursor === null) return [first.sight];
      return [first.sight, (await search('next page', { sort: 'followers', limit: 8, cursor }, shown)).sight];
    },
  ];
  /** Asks one surface. The pause leaves the machine to the flips: it is their number that counts. */
  return async (): Promise<Sight[]> => {
    await new Promise((ok) => setTimeout(ok, pauseMs));
    return dice.one(surfaces)();
  };
}
