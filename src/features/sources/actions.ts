import { z } from 'zod';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import { nobody, operator } from '#src/infra/may.ts';
import type { Sealer } from '#src/infra/seal.ts';
import type { WebhookPort } from '#src/features/live/index.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, pageQuery } from '#src/lib/shapes.ts';
import { AccountQuery, NewSecret, NewSource, SourceId, type SourceKind } from './contract.ts';
import { listConsented, listSources, lockSource, saveChange, saveSource, type SourceRow } from './queries/rows.ts';
import { countUnplaced, listSubscriptions, type SubscriptionRow } from './queries/placing.ts';
import { isRevoked, no, overlapUntil, validSecrets } from './rules.ts';

export type Ports = Record<SourceKind, WebhookPort>;
const iso = (at: Date | null) => at?.toISOString() ?? null;
const urlOf = (ctx: Ctx, sourceId: string) => `${ctx.origin()}/v1/live/webhooks/${sourceId}`;

/** Sources are made, listed, given new secrets and taken back by the operator. Secrets are shown once and kept sealed. */
export function makeActs(ports: Ports, sealer: Sealer) {
  /** The sender's own secret, or one of ours; as it is shown, and as it is kept. */
  function secretFor(ctx: Ctx, kind: SourceKind, sourceId: string, given: string | undefined) {
    const port = ports[kind];
    if (given !== undefined && !port.fits(given)) throw no('sources.bad_secret');
    const secret = given ?? port.secretFrom(ctx.newSecret(32));
    return { secret, sealed: sealer.seal(secret, sourceId, ctx.newSecret(12)) };
  }

  const make = act(
    'sources.make',
    NewSource,
    operator('admin'),
    async (tx, ctx, { kind, name, secret: given }) => {
      const sourceId = ctx.newId();
      const { secret, sealed } = secretFor(ctx, kind, sourceId, given);
      if (!(await saveSource(tx, { source_id: sourceId, kind, name, secret: sealed, made_at: ctx.now }))) throw no('sources.name_taken');
      ctx.about({ sourceId, kind, name });
      return { sourceId, url: urlOf(ctx, sourceId), secret };
    },
    { showsSecret: true },
  );

  const rotate = act(
    'sources.rotate',
    SourceId.extend(NewSecret.shape),
    operator('admin'),
    async (tx, ctx, { sourceId, secret: given, overlapHours }) => {
      const row = await lockSource(tx, sourceId);
      if (!row) throw no('sources.not_found');
      if (row.secret === null) throw no('sources.taken_back');
      const { secret, sealed } = secretFor(ctx, row.kind, sourceId, given);
      const until = overlapUntil(overlapHours, ctx.now);
      await saveChange(tx, sourceId, {
        secret: sealed,
        secret_made_at: ctx.now,
        old_secret: until && row.secret,
        old_secret_until: until,
      });
      ctx.about({ sourceId, name: row.name, overlapHours });
      return { sourceId, url: urlOf(ctx, sourceId), secret, oldSecretUntil: iso(until) };
    },
    { showsSecret: true },
  );

  const takeBack = act('sources.takeBack', SourceId, operator('admin'), async (tx, ctx, { sourceId }) => {
    const row = await lockSource(tx, sourceId);
    if (!row) throw no('sources.not_found');
    const at = row.taken_back_at ?? ctx.now;
    await saveChange(tx, sourceId, { secret: null, old_secret: null, old_secret_until: null, taken_back_at: at });
    ctx.about({ sourceId, name: row.name });
    return { sourceId, takenBackAt: iso(at) };
  });

  function stateOf(row: SourceRow, subscriptions: readonly SubscriptionRow[], now: Date) {
    if (row.secret === null) return 'taken_back';
    if (!validSecrets(row, now).some((one) => sealer.open(one, row.source_id) !== undefined)) return 'unreadable';
    return isRevoked(subscriptions) ? 'revoked' : 'open';
  }
  const list = view('sources.list', pageQuery, operator('admin', 'moderator', 'analyst'), async (db, ctx, { cursor, limit }) => {
    const rows = await listSources(db, fromCursor(cursor, ['string'])?.[0], limit);
    const ids = rows.map((r) => r.source_id);
    const unplaced = await countUnplaced(db, ids);
    const subscriptions = Map.groupBy(await listSubscriptions(db, ids), (s) => s.source_id);
    const of = (r: SourceRow) => subscriptions.get(r.source_id) ?? [];
    return pageOf(
      rows,
      limit,
      (r) => [r.name],
      (r) => ({
        sourceId: r.source_id,
        kind: r.kind,
        name: r.name,
        url: urlOf(ctx, r.source_id),
        state: stateOf(r, of(r), ctx.now),
        madeAt: r.made_at.toISOString(),
        secretMadeAt: r.secret_made_at.toISOString(),
        oldSecretUntil: validSecrets(r, ctx.now).length > 1 ? iso(r.old_secret_until) : null,
        takenBackAt: iso(r.taken_back_at),
        heardAt: iso(r.heard_at),
        refusedAt: iso(r.refused_at),
        unplaced: unplaced.get(r.source_id) ?? 0,
        subscriptions: of(r)
          .slice(0, 100)
          .map((s) => ({ subscriptionId: s.subscription_id, type: s.type, channel: s.channel, status: s.status, at: s.at.toISOString() })),
      }),
    );
  });
  return { make, rotate, takeBack, list };
}

/** A sign of life of a source: when it was last believed, or last refused. */
export const heard = act(
  'sources.heard',
  z.strictObject({ sourceId: id, refused: z.boolean() }),
  nobody,
  async (tx, ctx, { sourceId, refused }) => {
    await saveChange(tx, sourceId, refused ? { refused_at: ctx.now } : { heard_at: ctx.now });
    return {};
  },
  { quiet: true },
);

/** Whether a listener may begin: her permission holds now. It is asked again for everything that the listener sends. */
export const permitted = view('sources.permitted', AccountQuery, operator('admin'), async (db, ctx, account) => ({
  permitted: (await listConsented(db, [account], ctx.now)).length > 0,
}));
