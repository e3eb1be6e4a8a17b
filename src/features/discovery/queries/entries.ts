import { sql } from 'kysely';
import type { Findable } from '#src/features/creators/index.ts';
import type { FigureName } from '#src/features/creators/contract.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';
import { agencyOf, boundsOf, figureColumns, wordsOfCard } from '../rules.ts';

/** Those who said yes, or still stand here. */
export const listConcerned = async (tx: Tx, creatorIds: readonly string[]): Promise<string[]> =>
  (
    await sql<{ creator_id: string }>`
      select creator_id from consents where creator_id = any(${creatorIds}::uuid[]) and purpose = 'discovery' and granted
      union select creator_id from discovery_entries where creator_id = any(${creatorIds}::uuid[])`.execute(tx)
  ).rows.map((r) => r.creator_id);

/** Every index hears of it before its next search. */
export const deleteEntries = (tx: Tx, creatorIds: readonly string[]) =>
  sql`with gone as (delete from discovery_entries where creator_id = any(${creatorIds}::uuid[]) returning creator_id)
    insert into discovery_changes (creator_id, urgent) select creator_id, true from gone`.execute(tx);

const numbers = Object.entries(figureColumns) as [FigureName, string][];
const recordColumns = sql.raw(numbers.map(([, c]) => `${c}_low bigint, ${c}_high bigint`).join(', '));
const columnNames = sql.raw(numbers.map(([, c]) => `${c}_low, ${c}_high`).join(', '));
const columnUpdates = sql.raw(numbers.flatMap(([, c]) => [`${c}_low = excluded.${c}_low`, `${c}_high = excluded.${c}_high`]).join(', '));

function entryOf(f: Findable) {
  const bounds = numbers.flatMap(([name, column]) => {
    const { low, high } = boundsOf(f.seen.figures[name]);
    return [
      [`${column}_low`, low],
      [`${column}_high`, high],
    ];
  });
  return {
    creator_id: f.creatorId,
    card: f.seen,
    consent_event_id: f.consentEventId,
    findable_until: f.until.toISOString(),
    found_since: f.since.toISOString(),
    exact: f.seen.numbers === 'exact',
    // Named twice, she is still one creator of that language.
    languages: [...new Set(f.seen.languages)],
    country: f.seen.country,
    categories: [...new Set(f.seen.categories)],
    platforms: [...new Set(f.seen.handles.map((h) => h.platform))],
    hours: f.seen.hours.map(String),
    agency: agencyOf(f.seen),
    ...Object.fromEntries(bounds),
  };
}

/** What indexes follow. Urgent: she shows less than before, ranges for exact numbers or a permission that ends earlier. */
const saveChanges = (tx: Tx, found: readonly Findable[]) =>
  sql`insert into discovery_changes (creator_id, urgent)
    select n.creator_id, coalesce(e.exact and not n.exact or n.findable_until < e.findable_until, false)
    from unnest(${found.map((f) => f.creatorId)}::uuid[], ${found.map((f) => f.seen.numbers === 'exact')}::boolean[],
      ${found.map((f) => f.until.toISOString())}::timestamptz[]) as n(creator_id, exact, findable_until)
    left join discovery_entries e on e.creator_id = n.creator_id`.execute(tx);

/** Writes the rows of creators who are open to being found, as agencies see them, with the words that find them. They are locked. */
export async function saveEntries(tx: Tx, found: Findable[]): Promise<void> {
  if (found.length === 0) return;
  await saveChanges(tx, found);
  await sql`insert into discovery_entries (creator_id, card, consent_event_id, findable_until, exact, languages, country, categories, platforms, hours, agency, ${columnNames}, found_since)
    select creator_id, card, consent_event_id, findable_until, exact, languages, country, categories, platforms, hours, agency, ${columnNames}, found_since
    from jsonb_to_recordset(${JSON.stringify(found.map(entryOf))}::jsonb) as r(creator_id uuid, card jsonb, consent_event_id uuid, findable_until timestamptz,
      exact boolean, languages text[], country text, categories text[], platforms text[], hours text[], agency text, found_since timestamptz, ${recordColumns})
    on conflict (creator_id) do update set card = excluded.card, consent_event_id = excluded.consent_event_id, findable_until = excluded.findable_until,
      exact = excluded.exact, languages = excluded.languages, country = excluded.country, categories = excluded.categories,
      platforms = excluded.platforms, hours = excluded.hours, agency = excluded.agency, ${columnUpdates}`.execute(tx);
  await saveWords(tx, found);
}

/** Each night the figures of many change and their words do not: only what differs is written. */
async function saveWords(tx: Tx, found: readonly Findable[]): Promise<void> {
  const words = JSON.stringify(found.flatMap((f) => wordsOfCard(f.seen).map((w) => ({ creator_id: f.creatorId, ...w }))));
  const now = sql`select creator_id, word collate "C" as word, field
    from jsonb_to_recordset(${words}::jsonb) as r(creator_id uuid, word text, field text)`;
  await sql`delete from discovery_words where creator_id = any(${found.map((f) => f.creatorId)}::uuid[])
    and (creator_id, word, field) not in (${now})`.execute(tx);
  await sql`insert into discovery_words (creator_id, word, field) ${now} on conflict do nothing`.execute(tx);
}

/** The card that agencies find, and how long. */
export const exportEntry: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const { rows } =
    await sql<object>`select found_since, findable_until, card from discovery_entries where creator_id = ${creatorId}`.execute(db);
  return [{ name: 'found_as', from: 'discovery_entries', rows: rows.map((r) => plainRow(r)) }];
};
