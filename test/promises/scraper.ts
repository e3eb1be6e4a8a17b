// Somebody who wants a copy of the directory, with everything that a seat gives: several sessions in several processes, every order and filter,
// cursors made up or taken from others, the pipeline, saved searches, ids that a colleague hands over.
import type { Budget } from '#src/features/discovery/index.ts';
import type { MadeAgency } from '../make.ts';
import type { Answer, Caller, TestApp } from '../server.ts';
import { inLanes, times, type Dice } from './dice.ts';

/** Every operation whose answer holds cards of creators who can be found, and which budget it takes from. */
export const surfaces: Record<string, Budget> = {
  'discovery.search': 'listed',
  'discovery.profile': 'opened',
  'scouting.list': 'listed',
  'scouting.show': 'opened',
  'scouting.fresh': 'listed',
};

/** What a seat was ever given: every card of every answer, by the budget of the operation. */
export interface Loot {
  listed: Set<string>;
  opened: Set<string>;
  answers: number;
  refused: Record<string, number>;
  /** Answers that no scraper should get. */
  odd: string[];
}
export const noLoot = (): Loot => ({ listed: new Set(), opened: new Set(), answers: 0, refused: {}, odd: [] });

/** Creators whose card, or name and handle, stands anywhere in an answer. */
export function cardsIn(node: unknown, found = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return found;
  const { creatorId, displayName, handle } = node as Record<string, unknown>;
  if ([creatorId, displayName, handle].every((value) => typeof value === 'string')) found.add(creatorId as string);
  for (const value of Object.values(node)) cardsIn(value, found);
  return found;
}

const fine = ['discovery.budget_listed', 'discovery.budget_opened', 'discovery.bad_cursor', 'page.bad_cursor', 'scouting.not_saved'];
/** Takes an answer home. */
export function take(loot: Loot, budget: Budget, answer: Answer): Answer {
  loot.answers++;
  const cards = cardsIn(answer.body);
  for (const id of cards) loot[budget].add(id);
  if (answer.status === 200) return answer;
  const code = String(answer.body?.code);
  loot.refused[code] = (loot.refused[code] ?? 0) + 1;
  if (!fine.includes(code)) loot.odd.push(`${answer.status} ${code}`);
  if (cards.size > 0 || answer.body?.total !== undefined || answer.body?.facets !== undefined)
    loot.odd.push(`a refusal that tells: ${code}`);
  if (code.startsWith('discovery.budget') && answer.status !== 429) loot.odd.push(`${answer.status} for ${code}`);
  return answer;
}

export interface Scraping {
  agency: MadeAgency;
  /** The same person, signed in several times, in more than one process. */
  sessions: Caller[];
  /** Somebody else of the agency, who hands over what is handed over. */
  colleague: Caller;
  /** Ids that the colleague knows. */
  known: string[];
  loot: Loot;
  roll: Dice;
}

const sorts = ['fit', 'newest', 'followers', 'averageViewers', 'peakViewers', 'watchMinutes', 'streamMinutes'];
const asked = (s: Scraping, body: Record<string, unknown>) =>
  s.roll.one(s.sessions).post(`/v1/agencies/${s.agency.agencyId}/creators/search`, body);
const search = async (s: Scraping, body: Record<string, unknown>) => take(s.loot, 'listed', await asked(s, body));

/** Page after page of each order and filter, until there is no more to be had. */
export async function readEverything(s: Scraping, pages: number): Promise<void> {
  const filters = [
    {},
    { numbers: ['exact'] },
    { numbers: ['ranges'] },
    { platforms: ['twitch'] },
    { languages: ['en'] },
    { languages: ['ja'] },
  ];
  const questions = sorts.flatMap((sort) => filters.map((f) => ({ sort, filters: f })));
  await inLanes(12, questions, async (question) => {
    let cursor: string | undefined;
    for (let page = 0; page < pages; page++) {
      const answer = await search(s, { ...question, limit: s.roll.one([7, 50, 200]), facets: ['countries'], ...(cursor && { cursor }) });
      cursor = answer.body?.nextCursor ?? undefined;
      if (answer.status !== 200 || cursor === undefined) break;
    }
  });
}

/** Others like those whose ids are known, who are named beside them. */
export const throughLikeness = (s: Scraping, rounds: number) =>
  inLanes(
    8,
    times(rounds, (i) => i),
    (i) => search(s, { like: times(5, (n) => s.known[(i * 5 + n) % s.known.length]!), limit: s.roll.one([1, 40]) }),
  );

/** By words, of a letter or more. */
export const guessWords = (s: Scraping, words: string[]) => inLanes(8, words, (text) => search(s, { text, limit: 200 }));

/** Cursors with a byte changed, with another key or id, of another question, and a colleague's. */
export async function bendCursors(s: Scraping, rounds: number): Promise<{ tried: number; taken: number }> {
  const path = `/v1/agencies/${s.agency.agencyId}/creators/search`;
  const mine = (await asked(s, { sort: 'newest', limit: 1 })).body?.nextCursor as string | undefined;
  const theirs = (await s.colleague.post(path, { sort: 'newest', limit: 200 })).body?.nextCursor as string;
  const parts = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
  const made = (keys: unknown[]) => Buffer.from(JSON.stringify(keys)).toString('base64url');
  const bent = times(rounds, () => {
    const text = mine ?? theirs;
    const at = s.roll.below(text.length);
    return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
  });
  const [, id, mark] = parts(theirs);
  const forged = [
    theirs,
    made([0, id, mark]),
    made([1e12, id, mark]),
    made([5, s.known[0], mark]),
    made(['mark', 5, id]),
    made([5, id, '']),
  ];
  let taken = 0;
  const tried = [...bent, ...forged];
  for (const cursor of tried) {
    const answer = await search(s, { sort: 'newest', limit: 200, cursor });
    if (answer.status === 200) taken++;
  }
  return { tried: tried.length, taken };
}

/** Opens whoever is known, by whatever way there is, many at once. */
export const openAll = (s: Scraping, ids: readonly string[], lanes = 50) =>
  inLanes(lanes, ids, async (id, lane) => {
    const by = s.sessions[lane % s.sessions.length]!;
    const way = lane % 3 === 0 ? 'leads' : 'creators';
    return take(s.loot, 'opened', await by.get(`/v1/agencies/${s.agency.agencyId}/${way}/${id}`));
  });

/** The colleague and the scraper save everybody; the scraper reads the pipeline. */
export async function throughPipeline(s: Scraping): Promise<void> {
  const room = `/v1/agencies/${s.agency.agencyId}/leads`;
  for (let at = 0; at < s.known.length; at += 200) {
    const by = at % 400 === 0 ? s.colleague : s.sessions[0]!;
    const saved = await by.post(room, { creatorIds: s.known.slice(at, at + 200) });
    if (saved.status !== 200) s.loot.odd.push(`saving: ${saved.text}`);
  }
  await inLanes(4, ['', '&stage=to_look_at', '&owner=none', ''], async (filter) => {
    let cursor = '';
    for (let page = 0; page < 60; page++) {
      const answer = take(s.loot, 'listed', await s.roll.one(s.sessions).get(`${room}?limit=200${filter}${cursor && `&cursor=${cursor}`}`));
      if (answer.status !== 200 || !answer.body.nextCursor) break;
      cursor = answer.body.nextCursor;
    }
  });
}

/** Saved searches that have found many: as if creators had come to them all night. */
export async function throughSavedSearches(s: Scraping, t: TestApp, ids: readonly string[]): Promise<void> {
  const path = `/v1/agencies/${s.agency.agencyId}/saved-searches`;
  const kept = await s.sessions[0]!.post(path, { name: 'everybody', question: { sort: 'newest' }, alerts: false });
  const { searchId } = kept.body;
  await t.owner.query(
    `insert into saved_search_hits (agency_id, search_id, creator_id, found_at, told) select $1, $2, id, $3, true from unnest($4::uuid[]) id`,
    [s.agency.agencyId, searchId, t.now(), ids],
  );
  let cursor = '';
  for (let page = 0; page < 60; page++) {
    const answer = take(
      s.loot,
      'listed',
      await s.roll.one(s.sessions).get(`${path}/${searchId}/fresh?limit=200${cursor && `&cursor=${cursor}`}`),
    );
    if (answer.status !== 200 || !answer.body.nextCursor) break;
    cursor = answer.body.nextCursor;
  }
}

/** What is left of the day, one by one, from many sides at once: no place stays empty. */
export async function fillUp(s: Scraping, { handles, ids }: { handles: readonly string[]; ids: readonly string[] }): Promise<void> {
  await inLanes(50, handles, (text) => search(s, { text, limit: 1 }));
  await openAll(s, ids);
}
