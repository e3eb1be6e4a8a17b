import { loadAgency } from '#src/features/agencies/index.ts';
import { loadNames } from '#src/features/creators/index.ts';
import type { Service, Terms } from '#src/features/policies/contract.ts';
import { loadPoliciesInForce, policiesAt } from '#src/features/policies/index.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import type { ErasureStep } from '#src/infra/owned.ts';
import type { Agreed, CopyKind } from './contract.ts';
import { eraseCopies, saveCopy } from './queries/rows.ts';
import { codeBytes, codeFrom } from './rules.ts';

/** What a creator says yes to, in the transaction in which she does. */
export interface Agreement {
  creatorId: string;
  agencyId: string;
  membershipId: string;
  /** When she was asked to join: a trial is what the rule said then, for that is what she has read. */
  askedAt?: Date;
  /** Null: she joins. */
  offerId: string | null;
  kind: CopyKind;
  terms: Terms;
  termsHash: string;
  from: Date;
  to: Date;
  coolingOffUntil: Date;
  promises: readonly { what: 'coaching' | Service; hours: number | null; due_at: Date }[];
}

/** The rules that an agreement of this kind was made under. */
const rulesOf = {
  joined: ['invitations', 'terms', 'exits'],
  renewal: ['renewals', 'terms', 'exits'],
  change: ['renewals', 'terms', 'exits'],
} as const;

async function rulesAt(tx: Tx, kind: CopyKind, now: Date): Promise<Agreed['rules']> {
  const held = await loadPoliciesInForce(tx, rulesOf[kind], now);
  return rulesOf[kind].map((one) => {
    const row = held.find((h) => h.kind === one);
    return { kind: one, version: row?.version ?? null, from: row?.valid_from.toISOString() ?? null };
  });
}

/** Keeps what was agreed, with the code of its copy; the file is made afterwards, by a job. Nothing long, and nothing that a kill could lose. */
export async function keepAgreed(tx: Tx, ctx: Ctx, a: Agreement): Promise<void> {
  const agency = await loadAgency(tx, a.agencyId);
  const creator = (await loadNames(tx, [a.creatorId])).get(a.creatorId)!;
  const { exits } = await policiesAt(tx, ['exits'], ctx.now);
  const { terms: asked } = await policiesAt(tx, ['terms'], a.askedAt ?? ctx.now);
  const isTried = a.kind === 'joined' && a.terms.trialLive;
  await saveCopy(tx, {
    creator_id: a.creatorId,
    copy_id: ctx.newId(),
    membership_id: a.membershipId,
    agency_id: a.agencyId,
    offer_id: a.offerId,
    kind: a.kind,
    agreed_at: ctx.now,
    code: codeFrom(Buffer.from(ctx.newSecret(codeBytes), 'base64url')),
    locale: ctx.actor.locale ?? 'en',
    agreed: {
      kind: a.kind,
      agreedAt: ctx.now.toISOString(),
      origin: ctx.origin(),
      creator: { displayName: creator.displayName, handle: creator.handle, platform: creator.platform },
      agency: { name: agency!.name, verified: agency!.verified_at !== null },
      terms: a.terms,
      termsHash: a.termsHash,
      from: a.from.toISOString(),
      to: a.to.toISOString(),
      coolingOffUntil: a.coolingOffUntil.toISOString(),
      // The window is counted from joining: a copy of what is agreed later does not open it anew.
      lowActivity: a.kind === 'joined' ? exits.lowActivity : null,
      removal: { noticeDaysMin: exits.removalNoticeDaysMin, decideDays: exits.decideDays },
      trial: isTried ? { days: asked.trialDays, minutes: asked.trialMinutesMin, reviewDays: asked.review?.reviewDays ?? null } : null,
      promises: a.promises.map(({ what, hours, due_at }) => ({ what, hours, dueAt: due_at.toISOString() })),
      rules: await rulesAt(tx, a.kind, ctx.now),
    },
  });
}

export const eraseAgreed: ErasureStep = async (tx, _ctx, { creatorId }) => {
  if (creatorId !== undefined) await eraseCopies(tx, creatorId);
};
