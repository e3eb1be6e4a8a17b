// Brings a crowd into a database as the product would have written it, by COPY: people, profiles, handles, figures, permissions with their
// proof, entries of the search and their words. For benchmarks and tests of size; a few creators are better made by the API.
import type pg from 'pg';
import { agencyOf, boundsOf, figureColumns, wordsOfCard } from '#src/features/discovery/rules.ts';
import { figureNames, importedFigure, liveFigure } from '#src/features/creators/contract.ts';
import { textOfLive } from '#src/features/creators/index.ts';
import { rolloutDraw } from '#src/features/policies/index.ts';
import { copyIn } from './copy.ts';
import { crowdNow, crowdOf, type Member } from './people.ts';

type Cell = string | number | boolean | null | readonly string[];
const batch = 5000;

export interface Filling {
  /** The crowd's today becomes this instant. */
  now: Date;
  /** Leaves the keys and indexes of the large tables aside meanwhile: quicker from some ten thousand creators on. */
  many?: boolean;
}

/** Creators `from <= place < to` of a crowd; see `fillMembers`. */
export const fillCrowd = (
  owner: pg.Client,
  { seed, from = 0, to, ...filling }: Filling & { seed: number; from?: number; to: number },
): Promise<number> => fillMembers(owner, crowdOf(seed, from, to), filling);

/**
 * Adds them. Whose permission has run out is here without an entry, as after the nightly run. As owner of the schema, with the texts of the
 * permissions published. Gives the number of creators who can be found.
 */
export async function fillMembers(owner: pg.Client, members: Iterable<Member>, { now, many = false }: Filling): Promise<number> {
  const hashes = await textHashes(owner);
  const restore = many ? await setAside(owner, ['discovery_words', 'discovery_entries']) : undefined;
  let [findable, waiting] = [0, 0];
  let tables = emptyTables();
  const add: Add = (table, ...cells) => void tables[table].push(cells.map(cellText).join('\t'));
  const write = async () => {
    await owner.query('begin');
    for (const [table, rows] of Object.entries(tables))
      if (rows.length > 0)
        await copyIn(owner, `copy ${table} (${columns[table as Table]}) from stdin`, Buffer.from(`${rows.join('\n')}\n`));
    await owner.query('commit');
    tables = emptyTables();
  };
  for (const member of members) {
    if (addMember(add, member, now.getTime() - crowdNow, hashes)) findable++;
    if (++waiting % batch === 0) await write();
  }
  await write();
  await restore?.();
  await owner.query(`analyze ${Object.keys(columns).join(', ')}`);
  return findable;
}

const imported = importedFigure.options.map((name) => figureColumns[name]);
const live = liveFigure.options.map((name) => figureColumns[name]);
const bounds = [...imported, ...live];
const columns = {
  people: 'id, name, email, created_at, updated_at',
  creators:
    'creator_id, person_id, display_name, bio, languages, country, categories, tags, adult_since, age_attested_at, claimed_at, created_at, changed_at, rollout_draw, agency_until',
  creator_handles: 'platform, handle, creator_id, since',
  creator_figures: `creator_id, ${imported.join(', ')}, source, as_of`,
  creator_live_figures: `creator_id, as_on, ${live.join(', ')}, hours`,
  consent_events: 'creator_id, event_id, purpose, action, at, by_kind, by_person, text_version, text_hash, locale, expires_at, request_id',
  consents: 'creator_id, purpose, granted, event_id, granted_at, withdrawn_at, expires_at, text_version',
  discovery_entries: `creator_id, card, consent_event_id, findable_until, exact, languages, country, categories, platforms, hours, agency, ${bounds.map((b) => `${b}_low, ${b}_high`).join(', ')}, found_since`,
  discovery_words: 'creator_id, word, field',
} as const;
type Table = keyof typeof columns;
type Add = (table: Table, ...cells: Cell[]) => void;
const emptyTables = () => Object.fromEntries(Object.keys(columns).map((name) => [name, [] as string[]])) as Record<Table, string[]>;

/** An id of something else that is hers. */
const idFor = (creatorId: string, what: 'person' | 'discovery' | 'exact_numbers'): string =>
  creatorId.replace('-8000-', { person: '-9000-', discovery: '-a000-', exact_numbers: '-b000-' }[what]);
/** The person behind a creator of the crowd. */
export const personOf = (creatorId: string): string => idFor(creatorId, 'person');

function addMember(add: Add, member: Member, shift: number, hashes: Map<string, string>): boolean {
  const { card, figures, exact } = member;
  const { creatorId } = card;
  const since = new Date(member.foundSince + shift).toISOString();
  const until = new Date(member.findableUntil + shift).toISOString();
  const open = member.findableUntil > crowdNow;
  const person = personOf(creatorId);
  add('people', person, card.displayName, `${creatorId}@crowd.invalid`, since, since);
  const profile = [card.displayName, card.bio, card.languages, card.country, card.categories, card.tags];
  add(
    'creators',
    creatorId,
    person,
    ...profile,
    '2020-01-01',
    since,
    since,
    since,
    since,
    rolloutDraw(creatorId),
    card.withAgency ? until : null,
  );
  for (const { platform, handle } of card.handles) add('creator_handles', platform, handle, creatorId, since);
  if (card.figuresAsOf !== null)
    add('creator_figures', creatorId, ...importedFigure.options.map((n) => figures[n]), 'import', card.figuresAsOf);
  if (card.liveAsOn !== null)
    add('creator_live_figures', creatorId, card.liveAsOn, ...liveFigure.options.map((n) => figures[n]), card.hours.map(String));
  const purposes = exact ? (['discovery', 'exact_numbers'] as const) : (['discovery'] as const);
  for (const purpose of purposes) {
    const event = idFor(creatorId, purpose);
    // Nothing of her LIVEs is shown under an older text.
    const version = purpose === 'discovery' && card.withAgency !== null ? textOfLive : 1;
    const text = [version, hashes.get(`${purpose} ${version}`)!, 'en'];
    add('consent_events', creatorId, event, purpose, 'granted', since, 'creator', person, ...text, until, 'crowd');
    const end = event.replace('-7000-', '-7001-');
    if (!open) add('consent_events', creatorId, end, purpose, 'expired', until, 'system', null, ...ended);
    add('consents', creatorId, purpose, open, open ? event : end, since, open ? null : until, until, version);
  }
  if (open) addEntry(add, member, since, until);
  return open;
}
const ended = [null, null, null, null, 'crowd'] as const;

function addEntry(add: Add, { card, exact }: Member, since: string, until: string): void {
  const { creatorId, languages, country, categories } = card;
  const edges = figureNames.flatMap((n) => {
    const { low, high } = boundsOf(card.figures[n]);
    return [low, high];
  });
  const platforms = [...new Set(card.handles.map((h) => h.platform))];
  const lists = [languages, country, categories, platforms, card.hours.map(String), agencyOf(card)];
  add('discovery_entries', creatorId, JSON.stringify(card), idFor(creatorId, 'discovery'), until, exact, ...lists, ...edges, since);
  for (const { word, field } of wordsOfCard(card)) add('discovery_words', creatorId, word, field);
}

async function textHashes(owner: pg.Client): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ purpose: string; version: number; hash: string }>(
    `select purpose, version, hash from consent_texts where locale = 'en'`,
  );
  if (rows.length === 0) throw new Error('the texts of the permissions are not published yet');
  return new Map(rows.map((r) => [`${r.purpose} ${r.version}`, r.hash]));
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (c) => escapes[c]!);
function cellText(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell === 'string') return escaped(cell);
  if (typeof cell === 'object') return escaped(`{${cell.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
  return String(cell);
}

/** Drops keys, foreign keys and indexes; what it gives makes them again. */
async function setAside(owner: pg.Client, tables: string[]): Promise<() => Promise<void>> {
  const { rows: keys } = await owner.query<{ at: string; name: string; definition: string }>(
    `select conrelid::regclass::text as at, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = any($1::regclass[]) and contype in ('p', 'f', 'u') order by contype = 'f' desc`,
    [tables],
  );
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index i
     where indrelid = any($1::regclass[]) and not exists (select from pg_constraint where conindid = i.indexrelid)`,
    [tables],
  );
  for (const { at, name } of keys) await owner.query(`alter table ${at} drop constraint ${name} cascade`);
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  return async () => {
    await owner.query(`set maintenance_work_mem = '512MB'`);
    for (const { at, name, definition } of keys.toReversed()) await owner.query(`alter table ${at} add constraint ${name} ${definition}`);
    for (const { definition } of indexes) await owner.query(definition);
  };
}
