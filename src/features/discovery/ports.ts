import type { FigureName, SeenCreator } from '#src/features/creators/contract.ts';
import type { Db } from '#src/infra/db/open.ts';
import type { FacetName, Filters, Search, SearchAnswer } from './contract.ts';

/** `profile`: the names of language and country. */
export type WordField = 'handle' | 'name' | 'tags' | 'bio' | 'profile';
/** Closeness on a scale of logarithms: all points at the centre, half of them one width away, none at two. */
export interface Aim {
  centre: number;
  width: number;
}
/** What creators are given points for; it leaves nobody out. */
export interface Wishes {
  languages: readonly string[];
  /** One named twice counts twice. */
  categories: readonly string[];
  /** By ln(1 + average viewers): near to an aim, the more the better, or not at all. */
  audience: Aim | 'size' | 'none';
  /** By points of activity, which are logarithms of LIVE time: the same. */
  activity: Aim | 'size' | 'none';
}
export interface EngineQuery {
  text: string;
  filters: Omit<Filters, 'invitable' | 'notInvited'>;
  /** Where it is not given, points are for what the filters ask. */
  wishes?: Wishes | undefined;
  sort: Search['sort'];
  facets: FacetName[];
  limit: number;
  /** The sort key and id of the last row shown. */
  after: { key: number; creatorId: string } | undefined;
  /** Creators to leave out: for `invitable` and `notInvited`, and those whom others are to be like. */
  without: string[];
  now: Date;
}
export interface EngineItem {
  card: SeenCreator;
  consentEventId: string;
  /** What the page is sorted by; with the id it continues the list. */
  key: number;
  parts: { text: number; language: number; category: number; audience: number; activity: number };
  matched: { word: string; field: WordField }[];
}
export interface EngineAnswer {
  total: number;
  exactTotal: number;
  items: EngineItem[];
  facets: SearchAnswer['facets'];
  /** The primary's snapshot in which every item was open to being found. */
  snapshot: string;
}

/**
 * What searches. Every implementation passes `engine.suite.ts`: the same totals, facets, order and reasons, and nobody who is not open
 * to being found on the primary in the snapshot that it names.
 */
export interface SearchEngine {
  search(db: Db, query: EngineQuery): Promise<EngineAnswer>;
  /** One creator by id, if open to being found. */
  one(db: Db, creatorId: string, now: Date): Promise<{ item: Pick<EngineItem, 'card' | 'consentEventId'>; snapshot: string } | undefined>;
}

/** A creator as an index in memory needs her: what discovery_entries and discovery_words hold of her. */
export interface IndexEntry {
  creatorId: string;
  /** ms since 1970 */
  findableUntil: number;
  /** seconds since 1970, as extract(epoch ...)::float8 gives it */
  foundSince: number;
  exact: boolean;
  languages: string[];
  country: string | null;
  categories: string[];
  platforms: string[];
  /** '0' to '23', UTC */
  hours: string[];
  /** `independent` or `with_agency`; null: not shown */
  agency: string | null;
  bounds: Record<FigureName, { low: number; high: number } | null>;
  /** wordsOfCard(card), the whole handle with its mark included */
  words: { word: string; field: WordField }[];
}
