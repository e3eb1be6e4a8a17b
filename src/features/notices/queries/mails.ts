import { sql } from 'kysely';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { MailRow } from './rows.ts';

export interface NewMail {
  mail_id: string;
  person_id: string;
  cause: string;
  kind: MailRow['kind'];
  notice_ids: string[];
  secret: string | null;
  due_at: Date;
  made_at: Date;
}
/** Puts a letter into the queue. What belongs to one mail of the day is added to it, unless it has begun to leave: then false. */
export const saveMail = async (tx: Tx, m: NewMail): Promise<boolean> =>
  (
    await sql<{ mail_id: string }>`
      insert into mails (mail_id, person_id, cause, kind, notice_ids, secret, state, due_at, attempts, made_at)
      values (${m.mail_id}, ${m.person_id}, ${m.cause}, ${m.kind}, ${m.notice_ids}::uuid[], ${m.secret}, 'waiting', ${m.due_at}, 0, ${m.made_at})
      on conflict (person_id, cause) do update set notice_ids = mails.notice_ids || excluded.notice_ids
        where mails.kind = 'digest' and mails.state = 'waiting' and mails.attempts = 0
      returning mail_id`.execute(tx)
  ).rows.length > 0;

/**
 * Puts letters of notices into the queue, all in one statement, as `saveMail` does with one; no two of them of one person and cause. Gives those that
 * could not be added to, for the mail of that day has begun to leave.
 */
export const saveMails = async (tx: Tx, mails: readonly NewMail[]): Promise<NewMail[]> => {
  if (mails.length === 0) return [];
  const { rows } = await sql<{ person_id: string; cause: string }>`
    insert into mails (mail_id, person_id, cause, kind, notice_ids, secret, state, due_at, attempts, made_at)
    select mail_id, person_id, cause, kind, notice_ids, secret, 'waiting', due_at, 0, made_at from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb)
      as m(mail_id uuid, person_id uuid, cause text, kind text, notice_ids uuid[], secret text, due_at timestamptz, made_at timestamptz)
    on conflict (person_id, cause) do update set notice_ids = mails.notice_ids || excluded.notice_ids
      where mails.kind = 'digest' and mails.state = 'waiting' and mails.attempts = 0
    returning person_id, cause`.execute(tx);
  const saved = new Set(rows.map((r) => `${r.person_id} ${r.cause}`));
  return mails.filter((m) => !saved.has(`${m.person_id} ${m.cause}`));
};

/** Takes letters that are due; until `lease` nobody else does. */
export const claimDue = async (tx: Tx, now: Date, lease: Date, most: number): Promise<MailRow[]> =>
  (
    await sql<MailRow>`
      update mails set attempts = attempts + 1, due_at = ${lease} where mail_id in (
        select mail_id from mails where state = 'waiting' and due_at <= ${now} order by due_at limit ${most} for update skip locked)
      returning *`.execute(tx)
  ).rows;
/** What became of an attempt; an attempt that is no longer the last one changes nothing. */
export const saveOutcome = (
  tx: Tx,
  mailId: string,
  attempts: number,
  to: { state: MailRow['state']; dueAt?: Date; fault?: string; attempts?: number },
  at: Date,
) =>
  tx
    .updateTable('mails')
    .set({
      state: to.state,
      fault: to.fault ?? null,
      ...(to.attempts !== undefined && { attempts: to.attempts }),
      ...(to.dueAt ? { due_at: to.dueAt } : { ended_at: at, secret: null }),
    })
    .where('mail_id', '=', mailId)
    .where('attempts', '=', attempts)
    .where('state', '=', 'waiting')
    .execute();

export const countResetsSince = async (tx: Tx, personId: string, since: Date): Promise<number> =>
  (
    await sql<{
      n: number;
    }>`select count(*)::int as n from mails where person_id = ${personId} and kind = 'reset' and made_at > ${since}`.execute(tx)
  ).rows[0]!.n;
/** Ended letters are kept for thirty days, notices for a year. */
export const sweepOld = async (tx: Tx, now: Date): Promise<void> => {
  await sql`delete from mails where state <> 'waiting' and ended_at < ${now}::timestamptz - interval '30 days'`.execute(tx);
  await sql`delete from notices where at < ${now}::timestamptz - interval '365 days'`.execute(tx);
};
/**
 * Of these letters those that are still somebody's: the row is there, and every notice that it told of. An erasure takes the rows of her
 * letters, and the notices that others got about her.
 */
export const listKept = async (db: Db, mailIds: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await sql<{ mail_id: string }>`
        select mail_id from mails m where mail_id = any(${mailIds}::uuid[]) and not exists (
          select from unnest(m.notice_ids) told
          where not exists (select from notices n where n.person_id = m.person_id and n.notice_id = told))`.execute(db)
    ).rows.map((r) => r.mail_id),
  );
export const countByState = async (db: Db): Promise<{ state: string; n: number }[]> =>
  (await sql<{ state: string; n: number }>`select state, count(*)::int as n from mails group by 1`.execute(db)).rows;
