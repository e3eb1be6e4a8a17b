import { sql } from 'kysely';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';

/** The profile, every permission with its history and the very texts that were agreed to, and who saw her. */
export const exportProfile: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const hers = async (table: 'creators' | 'creator_handles' | 'creator_figures' | 'creator_live_figures' | 'consents') =>
    (await db.selectFrom(table).selectAll().where('creator_id', '=', creatorId).execute()).map((r) => plainRow(r, 'person_id'));
  const { rows: events } = await sql<object>`
    select event_id, purpose, action, at, by_kind, text_version, text_hash, locale, expires_at, request_id from consent_events
    where creator_id = ${creatorId} order by at, event_id`.execute(db);
  const { rows: texts } = await sql<object>`
    select purpose, version, locale, title, body, hash, since from consent_texts t where exists (select from consent_events e
      where e.creator_id = ${creatorId} and e.purpose = t.purpose and e.text_version = t.version and e.text_hash = t.hash)
    order by purpose, version, locale`.execute(db);
  // Which of its people looked is the agency's: she is told which agency.
  const { rows: seen } = await sql<object>`
    select x.checked_at as at, x.agency_id, a.name as agency_name, x.surface, x.numbers, x.consent_event_id
    from exposures x left join agencies a using (agency_id) where x.creator_id = ${creatorId} order by x.checked_at`.execute(db);
  return [
    { name: 'profile', from: 'creators', rows: await hers('creators') },
    { name: 'handles', from: 'creator_handles', rows: await hers('creator_handles') },
    { name: 'figures', from: 'creator_figures', rows: await hers('creator_figures') },
    { name: 'live_figures_shown', from: 'creator_live_figures', rows: await hers('creator_live_figures') },
    { name: 'permissions', from: 'consents', rows: await hers('consents') },
    { name: 'permission_events', from: 'consent_events', rows: events.map((r) => plainRow(r)) },
    { name: 'permission_texts', from: 'consent_texts', rows: texts.map((r) => plainRow(r)) },
    { name: 'seen_by', from: 'exposures', rows: seen.map((r) => plainRow(r)) },
  ];
};
