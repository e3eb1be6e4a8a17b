import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Ctx } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { ErasureStep } from '#src/infra/owned.ts';
import type { Platform } from '#src/lib/shapes.ts';
import type { NewCreator, Purpose, SeenCreator } from './contract.ts';
import { findGrant, listConsents, saveConsent, saveConsentEvent, type ConsentRow } from './queries/consents.ts';
import { deleteProfile } from './queries/erasing.ts';
import { lockKnown, saveImported } from './queries/importing.ts';
import { deleteLiveFigures, saveLiveFigures, type LiveFiguresRow } from './queries/live.ts';
import {
  findByIdentity,
  findCreatorOf,
  listProfiles,
  lockProfile,
  saveClaim,
  saveCreator,
  saveHandle,
  savePlatformId,
} from './queries/profiles.ts';
import { attestAge } from './rules/age.ts';
import type { LiveFigures } from './rules/bands.ts';
import { claimingOf } from './rules/claiming.ts';
import { holds, isFindable, no } from './rules/consent.ts';
import { asSeen, firstHandle, textOfLive, type Profile } from './rules/seen.ts';
import type { Text } from './rules/texts.ts';

/** What a consent refers to: the same words in the same language give the same hash. */
export const hashText = (t: Text): string =>
  createHash('sha256').update(`${t.purpose}\n${t.version}\n${t.locale}\n${t.title}\n${t.body}`).digest('hex');

/** What a later feature does, inside the withdrawal's own transaction, when a permission ends. `app.ts` hands over the ordered list. */
export type WithdrawalStep = (tx: Tx, ctx: Ctx, creatorId: string, purpose: Purpose) => Promise<void>;

/** Her own profile, locked. It may have been deleted since the request was let in. */
export async function lockHers(tx: Tx, ctx: Ctx) {
  const creator = await lockProfile(tx, ctx.actor.creatorId!);
  if (!creator) throw no('creators.not_a_creator');
  return creator;
}

/** Profile, handles, figures and the state of permissions. */
export const eraseProfile: ErasureStep = async (tx, _ctx, { creatorId }) => {
  if (creatorId !== undefined) await deleteProfile(tx, creatorId);
};

export interface Findable {
  creatorId: string;
  /** The name and handle as the agency sees them, whatever else it may see. */
  seen: SeenCreator;
  consentEventId: string;
  since: Date;
  until: Date;
}

/** Those of the creators who may be found now, as agencies see them: the consent is read here, on the primary. */
export async function loadFindable(db: Db | Tx, creatorIds: readonly string[], now: Date): Promise<Findable[]> {
  const [profiles, consents] = [await listProfiles(db, creatorIds), await listConsents(db, creatorIds)];
  const of = (id: string, purpose: Purpose) => consents.find((c) => c.creator_id === id && c.purpose === purpose);
  const found: Findable[] = [];
  for (const p of profiles) {
    const discovery = of(p.creator_id, 'discovery');
    if (!discovery || !isFindable(p, discovery, now)) continue;
    const exact = of(p.creator_id, 'exact_numbers');
    const exactHolds = holds(exact, now);
    const until = exactHolds && exact!.expires_at! < discovery.expires_at! ? exact!.expires_at! : discovery.expires_at!;
    found.push({
      creatorId: p.creator_id,
      seen: asSeen(p, { exact: exactHolds, live: (discovery.text_version ?? 0) >= textOfLive }, now),
      consentEventId: discovery.event_id,
      since: discovery.granted_at!,
      until,
    });
  }
  return found;
}

/** How creators are called: for an agency's own members, whose name it knows from the membership. */
export async function loadNames(
  db: Db | Tx,
  creatorIds: readonly string[],
): Promise<Map<string, Pick<SeenCreator, 'handle' | 'platform' | 'displayName'>>> {
  const rows = await listProfiles(db, creatorIds);
  return new Map(
    rows.map((p: Profile) => {
      const { handle, platform } = firstHandle(p);
      return [p.creator_id, { handle, platform, displayName: p.display_name }];
    }),
  );
}

/** How an agency's export calls somebody. */
export interface Exported {
  platform: Platform;
  platformId: string | null;
  handle: string;
  displayName: string | null;
}
/**
 * The profile of the person who says that an export tells of her: her own, one that is taken over, or a new one. It sets age by what she
 * attests and no consent; a refusal changes nothing.
 */
export async function settleProfile(tx: Tx, ctx: Ctx, who: Exported, birthDate: string | undefined, takesOver: boolean): Promise<string> {
  const adultSince = birthDate === undefined ? undefined : attestAge(birthDate, ctx.now);
  const own = await findCreatorOf(tx, ctx.actor.personId!);
  const hers = own === undefined ? undefined : await lockProfile(tx, own);
  const found = await findByIdentity(tx, who.platform, who);
  const facts = {
    mine: hers && { creatorId: hers.creator_id, adultSince: hers.adult_since },
    found: found && { creatorId: found.creator_id, claimed: found.person_id !== null },
  };
  const claiming = claimingOf({ ...facts, takesOver }, ctx.now);
  if ('refused' in claiming) throw no(claiming.refused);
  if (claiming.profile === 'hers') return claiming.creatorId;
  if (adultSince === undefined) throw no('creators.birth_date_missing');
  const displayName = shortened(who.displayName ?? who.handle);
  if (claiming.profile === 'made') return makeProfile(tx, ctx, { ...bare, categories: [], tags: [], ...who, displayName }, adultSince);
  await takeOver(tx, ctx, claiming.creatorId, adultSince);
  if (who.platformId !== null) await savePlatformId(tx, claiming.creatorId, who.platform, who.handle, who.platformId);
  return claiming.creatorId;
}

type NewProfile = Pick<z.output<typeof NewCreator>, 'displayName' | 'bio' | 'languages' | 'country' | 'categories' | 'tags'> &
  Pick<Exported, 'platform' | 'platformId' | 'handle'>;
/** A profile of the person who asks. Refuses `creators.handle_taken`. */
export async function makeProfile(tx: Tx, ctx: Ctx, made: NewProfile, adultSince: string): Promise<string> {
  const creatorId = ctx.newId();
  const { platform, platformId, handle, displayName, bio, languages, country, categories, tags } = made;
  const said = { display_name: displayName, bio, languages, country, categories, tags };
  await saveCreator(tx, { creator_id: creatorId, person_id: ctx.actor.personId!, ...said, adult_since: adultSince, at: ctx.now });
  const named = { platform, handle, platform_id: platformId, creator_id: creatorId, since: ctx.now };
  const { numInsertedOrUpdatedRows } = await saveHandle(tx, named);
  // Somebody else has the name or the id.
  if (numInsertedOrUpdatedRows === 0n) throw no('creators.handle_taken');
  return creatorId;
}

/** A profile of nobody becomes that of the person who asks. Refuses `creators.already_claimed`. */
export async function takeOver(tx: Tx, ctx: Ctx, creatorId: string, adultSince: string): Promise<void> {
  const { numUpdatedRows } = await saveClaim(tx, creatorId, ctx.actor.personId!, adultSince, ctx.now);
  if (numUpdatedRows === 0n) throw no('creators.already_claimed');
  ctx.tell('creators.claimed', { creatorId });
}

/** What only its handle is known of. */
const bare = { bio: '', languages: [], country: null };
/** As long as a name may be. */
const shortened = (name: string): string => Array.from(name).slice(0, 80).join('');

/** Two clocks, or a wait for the lock, must not turn the order of the record round. */
function afterLast(before: ConsentRow | undefined, now: Date): Date {
  const last = Math.max(before?.granted_at?.getTime() ?? 0, before?.withdrawn_at?.getTime() ?? 0);
  return new Date(Math.max(now.getTime(), last + 1));
}

/** Writes the proof and the state of one change of one permission, and carries out what its end entails. */
export async function recordConsent(
  tx: Tx,
  ctx: Ctx,
  before: ConsentRow | undefined,
  change: {
    creatorId: string;
    purpose: Purpose;
    action: 'granted' | 'withdrawn' | 'expired';
    text?: { version: number; hash: string; locale: string };
    expiresAt?: Date;
  },
  withdrawal: readonly WithdrawalStep[],
): Promise<void> {
  const { creatorId, purpose, action, text, expiresAt } = change;
  const granted = action === 'granted';
  const eventId = ctx.newId();
  const at = afterLast(before, ctx.now);
  const event = saveConsentEvent(tx, {
    creator_id: creatorId,
    event_id: eventId,
    purpose,
    action,
    at,
    by_kind: ctx.actor.kind === 'system' ? 'system' : 'creator',
    by_person: ctx.actor.personId ?? null,
    text_version: text?.version ?? before?.text_version ?? null,
    text_hash: text?.hash ?? null,
    locale: text?.locale ?? null,
    expires_at: expiresAt ?? null,
    request_id: ctx.requestId,
  });
  const state = saveConsent(tx, {
    creator_id: creatorId,
    purpose,
    granted,
    event_id: eventId,
    granted_at: granted ? at : (before?.granted_at ?? null),
    withdrawn_at: granted ? null : at,
    expires_at: granted ? expiresAt! : null,
    text_version: text?.version ?? before?.text_version ?? null,
  });
  await Promise.all([event, state]);
  if (action === 'withdrawn') ctx.remember({ kind: 'withdrawn', subject: creatorId, what: purpose, at: at.toISOString() });
  if (!granted) for (const step of withdrawal) await step(tx, ctx, creatorId, purpose);
  ctx.tell('creators.consent_changed', { creatorIds: [creatorId], purpose, granted, action });
}

/** Unclaimed profiles for those of the handles that nobody has, called by them; gives their ids. */
export async function registerProfiles(
  tx: Tx,
  ctx: Ctx,
  platform: Platform,
  handles: readonly string[],
  categories: readonly string[],
): Promise<string[]> {
  const known = new Set((await lockKnown(tx, platform, [...handles])).map((k) => k.handle));
  const rows = handles
    .filter((handle) => !known.has(handle))
    .map((handle) => ({ creator_id: ctx.newId(), handle, display_name: shortened(handle), ...bare, categories: [...categories] }));
  await saveImported(tx, platform, rows, ctx.now);
  return rows.map((r) => r.creator_id);
}

export interface Measured {
  creatorId: string;
  /** Null: nothing is known of her LIVEs any more. */
  figures: LiveFigures | null;
}
/** Keeps what the LIVEs of some creators came to, as far as it may be shown to agencies that search. */
export async function keepLiveFigures(tx: Tx, measured: readonly Measured[]): Promise<void> {
  const known = measured.flatMap(({ creatorId, figures }) => (figures === null ? [] : [{ creatorId, figures }]));
  if (known.length > 0) await saveLiveFigures(tx, known.map(rowOfLive));
  const gone = measured.filter(({ figures }) => figures === null).map(({ creatorId }) => creatorId);
  if (gone.length > 0) await deleteLiveFigures(tx, gone);
}
const rowOfLive = ({ creatorId, figures: f }: { creatorId: string; figures: LiveFigures }): LiveFiguresRow => ({
  creator_id: creatorId,
  as_on: f.asOn,
  acv: f.acv,
  live_minutes: f.liveMinutes,
  valid_days: f.validDays,
  diamonds: f.diamonds,
  gifter_conversion: f.gifterConversion,
  returning_viewers: f.returningViewers,
  growth: f.growth,
  hours: f.hours,
});

/** The permission by which a creator shares her LIVE data with her agency; undefined: she does not, now. */
export const findLiveDataGrant = (db: Db | Tx, creatorId: string, now: Date) => findGrant(db, creatorId, 'live_data', now);
