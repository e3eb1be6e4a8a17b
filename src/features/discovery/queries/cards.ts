import { sql } from 'kysely';
import type { SeenCreator } from '#src/features/creators/contract.ts';
import type { Db } from '#src/infra/db/open.ts';

export interface Cards {
  cards: Map<string, { card: SeenCreator; consentEventId: string }>;
  /** The primary's snapshot in which each of them was open to being found. */
  snapshot: string;
}
/** The cards of those of some creators who can be found now, read on the primary in one snapshot. */
export async function loadCards(db: Db, creatorIds: readonly string[], now: Date): Promise<Cards> {
  const { rows } = await sql<{ creator_id: string | null; card: SeenCreator; consent_event_id: string; snapshot: string }>`
    select e.creator_id, e.card, e.consent_event_id, s.snapshot from (select pg_current_snapshot()::text as snapshot) s
    left join discovery_entries e on e.creator_id = any(${creatorIds}::uuid[]) and e.findable_until > ${now}`.execute(db);
  const found = rows.filter((r): r is typeof r & { creator_id: string } => r.creator_id !== null);
  return {
    cards: new Map(found.map((r) => [r.creator_id, { card: r.card, consentEventId: r.consent_event_id }])),
    snapshot: rows[0]!.snapshot,
  };
}
