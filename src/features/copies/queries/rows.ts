import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';
import type { Agreed } from '../contract.ts';
import { shownCode, type Mark } from '../rules.ts';

type Whole = Selectable<Tables['agreement_copies']>;
/** A copy without its file. */
export type CopyRow = Omit<Whole, 'content'> & { has_content: boolean };
const columns = [
  'creator_id',
  'copy_id',
  'membership_id',
  'agency_id',
  'offer_id',
  'kind',
  'agreed_at',
  'code',
  'locale',
  'agreed',
  'tries',
  'made_at',
  'sha256',
  'bytes',
] as const;
const copies = (db: Db | Tx) =>
  db
    .selectFrom('agreement_copies')
    .select(columns)
    .select(sql<boolean>`content is not null`.as('has_content'));

export const saveCopy = (
  tx: Tx,
  row: Pick<Whole, 'creator_id' | 'copy_id' | 'membership_id' | 'agency_id' | 'offer_id' | 'kind' | 'agreed_at' | 'code' | 'locale'> & {
    agreed: Agreed;
  },
) =>
  tx
    .insertInto('agreement_copies')
    .values({ ...row, agreed: sql<Agreed>`${JSON.stringify(row.agreed)}::jsonb`, made_at: null, sha256: null, bytes: null, content: null })
    .execute();

/** Hers in one membership, newest first. */
export const listOfCreator = (db: Db, creatorId: string, membershipId: string): Promise<CopyRow[]> =>
  copies(db)
    .where('creator_id', '=', creatorId)
    .where('membership_id', '=', membershipId)
    .orderBy('agreed_at', 'desc')
    .orderBy('copy_id', 'desc')
    .limit(200)
    .execute();
/** An agency's in one membership, newest first. */
export const listOfAgencyEverywhere = (db: Db, agencyId: string, membershipId: string): Promise<CopyRow[]> =>
  copies(db)
    .where('agency_id', '=', agencyId)
    .where('membership_id', '=', membershipId)
    .orderBy('agreed_at', 'desc')
    .orderBy('copy_id', 'desc')
    .limit(200)
    .execute();

type Filed = CopyRow & { content: Buffer | null };
export const loadOfCreator = (db: Db, creatorId: string, copyId: string): Promise<Filed | undefined> =>
  copies(db).select('content').where('creator_id', '=', creatorId).where('copy_id', '=', copyId).executeTakeFirst();
export const findOfAgencyEverywhere = (db: Db, agencyId: string, copyId: string): Promise<Filed | undefined> =>
  copies(db).select('content').where('agency_id', '=', agencyId).where('copy_id', '=', copyId).executeTakeFirst();

/** The copy with a code or a hash, whoever's it is, and whether the same two have agreed to something since. */
export async function findByMarkEverywhere(db: Db, mark: Mark): Promise<(CopyRow & { replaced: boolean }) | undefined> {
  const found = await (mark.by === 'code' ? copies(db).where('code', '=', mark.code) : copies(db).where('sha256', '=', mark.sha256))
    .limit(1)
    .executeTakeFirst();
  if (!found) return undefined;
  const later = await db
    .selectFrom('agreement_copies')
    .select('copy_id')
    .where('creator_id', '=', found.creator_id)
    .where('agency_id', '=', found.agency_id)
    .where('agreed_at', '>', found.agreed_at)
    .limit(1)
    .executeTakeFirst();
  return { ...found, replaced: later !== undefined };
}

/** Copies that have no file yet, those agreed first, after one of them; `triesMax` null: also those that were tried in vain. */
export const listDueEverywhere = (db: Db, most: number, triesMax: number | null, after: CopyRow | undefined): Promise<CopyRow[]> => {
  const open = copies(db).where('content', 'is', null).where('agreed', 'is not', null);
  const due = triesMax === null ? open : open.where('tries', '<', triesMax);
  return (after ? due.where(sql<boolean>`(agreed_at, copy_id) > (${after.agreed_at}, ${after.copy_id}::uuid)`) : due)
    .orderBy('agreed_at')
    .orderBy('copy_id')
    .limit(most)
    .execute();
};

/** The file of a copy, once: whoever comes second changes nothing, and nobody brings one back to somebody who was erased. */
export const saveContent = async (
  tx: Tx,
  { creatorId, copyId }: { creatorId: string; copyId: string },
  file: { content: Uint8Array; sha256: string; made_at: Date },
): Promise<CopyRow | undefined> =>
  (
    await sql<CopyRow>`update agreement_copies set content = ${Buffer.from(file.content)}, sha256 = ${file.sha256}, bytes = ${file.content.byteLength}, made_at = ${file.made_at}
      where creator_id = ${creatorId} and copy_id = ${copyId} and content is null and agreed is not null and made_at is null
      returning membership_id, agency_id`.execute(tx)
  ).rows[0];
export const saveTry = (tx: Tx, creatorId: string, copyId: string) =>
  sql`update agreement_copies set tries = tries + 1 where creator_id = ${creatorId} and copy_id = ${copyId} and content is null`.execute(
    tx,
  );

/** What names her goes, and the file with it. Code, hash and instants stay: whoever keeps a file can still have it checked. */
export const eraseCopies = (tx: Tx, creatorId: string) =>
  tx.updateTable('agreement_copies').set({ agreed: null, content: null, locale: 'en' }).where('creator_id', '=', creatorId).execute();

/** Hers, with what stands on each; the file itself is downloaded where the membership is, and has this hash. */
export const exportCopies: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const rows = await copies(db).where('creator_id', '=', creatorId).orderBy('agreed_at').orderBy('copy_id').execute();
  return [
    {
      name: 'agreement_copies',
      from: 'agreement_copies',
      rows: rows.map(({ code, ...row }) => ({
        ...plainRow(row, 'tries', 'has_content'),
        code: shownCode(code),
        file: `/v1/me/copies/${row.copy_id}`,
      })),
    },
  ];
};
