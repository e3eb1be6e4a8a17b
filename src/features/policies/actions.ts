import { z } from 'zod';
import { listPeopleNames } from '#src/features/people/index.ts';
import { act, view } from '#src/infra/act.ts';
import { operator } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { day, pageQuery } from '#src/lib/shapes.ts';
import { dayOf, startOfDay } from '#src/lib/time.ts';
import { params, policyKind, PutPolicy } from './contract.ts';
import { defaults, presets } from './rules/presets.ts';
import { listUpcoming, listVersions, loadInForce, loadLastVersion, lockKind, savePolicy } from './queries.ts';
import { no } from './rules/terms.ts';

const kinds = policyKind.options;

/** Every rule as it is, or was, in force on a day, and what is to come. */
export const list = view(
  'policies.list',
  z.strictObject({ on: day.optional() }),
  operator('admin', 'moderator', 'analyst'),
  async (db, ctx, { on }) => {
    const at = on === undefined ? ctx.now : startOfDay(on);
    const rows = [...(await loadInForce(db, kinds, at)), ...(await listUpcoming(db, at))];
    const put = rows.map((r) => ({
      policyId: r.policy_id,
      kind: r.kind,
      version: r.version,
      validFrom: r.valid_from.toISOString(),
      params: params[r.kind].parse(r.params),
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
    const rows = await listVersions(db, kind, keys?.[0], limit);
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
        params: params[r.kind].parse(r.params),
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

/** Puts a new version of a rule in force from a day on, never backwards. Running memberships and sent invitations keep their terms. */
export const put = act('policies.put', PutPolicy, operator('admin'), async (tx, ctx, input) => {
  const shape = params[input.kind].safeParse(input.params);
  if (!shape.success)
    throw no('policies.bad_params', {
      errors: shape.error.issues.map((i) => ({ path: `params.${i.path.join('.')}`, message: i.message })),
    });
  if (input.validFrom !== undefined && input.validFrom < dayOf(ctx.now)) throw no('policies.backwards');
  const from = input.validFrom === undefined || input.validFrom === dayOf(ctx.now) ? ctx.now : startOfDay(input.validFrom);
  await lockKind(tx, input.kind);
  const version = (await loadLastVersion(tx, input.kind)) + 1;
  const policyId = ctx.newId();
  await savePolicy(tx, {
    policy_id: policyId,
    kind: input.kind,
    version,
    valid_from: from,
    params: shape.data,
    source: input.source,
    certainty: input.certainty,
    made_by: ctx.actor.personId ?? null,
    made_at: ctx.now,
  });
  ctx.about({ policyId, kind: input.kind, version });
  return { policyId, kind: input.kind, version, validFrom: from.toISOString() };
});
