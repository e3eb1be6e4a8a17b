import { z } from 'zod';
import { loadAgencies } from '#src/features/agencies/index.ts';
import { issueLink, redeemLink } from '#src/features/people/index.ts';
import { act, view } from '#src/infra/act.ts';
import { creatorHerself, operator, signedIn } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { day, id, platform } from '#src/lib/shapes.ts';
import { addDays } from '#src/lib/time.ts';
import { Claim, EditCreator, ExposureQuery, NewClaimLink, NewCreator, SetHandle, surface } from '../contract.ts';
import { listConsents } from '../queries/consents.ts';
import { countSeenDays, countSeenSince, listSeenDays, listSeers } from '../queries/exposures.ts';
import { deleteHandles, findByHandle, listProfiles, saveEdits, saveHandle } from '../queries/profiles.ts';
import { attestAge } from '../rules/age.ts';
import { holds, no } from '../rules/consent.ts';
import { seenFigures } from '../rules/seen.ts';
import { visibility } from '../rules/visibility.ts';
import { loadFindable, lockHers, makeProfile, takeOver } from '../steps.ts';

/** A creator who signs up herself. The birth date is asked, checked and not kept. */
export const join = act('creators.join', NewCreator, signedIn, async (tx, ctx, input) => {
  if (ctx.actor.creatorId) throw no('creators.already');
  const adultSince = attestAge(input.birthDate, ctx.now);
  const creatorId = await makeProfile(tx, ctx, { ...input, platformId: null }, adultSince);
  ctx.about({ creatorId });
  return { creatorId };
});

export const mine = view('creators.mine', z.strictObject({}), creatorHerself, async (db, ctx) => {
  const [p] = await listProfiles(db, [ctx.actor.creatorId!]);
  return {
    creatorId: p!.creator_id,
    displayName: p!.display_name,
    handles: p!.handles,
    bio: p!.bio,
    languages: p!.languages,
    country: p!.country,
    categories: p!.categories,
    tags: p!.tags,
    zone: p!.zone,
    adultSince: p!.adult_since,
    figures: seenFigures(p!.figures, p!.live, true),
    figuresAsOf: p!.as_of?.toISOString() ?? null,
  };
});

const isZone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};

export const edit = act('creators.edit', EditCreator, creatorHerself, async (tx, ctx, input) => {
  const creatorId = ctx.actor.creatorId!;
  const { displayName, ...rest } = input;
  if (input.zone !== undefined && !isZone(input.zone)) throw no('creators.zone_unknown');
  const given = Object.fromEntries(Object.entries({ ...rest, display_name: displayName }).filter(([, v]) => v !== undefined));
  await lockHers(tx, ctx);
  await saveEdits(tx, creatorId, given, ctx.now);
  ctx.about({ creatorId, fields: Object.keys(given) });
  ctx.tell('creators.changed', { creatorIds: [creatorId] });
  return { creatorId };
});

const onPlatform = z.strictObject({ platform });

/** How she is called on a platform: new there, or changed. A handle belongs to one profile only. */
export const setHandle = act('creators.setHandle', onPlatform.extend(SetHandle.shape), creatorHerself, async (tx, ctx, input) => {
  const creatorId = ctx.actor.creatorId!;
  await lockHers(tx, ctx);
  const known = await findByHandle(tx, input.platform, input.handle);
  if (known && known.creator_id !== creatorId) throw no('creators.handle_taken');
  await deleteHandles(tx, creatorId, input.platform, input.handle);
  const { numInsertedOrUpdatedRows } = await saveHandle(tx, { ...input, creator_id: creatorId, since: ctx.now });
  // It is somebody's whose profile she is not shown, or was taken between the look and the write.
  if (!known && numInsertedOrUpdatedRows === 0n) throw no('creators.handle_taken');
  ctx.about({ creatorId, platform: input.platform });
  ctx.tell('creators.changed', { creatorIds: [creatorId] });
  return { creatorId };
});

export const removeHandle = act('creators.removeHandle', onPlatform, creatorHerself, async (tx, ctx, input) => {
  const creatorId = ctx.actor.creatorId!;
  await lockHers(tx, ctx);
  const [profile] = await listProfiles(tx, [creatorId]);
  if (profile!.handles.every((h) => h.platform === input.platform)) throw no('creators.last_handle');
  await deleteHandles(tx, creatorId, input.platform);
  ctx.about({ creatorId, platform: input.platform });
  ctx.tell('creators.changed', { creatorIds: [creatorId] });
  return { creatorId };
});

/** A link with which the person behind an imported profile takes it over. Only the newest one works. */
export const claimLink = act(
  'creators.claimLink',
  NewClaimLink,
  operator('admin', 'moderator'),
  async (tx, ctx, { platform, handle }) => {
    const profile = await findByHandle(tx, platform, handle);
    if (!profile) throw no('creators.handle_not_found');
    if (profile.person_id !== null) throw no('creators.already_claimed');
    ctx.about({ creatorId: profile.creator_id });
    return issueLink(tx, ctx, { kind: 'claim', subject: profile.display_name, creatorId: profile.creator_id });
  },
  { showsSecret: true },
);

/** The person who opens the link becomes the creator; a refusal leaves the link unused. */
export const claim = act(
  'creators.claim',
  Claim,
  signedIn,
  async (tx, ctx, { token, birthDate }) => {
    if (ctx.actor.creatorId) throw no('creators.already');
    const adultSince = attestAge(birthDate, ctx.now);
    const link = await redeemLink(tx, ctx, token, 'claim');
    const creatorId = link.creator_id!;
    await takeOver(tx, ctx, creatorId, adultSince);
    ctx.about({ creatorId });
    return { creatorId };
  },
  // The link is the ground: until then the profile is nobody's.
  { reach: 'across' },
);

/** Who saw me: for each day, agency and surface how often, newest first; of one agency or from a day on where asked. */
export const exposures = view('creators.exposures', ExposureQuery, creatorHerself, async (db, ctx, { cursor, limit, ...filter }) => {
  const creatorId = ctx.actor.creatorId!;
  const keys = fromCursor(cursor, [day, id, surface]);
  const before = keys && { on: keys[0], agencyId: keys[1], surface: keys[2] };
  const rows = await listSeenDays(db, creatorId, filter, before, limit);
  const seers = await listSeers(db, creatorId, 200);
  const agencies = await loadAgencies(db, [...new Set([...rows, ...seers].map((r) => r.agency_id))]);
  const nameOf = (agencyId: string) => agencies.find((a) => a.agency_id === agencyId)?.name ?? '';
  const page = pageOf(
    rows,
    limit,
    (r) => [r.on_day, r.agency_id, r.surface],
    (r) => ({
      agencyId: r.agency_id,
      agencyName: nameOf(r.agency_id),
      surface: r.surface,
      on: r.on_day,
      times: r.times,
      lastAt: r.last_at.toISOString(),
      numbers: r.numbers,
    }),
  );
  return {
    ...page,
    week: await countSeenSince(db, creatorId, addDays(ctx.now, -7)),
    agencies: seers.map((s) => ({ agencyId: s.agency_id, agencyName: nameOf(s.agency_id), times: s.times })),
    shown: await countSeenDays(db, creatorId, filter),
  };
});

/** Who sees what of me now, made by the functions that answer them. */
export const sights = view('creators.visibility', z.strictObject({}), creatorHerself, async (db, ctx) => {
  const creatorId = ctx.actor.creatorId!;
  const [found] = await loadFindable(db, [creatorId], ctx.now);
  const held = (await listConsents(db, [creatorId])).filter((c) => holds(c, ctx.now));
  return {
    rows: visibility({ seen: found?.seen ?? null, live: held.some((c) => c.purpose === 'live_data') }),
    permissions: held.length,
  };
});
