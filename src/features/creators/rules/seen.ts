import type { Platform } from '#src/lib/shapes.ts';
import { figureNames, type SeenCreator, type SeenFigures } from '../contract.ts';
import { seenFigure, type Figures } from './bands.ts';

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
}

const none: Figures = { followers: null, averageViewers: null, peakViewers: null, watchMinutes: null, streamMinutes: null };

export const seenFigures = (figures: Figures | null, exact: boolean): SeenFigures =>
  Object.fromEntries(figureNames.map((name) => [name, seenFigure(name, (figures ?? none)[name], exact)])) as SeenFigures;

/** Exactly what an agency sees: every surface and the creator's own preview are made by this function alone. */
export function asSeen(p: Profile, exact: boolean): SeenCreator {
  const first = p.handles[0] ?? { platform: 'other' as const, handle: '' };
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
    numbers: exact ? 'exact' : 'ranges',
    figures: seenFigures(p.figures, exact),
    figuresAsOf: p.as_of?.toISOString() ?? null,
    figuresSource: p.as_of ? 'import' : null,
  };
}
