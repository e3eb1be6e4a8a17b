import { z } from 'zod';
import { listPeopleNames } from '#src/features/people/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { nobody, operator } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { day, id, pageQuery } from '#src/lib/shapes.ts';
import { dayOf, startOfDay } from '#src/lib/time.ts';
import { DraftRule, draftsMax, EditDraft, policyKind, PutPolicy, type PolicyKind } from './contract.ts';
import { defaults, presets } from './rules/presets.ts';
import { readParams } from './rules/reading.ts';
import * as q from './queries.ts';
import { no } from './rules/terms.ts';
import { turnDue } from './steps.ts';

const kinds = policyKind.options;

/** Every rule as it is, or was, in force on a day, and what is to come. */
export const list = view(
  'policies.list',
  z.strictObject({ on: day.optional() }),
  operator('admin', 'moderator', 'analyst'),
  async (db, ctx, { on }) => {
    const at = on === undefined ? ctx.now : startOfDay(on);
    const rows = [...(await q.loadInForce(db, kinds, at)), ...(await q.listUpcoming(db, at))];
    const put = rows.map((r) => ({
      policyId: r.policy_id,
      kind: r.kind,
      version: r.version,
      validFrom: r.valid_from.toISOString(),
      params: readParams(r.kind, r.params),
      source: r.source,
      certainty: r.certainty,
    }));
    const missing = kinds.filter((k) => !put.some((p) => p.kind === k && p.validFrom <= at.toISOString()));
    const builtIn = missing.map((k) => {
      const { kind, params: given, source, certainty } = defaults[k];
      return { policyId: null, kind, version: 0, validFrom: null, params: given, source, certainty };
    });
    return { items: [...builtIn, ...put] };
  },
);

/** Every version of one rule that was ever put, newest first, with who put it. */
export const history = view(
  'policies.history',
  pageQuery.extend({ kind: policyKind }),
  operator('admin', 'moderator', 'analyst'),
  async (db, _ctx, { kind, cursor, limit }) => {
    const keys = fromCursor(cursor, [z.int().min(1).max(2_147_483_647)]);
    const rows = await q.listVersions(db, kind, keys?.[0], limit);
    const names = await listPeopleNames(
      db,
      rows.flatMap((r) => r.made_by ?? []),
    );
    return pageOf(
      rows,
      limit,
      (r) => [r.version],
      (r) => ({
        policyId: r.policy_id,
        kind: r.kind,
        version: r.version,
        validFrom: r.valid_from.toISOString(),
        params: readParams(r.kind, r.params),
        source: r.source,
        certainty: r.certainty,
        madeAt: r.made_at.toISOString(),
        madeBy: r.made_by === null ? null : { personId: r.made_by, name: names.get(r.made_by) ?? '' },
      }),
    );
  },
);

export const listPresets = view('policies.presets', z.strictObject({}), operator('admin', 'moderator', 'analyst'), async () => ({
  items: presets.map(({ name, kind, params: given, source, certainty }) => ({ name, kind, params: given, source, certainty })),
}));

const about = ({ draft_id: draftId, kind, revision }: Pick<q.DraftRow, 'draft_id' | 'kind' | 'revision'>) => ({ draftId, kind, revision });

/** What is thought about, of every kind, with who changed it last. */
export const drafts = view('policies.drafts', z.strictObject({}), operator('admin', 'moderator', 'analyst'), async (db) => {
  const rows = await q.listDrafts(db);
  const names = await listPeopleNames(
    db,
    rows.flatMap((r) => r.changed_by ?? []),
  );
  const items = rows.map((r) => ({
    ...about(r),
    params: r.params,
    validFrom: r.valid_from,
    source: r.source,
    certainty: r.certainty,
    changedAt: r.changed_at.toISOString(),
    changedBy: r.changed_by === null ? null : { personId: r.changed_by, name: names.get(r.changed_by) ?? '' },
  }));
  return { items, nextCursor: null };
});

async function saveAs(tx: Tx, ctx: Ctx, row: Pick<q.DraftRow, 'draft_id' | 'kind' | 'revision'>, given: z.output<typeof DraftRule>) {
  const params = readParams(row.kind, given.params);
  const { source, certainty, validFrom } = given;
  await q.saveDraft(tx, {
    ...row,
    params,
    valid_from: validFrom,
    source,
    certainty,
    changed_by: ctx.actor.personId ?? null,
    changed_at: ctx.now,
  });
  ctx.about(about(row));
  return about(row);
}

/** Keeps a version that is thought about. It holds nowhere and tells nobody. */
export const draft = act('policies.draft', DraftRule, operator('admin'), async (tx, ctx, input) => {
  await q.lockKind(tx, input.kind);
  if ((await q.countDrafts(tx)) >= draftsMax) throw no('policies.too_many_drafts', { most: draftsMax });
  return saveAs(tx, ctx, { draft_id: ctx.newId(), kind: input.kind, revision: 1 }, input);
});

async function lockDraft(tx: Tx, draftId: string): Promise<q.DraftRow> {
  const row = await q.lockDraft(tx, draftId);
  if (!row) throw no('policies.no_draft');
  return row;
}

/** Changes a draft as it was read: what somebody else has changed meanwhile is not lost. */
export const editDraft = act(
  'policies.editDraft',
  EditDraft.extend({ draftId: id }),
  operator('admin'),
  async (tx, ctx, { draftId, ...given }) => {
    const row = await lockDraft(tx, draftId);
    if (row.revision !== given.revision) throw no('policies.draft_changed');
    return saveAs(tx, ctx, { ...row, revision: row.revision + 1 }, { ...given, kind: row.kind });
  },
);

export const dropDraft = act('policies.dropDraft', z.strictObject({ draftId: id }), operator('admin'), async (tx, ctx, { draftId }) => {
  const row = await lockDraft(tx, draftId);
  await q.deleteDraft(tx, draftId);
  ctx.about(about(row));
  return about(row);
});

/** Tells of the versions whose day has come. A job; it may run as often as it likes, and after any pause. */
export const turn = act('policies.turn', z.strictObject({}), nobody, async (tx, ctx) => ({ told: await turnDue(tx, ctx) }), {
  quiet: true,
});

/**
 * Puts a new version of a rule in force from a day on, never backwards. Running memberships and sent invitations keep their terms. A draft that it was
 * made from goes with it.
 */
export const put = act('policies.put', PutPolicy, operator('admin'), async (tx, ctx, { draft, ...input }) => {
  const params = readParams(input.kind, input.params);
  if (input.validFrom !== undefined && input.validFrom < dayOf(ctx.now)) throw no('policies.backwards');
  const from = input.validFrom === undefined || input.validFrom === dayOf(ctx.now) ? ctx.now : startOfDay(input.validFrom);
  await q.lockKind(tx, input.kind);
  if (draft) await takeUp(tx, draft, input.kind);
  const version = (await q.loadLastVersion(tx, input.kind)) + 1;
  const policyId = ctx.newId();
  await q.savePolicy(tx, {
    policy_id: policyId,
    kind: input.kind,
    version,
    valid_from: from,
    params,
    source: input.source,
    certainty: input.certainty,
    made_by: ctx.actor.personId ?? null,
    made_at: ctx.now,
  });
  await turnDue(tx, ctx);
  ctx.about({ policyId, kind: input.kind, version });
  return { policyId, kind: input.kind, version, validFrom: from.toISOString() };
});

/** Whoever puts a draft in force that somebody has thrown away, or changed, meanwhile is told so. */
async function takeUp(tx: Tx, { draftId, revision }: { draftId: string; revision: number }, kind: PolicyKind): Promise<void> {
  const row = await lockDraft(tx, draftId);
  if (row.kind !== kind) throw no('policies.no_draft');
  if (row.revision !== revision) throw no('policies.draft_changed');
  await q.deleteDraft(tx, draftId);
}
