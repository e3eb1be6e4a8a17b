import { z } from 'zod';
import { listOwnedAlone } from '#src/features/agencies/index.ts';
import { listAdmins, loadPerson } from '#src/features/people/index.ts';
import { act } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { nobody, signedIn } from '#src/infra/may.ts';
import type { ErasureStep, Whom } from '#src/infra/owned.ts';
import { id } from '#src/lib/shapes.ts';
import { Erase, purpose } from '../contract.ts';
import { listConsents } from '../queries/consents.ts';
import { saveErased } from '../queries/erasing.ts';
import { lockCreators, lockProfile } from '../queries/profiles.ts';
import { no } from '../rules/consent.ts';
import { accountFate } from '../rules/erasing.ts';
import { recordConsent, type WithdrawalStep } from '../steps.ts';

/** How an erasure is carried out: `app.ts` hands over the ordered steps of all features. */
export interface Erasing {
  withdrawal: readonly WithdrawalStep[];
  erasure: readonly ErasureStep[];
  /** Commands beside a running server act as this person: it is nobody's account. */
  serverEmail: string;
}

/**
 * Everything of hers in one transaction: first each permission is withdrawn with all that follows from it, then every feature removes
 * its rows or leaves what books need under a pseudonym. Ids that are not known here change nothing.
 */
async function eraseNow(tx: Tx, ctx: Ctx, { withdrawal, erasure }: Erasing, whom: Whom): Promise<void> {
  const { creatorId, personId } = whom;
  if (creatorId !== undefined)
    for (const before of await listConsents(tx, [creatorId]))
      if (before.granted) await recordConsent(tx, ctx, before, { creatorId, purpose: before.purpose, action: 'withdrawn' }, withdrawal);
  for (const step of erasure) await step(tx, ctx, whom);
  await saveErased(tx, [
    ...(creatorId === undefined ? [] : [{ erased_id: creatorId, kind: 'creator' as const, at: ctx.now }]),
    ...(personId === undefined ? [] : [{ erased_id: personId, kind: 'person' as const, at: ctx.now }]),
  ]);
  const at = ctx.now.toISOString();
  if (creatorId !== undefined) ctx.remember({ kind: 'erased', subject: creatorId, what: 'creator', at });
  if (personId !== undefined) ctx.remember({ kind: 'erased', subject: personId, what: 'person', at });
  ctx.about({ ...(creatorId && { creatorId }), ...(personId && { personId }) });
  ctx.tell('creators.erased', { creatorId: creatorId ?? null, personId: personId ?? null });
}

/**
 * She deletes what is hers: profile and account, at once, asked nothing but her own e-mail address as a confirmation. Only the account
 * of an agency's last owner, or of the last who runs this Greenroom, stays: her profile goes all the same.
 */
export const makeErase = (erasing: Erasing) =>
  act(
    'creators.erase',
    Erase,
    signedIn,
    async (tx, ctx, { confirm }) => {
      const { personId, creatorId, email } = ctx.actor;
      if (personId === undefined || email === undefined) throw no('creators.not_a_creator');
      if (confirm.toLowerCase() !== email.toLowerCase()) throw no('creators.confirm_mismatch');
      if (creatorId !== undefined) await lockCreators(tx, [creatorId]);
      const alone = await listOwnedAlone(tx, personId, true);
      const admins = ctx.actor.operator === 'admin' ? await listAdmins(tx, true) : [];
      const fate = accountFate({ email, alone: alone.length, admins: admins.map((a) => a.email) }, erasing.serverEmail);
      if (fate !== 'deleted' && creatorId === undefined) throw no(`creators.${fate}`);
      await eraseNow(tx, ctx, erasing, { creatorId, personId: fate === 'deleted' ? personId : undefined });
      return { creatorId: creatorId ?? null, account: fate };
    },
    { urgent: true, reach: 'across' },
  );

/**
 * The body of `creators.erased`, carried out anew after a backup was restored. No error when she is unknown. Without `personId` the
 * account behind the profile goes too; null leaves it, as it was left then.
 */
export const makeEraseAgain = (erasing: Erasing) =>
  act(
    'creators.eraseAgain',
    z.strictObject({ creatorId: id.nullable().default(null), personId: id.nullable().optional() }),
    nobody,
    async (tx, ctx, input) => {
      const creator = input.creatorId === null ? undefined : await lockProfile(tx, input.creatorId);
      const behind = input.personId === undefined ? (creator?.person_id ?? null) : input.personId;
      const person = behind === null ? undefined : await loadPerson(tx, behind);
      const known = creator !== undefined || person !== undefined;
      if (known) await eraseNow(tx, ctx, erasing, { creatorId: input.creatorId ?? undefined, personId: behind ?? undefined });
      return { erased: known };
    },
  );

/** One permission withdrawn anew after a restore, with all that follows from it. No error when she is unknown or it is off already. */
export const makeWithdrawAgain = ({ withdrawal }: Pick<Erasing, 'withdrawal'>) =>
  act('creators.withdrawAgain', z.strictObject({ creatorId: id, purpose }), nobody, async (tx, ctx, { creatorId, purpose: one }) => {
    await lockCreators(tx, [creatorId]);
    const before = (await listConsents(tx, [creatorId])).find((c) => c.purpose === one);
    if (!before?.granted) return { withdrawn: false };
    await recordConsent(tx, ctx, before, { creatorId, purpose: one, action: 'withdrawn' }, withdrawal);
    ctx.about({ creatorId, purpose: one });
    return { withdrawn: true };
  });
