import { z } from 'zod';
import { act, view, type Door } from '#src/infra/act.ts';
import { nobody, signedIn, anyone } from '#src/infra/may.ts';
import { id } from '#src/lib/shapes.ts';
import { LinkToken, NewKey, SetLocale, operatorRole, type DemoLogin } from './contract.ts';
import {
  endOpenLinks,
  listKeys,
  loadLink,
  loadPerson,
  revokeKey as revoke,
  saveKey,
  saveLocale,
  saveOperator,
  savePassword,
  savePerson,
  sweep,
} from './queries/rows.ts';
import { checkLink, keyText, no } from './rules.ts';
import { hashSecret, issueLink, redeemLink } from './steps.ts';

const none = z.strictObject({});

/** Whoever opens the first operator's link, signed in, runs this Greenroom. */
export const start = act('people.start', LinkToken, signedIn, async (tx, ctx, { token }) => {
  await redeemLink(tx, ctx, token, 'operator');
  await saveOperator(tx, ctx.actor.personId!, 'admin');
  return { personId: ctx.actor.personId!, operator: 'admin' as const };
});

/** What a link is for, before it is used; says too when it no longer works. */
export const lookAtLink = view('people.lookAtLink', LinkToken, anyone, async (db, ctx, { token }) => {
  const link = await loadLink(db, hashSecret(token));
  checkLink(link, link?.kind ?? 'claim', ctx.now);
  const { kind, subject, role, agency_id: agencyId, handle, expires_at: end } = link!;
  return {
    kind,
    subject,
    ...(role && { role }),
    ...(agencyId !== null && { agencyId }),
    ...(handle !== null && { handle }),
    expiresAt: end.toISOString(),
  };
});

/** The link that makes the first operator, or opens the one agency of a house; printed at the first start. */
export const issueStartLink = act(
  'people.issueStartLink',
  z.strictObject({ kind: z.enum(['operator', 'house']).default('operator') }),
  nobody,
  async (tx, ctx, { kind }) => {
    // The newest counts, of either sort.
    for (const one of ['operator', 'house'] as const) await endOpenLinks(tx, one, {}, ctx.now);
    return issueLink(tx, ctx, { kind, subject: 'Greenroom' });
  },
);

export const createKey = act(
  'people.createKey',
  NewKey,
  signedIn,
  async (tx, ctx, { name, scopes }) => {
    const keyId = ctx.newId();
    const prefix = ctx.newSecret(24).replace(/[-_]/g, '').slice(0, 8);
    const key = keyText(prefix, ctx.newSecret(32));
    await saveKey(tx, {
      key_id: keyId,
      person_id: ctx.actor.personId!,
      name,
      prefix,
      hash: hashSecret(key),
      scopes: [...new Set(scopes)],
      created_at: ctx.now,
    });
    ctx.about({ keyId });
    ctx.tell('people.key_made', { personId: ctx.actor.personId!, keyId });
    return { keyId, key };
  },
  { showsSecret: true },
);

export const keys = view('people.listKeys', none, signedIn, async (db, ctx) => ({
  items: (await listKeys(db, ctx.actor.personId!)).map((k) => ({
    keyId: k.key_id,
    name: k.name,
    prefix: k.prefix,
    scopes: k.scopes,
    createdAt: k.created_at.toISOString(),
  })),
}));

export const revokeKey = act('people.revokeKey', z.strictObject({ keyId: id }), signedIn, async (tx, ctx, { keyId }) => {
  const { numUpdatedRows } = await revoke(tx, ctx.actor.personId!, keyId, ctx.now);
  if (numUpdatedRows === 0n) throw no('people.key_not_found');
  ctx.about({ keyId });
  return { keyId };
});

/** In which language the screens and the mails speak to this person; null leaves it to the browser. */
export const setLocale = act('people.setLocale', SetLocale, signedIn, async (tx, ctx, { locale }) => {
  await saveLocale(tx, ctx.actor.personId!, locale);
  ctx.about({ locale });
  return { locale };
});

/** A person made by the program itself: the server's own, and the people of a demo. */
export const enrol = act(
  'people.enrol',
  z.strictObject({ name: z.string(), email: z.string(), operator: operatorRole.nullable(), passwordHash: z.string().nullable() }),
  nobody,
  async (tx, ctx, { name, email, operator, passwordHash }) => {
    const personId = ctx.newId();
    await savePerson(tx, { id: personId, name, email, at: ctx.now, operator });
    if (passwordHash !== null) await savePassword(tx, { id: ctx.newId(), personId, hash: passwordHash, at: ctx.now });
    ctx.about({ personId });
    return { personId };
  },
);

/** Sign-in has changed a password: told to its person, whoever did it. */
export const notePassword = act('people.notePassword', z.strictObject({ personId: id }), nobody, async (_tx, ctx, { personId }) => {
  ctx.about({ personId });
  ctx.tell('people.password_changed', { personId });
  return { personId };
});

export const sweepOld = act('people.sweep', none, nobody, async (tx, ctx) => {
  await sweep(tx, ctx.now);
  return {};
});

/** Who I am and what I may do: a button never guesses. */
export const makeMe = (doors: () => readonly Door[]) =>
  view('people.me', none, signedIn, async (db, { actor }) => {
    const asked = actor.agencies.length > 0 ? actor.agencies : [{ agencyId: '' }];
    const may = doors().filter((d) => asked.some(({ agencyId }) => d.may(actor, { agencyId }) === undefined));
    const chosen = await loadPerson(db, actor.personId!);
    return {
      person: { personId: actor.personId!, name: actor.name ?? '', email: actor.email ?? '' },
      ...(actor.creatorId && { creatorId: actor.creatorId }),
      ...(actor.operator && { operator: actor.operator }),
      locale: chosen?.locale ?? null,
      agencies: actor.agencies,
      may: may.map((d) => d.name).sort(),
    };
  });

/** The logins of a demo, for the buttons of its sign-in page. Nothing of the kind exists elsewhere. */
export const makeDemoLogins = (logins: () => DemoLogin[] | undefined) =>
  view('people.demoLogins', none, anyone, async () => {
    const items = logins();
    if (!items) throw no('people.no_demo');
    return { items: items.map(({ apiKey: _apiKey, ...login }) => login) };
  });
