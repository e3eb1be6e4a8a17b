import { z } from 'zod';
import { listOwnedAlone } from '#src/features/agencies/index.ts';
import { listAdmins } from '#src/features/people/index.ts';
import { view } from '#src/infra/act.ts';
import type { Actor } from '#src/infra/context.ts';
import type { Db } from '#src/infra/db/open.ts';
import { signedIn } from '#src/infra/may.ts';
import { csvOfOwned, type ExportStep, type Owned } from '#src/infra/owned.ts';
import { no } from '../rules/consent.ts';
import { accountFate } from '../rules/erasing.ts';

export const ListName = z.strictObject({ list: z.string().regex(/^[a-z_]{1,40}$/) });

/** The lists of whoever asks, in the order of the features. */
async function listsOf(db: Db, steps: readonly ExportStep[], { creatorId, personId }: Actor): Promise<Owned[]> {
  const lists: Owned[] = [];
  for (const step of steps) lists.push(...(await step(db, { creatorId, personId })));
  return lists;
}

/** Everything of hers that is here, as one document. */
export const makeExport = (steps: readonly ExportStep[]) =>
  view(
    'creators.export',
    z.strictObject({}),
    signedIn,
    async (db, ctx) => ({
      madeAt: ctx.now.toISOString(),
      lists: (await listsOf(db, steps, ctx.actor)).map(({ name, rows }) => ({ name, rows })),
    }),
    { heavy: true, reach: 'across' },
  );

/** One of the lists as the text of a file for a spreadsheet; no cell of it is carried out as a formula. */
export const makeExportList = (steps: readonly ExportStep[]) =>
  view(
    'creators.exportList',
    ListName,
    signedIn,
    async (db, ctx, { list }) => {
      const found = (await listsOf(db, steps, ctx.actor)).find((one) => one.name === list);
      if (!found) throw no('creators.no_such_list');
      return { list, csv: csvOfOwned(found) };
    },
    { heavy: true, reach: 'across' },
  );

/** How much there is in each list: for the page that offers them, and for the sentence before an erasure. */
export const makeOwned = (steps: readonly ExportStep[], serverEmail: string) =>
  view(
    'creators.owned',
    z.strictObject({}),
    signedIn,
    async (db, ctx) => {
      const { personId = '', email = '', operator } = ctx.actor;
      const alone = personId === '' ? [] : await listOwnedAlone(db, personId);
      const admins = operator === 'admin' ? await listAdmins(db) : [];
      return {
        lists: (await listsOf(db, steps, ctx.actor)).map(({ name, rows }) => ({ name, rows: rows.length })),
        account: accountFate({ email, alone: alone.length, admins: admins.map((a) => a.email) }, serverEmail),
      };
    },
    { heavy: true, reach: 'across' },
  );
