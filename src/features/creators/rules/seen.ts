import type { Platform } from '#src/lib/shapes.ts';
import { figureNames, importedFigure, liveFigure, type SeenCreator, type SeenFigures } from '../contract.ts';
import { seenFigure, type Figures, type LiveFigures } from './bands.ts';

/** All that is known of a creator's public side; a row of `listProfiles`. */
export interface Profile {
  creator_id: string;
  person_id: string | null;
  display_name: string;
  bio: string;
  languages: string[];
  country: string | null;
  categories: string[];
  tags: string[];
  zone: string;
  adult_since: string | null;
  handles: { platform: Platform; handle: string }[];
  figures: Figures | null;
  as_of: Date | null;
  live: LiveFigures | null;
  /** The end of her last membership. */
  agency_until: Date | null;
}

/** The text of the permission to be found that speaks of her LIVEs and of belonging to an agency: an older yes shows neither. */
export const textOfLive = 2;

/** What may be shown of her. */
export interface Shown {
  exact: boolean;
  /** The figures of her LIVEs, her hours, and whether she belongs to an agency. */
  live: boolean;
}

const unknown = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, null]));
export const seenFigures = (figures: Figures | null, live: LiveFigures | null, exact: boolean): SeenFigures => {
  const known = { ...unknown(importedFigure.options), ...figures, ...unknown(liveFigure.options), ...live } as Figures & LiveFigures;
  return Object.fromEntries(figureNames.map((name) => [name, seenFigure(name, known[name], exact)])) as SeenFigures;
};

/** How she is called first. */
export const firstHandle = (p: Profile) => p.handles[0] ?? { platform: 'other' as const, handle: '' };

/** Exactly what an agency sees: every surface and the creator's own preview are made by this function alone. */
export function asSeen(p: Profile, shown: Shown, now: Date): SeenCreator {
  const first = firstHandle(p);
  const live = shown.live ? p.live : null;
  return {
    creatorId: p.creator_id,
    handle: first.handle,
    platform: first.platform,
    displayName: p.display_name,
    handles: p.handles,
    bio: p.bio,
    languages: p.languages,
    country: p.country,
    categories: p.categories,
    tags: p.tags,
    numbers: shown.exact ? 'exact' : 'ranges',
    figures: seenFigures(p.figures, live, shown.exact),
    figuresAsOf: p.as_of?.toISOString() ?? null,
    figuresSource: p.as_of ? 'import' : null,
    liveAsOn: live?.asOn ?? null,
    hours: live?.hours ?? [],
    withAgency: shown.live ? p.agency_until !== null && p.agency_until > now : null,
  };
}
