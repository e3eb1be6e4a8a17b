import { createHash } from 'node:crypto';
import { z } from 'zod';
import { act, view } from '#src/infra/act.ts';
import type { ServedFile } from '#src/infra/http/routes.ts';
import { anyone, creatorHerself, nobody, staff } from '#src/infra/may.ts';
import { id } from '#src/lib/shapes.ts';
import { CheckCopy, type CheckedCopy, type Copy } from './contract.ts';
import * as q from './queries/rows.ts';
import { isParty, no, readMark, shownCode, stateOf } from './rules.ts';

const leads: readonly string[] = ['owner', 'manager'];
const seesTerms = staff('owner', 'manager');

const show = (c: q.CopyRow): Copy => ({
  copyId: c.copy_id,
  membershipId: c.membership_id,
  kind: c.kind,
  state: stateOf(c),
  agreedAt: c.agreed_at.toISOString(),
  code: shownCode(c.code),
  sha256: c.sha256,
  bytes: c.bytes,
  locale: c.locale,
});
const page = (rows: readonly q.CopyRow[]) => ({ items: rows.map(show), nextCursor: null });

function fileOf(found: Awaited<ReturnType<typeof q.loadOfCreator>>): ServedFile {
  if (!found) throw no('copies.not_found');
  if (found.content === null) throw no(stateOf(found) === 'gone' ? 'copies.gone' : 'copies.making');
  return { name: `greenroom-${shownCode(found.code)}.pdf`, type: 'application/pdf', bytes: found.content };
}

/** The copies of what she agreed to in one membership, newest first. */
export const mine = view('copies.mine', z.strictObject({ membershipId: id }), creatorHerself, async (db, ctx, { membershipId }) =>
  page(await q.listOfCreator(db, ctx.actor.creatorId!, membershipId)),
);
export const myFile = view('copies.myFile', z.strictObject({ copyId: id }), creatorHerself, async (db, ctx, { copyId }) =>
  fileOf(await q.loadOfCreator(db, ctx.actor.creatorId!, copyId)),
);

/** The same copies for the other side: for whoever leads the agency, as the terms are. */
export const list = view(
  'copies.list',
  z.strictObject({ agencyId: id, membershipId: id }),
  seesTerms,
  async (db, _ctx, { agencyId, membershipId }) => page(await q.listOfAgencyEverywhere(db, agencyId, membershipId)),
);
export const file = view('copies.file', z.strictObject({ agencyId: id, copyId: id }), seesTerms, async (db, _ctx, { agencyId, copyId }) =>
  fileOf(await q.findOfAgencyEverywhere(db, agencyId, copyId)),
);

/**
 * Whether a copy with this code or this hash was made here. Anybody may ask: a code cannot be guessed, and whoever has a file reads in it who agreed.
 * Told is the day and how many agreed; names, and whether something newer took its place, only to one of the two.
 */
export const check = view(
  'copies.check',
  CheckCopy,
  anyone,
  async (_db, ctx, { mark: text }): Promise<CheckedCopy> => {
    const mark = readMark(text);
    if (!mark) return { by: null, found: null };
    // One row by its key, past the wall: of it nobody but the two is told more than that it is there.
    const c = await q.findByMarkEverywhere(ctx.across.db, mark);
    if (!c) return { by: mark.by, found: null };
    const who = {
      creatorId: ctx.actor.creatorId,
      leads: ctx.actor.agencies.filter(({ role }) => leads.includes(role)).map(({ agencyId }) => agencyId),
    };
    const between = isParty(who, c) && c.agreed ? { creator: c.agreed.creator.displayName, agency: c.agreed.agency.name } : null;
    return {
      by: mark.by,
      found: {
        kind: c.kind,
        agreedAt: c.agreed_at.toISOString(),
        sha256: c.sha256,
        parties: 2,
        replaced: between ? c.replaced : null,
        between,
      },
    };
  },
  { heavy: true },
);

const one = z.strictObject({ creatorId: id, copyId: id });
/** Keeps the file that was made, with its hash, once and for ever. */
export const keep = act('copies.keep', one.extend({ content: z.instanceof(Uint8Array) }), nobody, async (tx, ctx, { content, ...of }) => {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const row = await q.saveContent(tx, of, { content, sha256, made_at: ctx.now });
  ctx.about({ ...of, ...(row && { agencyId: row.agency_id, membershipId: row.membership_id }), sha256, kept: row !== undefined });
  return { kept: row !== undefined };
});
/** Notes that a copy is tried. */
export const begin = act(
  'copies.begin',
  one,
  nobody,
  async (tx, _ctx, { creatorId, copyId }) => {
    await q.saveTry(tx, creatorId, copyId);
    return {};
  },
  { quiet: true },
);
