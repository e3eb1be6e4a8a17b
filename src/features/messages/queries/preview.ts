import { sql } from 'kysely';
import type { Db } from '#src/infra/db/open.ts';

/**
 * Conversations in which an agency wrote from one instant on and before another while she was no member of it, by agency and by how many of its messages
 * stood one after the other without an answer, at the most.
 */
export const countRunsEverywhere = async (db: Db, from: Date, to: Date) =>
  (
    await sql<{ agency_id: string; longest: number; n: number }>`
      with told as (
        select creator_id, agency_id, seq, side, sent_at,
          count(*) filter (where side = 'creator') over (partition by creator_id, agency_id order by seq) as answers
        from messages where sent_at >= ${from} and sent_at < ${to}),
      numbered as (
        select creator_id, agency_id, sent_at, row_number() over (partition by creator_id, agency_id, answers order by seq) as nth
        from told where side = 'agency'),
      longest as (
        select creator_id, agency_id, max(nth)::int as longest from numbered w where not exists (
          select from memberships m where m.creator_id = w.creator_id and m.agency_id = w.agency_id
            and m.since <= w.sent_at and least(m.ends_at, m.term_ends_at) > w.sent_at)
        group by 1, 2)
      select agency_id, longest, count(*)::int as n from longest group by 1, 2`.execute(db)
  ).rows;

/** Characters as the program counts them: those beyond the first plane are two. */
const length = sql`case when octet_length(text) = length(text) then length(text)
  else length(text) + length(regexp_replace(text, '[^\\U00010000-\\U0010FFFF]', '', 'g')) end`;
/**
 * Messages of either side from one instant on and before another, by agency and how long they are. One of at most `short` bytes has no more characters than
 * that and is counted as 0: it need not be read.
 */
export const countLengthsEverywhere = async (db: Db, from: Date, to: Date, short: number) =>
  (
    await sql<{
      agency_id: string;
      length: number;
      n: number;
    }>`select agency_id, case when octet_length(text) <= ${short}::int then 0 else ${length} end as length, count(*)::int as n from messages
      where sent_at >= ${from} and sent_at < ${to} group by 1, 2`.execute(db)
  ).rows;
