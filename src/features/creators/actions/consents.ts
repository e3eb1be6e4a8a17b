import { z } from 'zod';
import type { Params } from '#src/features/policies/contract.ts';
import { policiesAt, isOffered } from '#src/features/policies/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { creatorHerself, nobody } from '#src/infra/may.ts';
import type { Locale } from '#src/lib/locales.ts';
import { purpose, SetConsent, type Consent, type Purpose } from '../contract.ts';
import {
  listConsentEvents,
  listConsents,
  listLapsedEverywhere,
  listAllTexts,
  listTexts,
  saveTexts,
  type ConsentRow,
} from '../queries/consents.ts';
import { listProfiles, lockCreators } from '../queries/profiles.ts';
import { blockedBy, checkGrant, consentExpiry, holds, isRenewal } from '../rules/consent.ts';
import { asSeen, textOfLive, type Profile } from '../rules/seen.ts';
import { hashText, lockHers, recordConsent, type WithdrawalStep } from '../steps.ts';
import { texts } from '../rules/texts.ts';

const purposes = purpose.options;

async function offered(db: Db | Tx, rollout: Params['rollout'], creatorId: string): Promise<boolean> {
  if (rollout.cohorts.length === 0) return true;
  const [profile] = await listProfiles(db, [creatorId]);
  return isOffered(rollout, { creatorId, country: profile?.country ?? null, followers: profile?.figures?.followers ?? null });
}

function showConsent(one: Purpose, row: ConsentRow | undefined, events: Awaited<ReturnType<typeof listConsentEvents>>, now: Date): Consent {
  return {
    purpose: one,
    granted: holds(row, now),
    grantedAt: row?.granted_at?.toISOString() ?? null,
    withdrawnAt: row?.withdrawn_at?.toISOString() ?? null,
    expiresAt: row?.expires_at?.toISOString() ?? null,
    textVersion: row?.text_version ?? null,
    history: events
      .filter((e) => e.purpose === one)
      .map((e) => ({
        action: e.action,
        at: e.at.toISOString(),
        textVersion: e.text_version,
        textHash: e.text_hash,
        locale: e.locale,
        by: e.by_kind === 'system' ? ('system' as const) : ('creator' as const),
      })),
  };
}

/** Everything that the Agency Center screen needs: the switch, its text, the permissions with their history, the preview. */
export const agencyCenter = view('creators.agencyCenter', z.strictObject({}), creatorHerself, async (db, ctx) => {
  const creatorId = ctx.actor.creatorId!;
  const [profile] = await listProfiles(db, [creatorId]);
  const rows = await listConsents(db, [creatorId]);
  const events = await listConsentEvents(db, creatorId, purposes);
  const consents = purposes.map((one) =>
    showConsent(
      one,
      rows.find((r) => r.purpose === one),
      events,
      ctx.now,
    ),
  );
  const locale = ctx.actor.locale ?? 'en';
  const all = await listTexts(db, locale);
  const newest = purposes.map((one) => all.find((t) => t.purpose === one)!);
  const { rollout } = await policiesAt(db, ['rollout'], ctx.now);
  const isOfferedNow = await offered(db, rollout, creatorId);
  const { version, title, body, hash } = newest[0]!;
  return {
    visible: isOfferedNow || consents.some((c) => c.granted),
    blocked: blockedBy(profile!.adult_since, isOfferedNow, ctx.now),
    text: { version, locale, title, body, hash },
    texts: newest.map((t) => ({ ...t, since: t.since })),
    consents,
    preview: preview(profile!, consents, ctx.now),
  };
});

/** With the switch off, what would be seen after a yes to the newest text; on, what is seen now. */
function preview(profile: Profile, consents: readonly Consent[], now: Date) {
  const [found, numbers] = (['discovery', 'exact_numbers'] as const).map((one) => consents.find((c) => c.purpose === one)!);
  const live = !found!.granted || (found!.textVersion ?? 0) >= textOfLive;
  const seen = (exact: boolean) => asSeen(profile, { exact, live }, now);
  return { now: seen(numbers!.granted), exact: seen(true) };
}

/**
 * Gives or withdraws one permission. A withdrawal is asked nothing, waits for nobody's permission and holds from its answer on: the
 * steps of later features run in this transaction. Repeating a state changes nothing.
 */
export const makeSetConsent = (withdrawal: readonly WithdrawalStep[]) =>
  act(
    'creators.setConsent',
    z.strictObject({ purpose, ...SetConsent.shape }),
    creatorHerself,
    async (tx, ctx, input) => {
      const creatorId = ctx.actor.creatorId!;
      const [creator, held] = await Promise.all([lockHers(tx, ctx), listConsents(tx, [creatorId])]);
      const before = held.find((c) => c.purpose === input.purpose);
      if (input.granted) await grant(tx, ctx, creator, before, input);
      if (!input.granted && before?.granted)
        await recordConsent(tx, ctx, before, { creatorId, purpose: input.purpose, action: 'withdrawn' }, withdrawal);
      ctx.about({ creatorId, purpose: input.purpose, granted: input.granted });
      const [rows, events] = await Promise.all([listConsents(tx, [creatorId]), listConsentEvents(tx, creatorId, [input.purpose])]);
      const after = rows.find((c) => c.purpose === input.purpose);
      return showConsent(input.purpose, after, events, ctx.now);
    },
    { urgent: true, reach: 'across' },
  );

async function grant(
  tx: Tx,
  ctx: Ctx,
  creator: { creator_id: string; adult_since: string | null },
  before: ConsentRow | undefined,
  input: { purpose: Purpose; textVersion: number; locale?: Locale | undefined },
) {
  const [all, policy] = await Promise.all([
    listTexts(tx, input.locale ?? ctx.actor.locale ?? 'en'),
    policiesAt(tx, ['rollout', 'consents'], ctx.now),
  ]);
  const text = all.find((t) => t.purpose === input.purpose)!;
  const isOfferedNow = input.purpose !== 'discovery' || (await offered(tx, policy.rollout, creator.creator_id));
  const facts = { adultSince: creator.adult_since, offered: isOfferedNow, textVersion: input.textVersion, newest: text.version };
  checkGrant(input.purpose, facts, ctx.now);
  const expiresAt = consentExpiry(ctx.now, policy.consents.monthsMax);
  if (holds(before, ctx.now) && !isRenewal(before!, text.version, expiresAt)) return;
  await recordConsent(
    tx,
    ctx,
    before,
    {
      creatorId: creator.creator_id,
      purpose: input.purpose,
      action: 'granted',
      text: { version: text.version, hash: text.hash, locale: text.locale },
      expiresAt,
    },
    [],
  );
}

/** Ends permissions that ran out; a search leaves them out by their end even before this job comes by. */
export const makeExpireConsents = (withdrawal: readonly WithdrawalStep[]) =>
  act('creators.expireConsents', z.strictObject({}), nobody, async (tx, ctx) => {
    const lapsed = await listLapsedEverywhere(tx, ctx.now, 200);
    await lockCreators(tx, [...new Set(lapsed.map((l) => l.creator_id))]);
    const rows = await listConsents(
      tx,
      lapsed.map((l) => l.creator_id),
    );
    for (const { creator_id: creatorId, purpose: one } of lapsed) {
      const before = rows.find((r) => r.creator_id === creatorId && r.purpose === one);
      if (before?.granted && !holds(before, ctx.now))
        await recordConsent(tx, ctx, before, { creatorId, purpose: one, action: 'expired' }, withdrawal);
    }
    return { expired: lapsed.length };
  });

/** Whether the texts of this version are published already; refuses to start over a published text that was edited. */
export async function textsAreKept(db: Db | Tx): Promise<boolean> {
  const kept = await listAllTexts(db);
  const same = (t: { purpose: string; version: number; locale: string }) => (x: typeof t) =>
    x.purpose === t.purpose && x.version === t.version && x.locale === t.locale;
  for (const t of kept) {
    const ours = texts.find(same(t));
    if (ours && hashText(ours) !== t.hash) throw new Error(`the text ${t.purpose} ${t.version} was changed after it was published`);
  }
  return texts.every((t) => kept.some(same(t)));
}

/** Writes the texts of this version of the program. */
export const publishTexts = act('creators.publishTexts', z.strictObject({}), nobody, async (tx) => {
  await saveTexts(
    tx,
    texts.map((t) => ({ ...t, hash: hashText(t) })),
  );
  await textsAreKept(tx);
  return {};
});
