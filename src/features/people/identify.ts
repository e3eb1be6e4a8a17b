import { timingSafeEqual } from 'node:crypto';
import { visitor, type Actor } from '#src/infra/context.ts';
import type { Db } from '#src/infra/db/open.ts';
import { acceptedOf, closest } from '#src/lib/locales.ts';
import type { Auth } from './auth.ts';
import { findKey, findWho, type RolesOf, type Who } from './queries/rows.ts';
import { no, prefixOf } from './rules.ts';
import { hashSecret } from './steps.ts';

const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

interface Found extends Pick<Actor, 'key' | 'session'> {
  who: Who;
}
const actorFrom = ({ id, name, email, operator_role, creator_id, agencies }: Who): Actor => ({
  kind: 'person',
  personId: id,
  name,
  email,
  agencies,
  ...(creator_id !== null && { creatorId: creator_id }),
  ...(operator_role && { operator: operator_role }),
});

async function byKey(db: Db, header: string, rolesOf: RolesOf): Promise<Found> {
  const key = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(header)?.[1] ?? '';
  const prefix = prefixOf(key);
  const row = prefix === undefined ? undefined : await findKey(db, prefix, rolesOf);
  if (!row || row.revoked_at || !same(row.hash, hashSecret(key))) throw no('people.key_invalid');
  return { who: row, key: { keyId: row.key_id, scopes: row.scopes } };
}

/** The person behind a request, by key or by session, with the roles that later features know; a visitor without either. */
export async function identify(db: Db, auth: Auth, request: Request, rolesOf: RolesOf): Promise<Actor> {
  const header = request.headers.get('authorization');
  const found = header !== null ? await byKey(db, header, rolesOf) : await bySession(db, auth, request, rolesOf);
  if (!found) return visitor;
  const { who, key, session } = found;
  return {
    ...actorFrom(who),
    locale: who.locale ?? closest(acceptedOf(request.headers.get('accept-language'))),
    ...(key && { key }),
    ...(session && { session }),
  };
}

async function bySession(db: Db, auth: Auth, request: Request, rolesOf: RolesOf): Promise<Found | undefined> {
  if (!request.headers.get('cookie')?.includes('greenroom.session_token')) return undefined;
  const session = await auth.sessionOf(request.headers);
  const who = session && (await findWho(db, session.personId, rolesOf));
  return who && { who, session: { sessionId: session.sessionId } };
}

/** Somebody as who asks, though no request came: in a command, or in a mail that is written for her. */
export async function actorOf(db: Db, personId: string, rolesOf: RolesOf): Promise<Actor> {
  const who = await findWho(db, personId, rolesOf);
  if (!who) throw new Error(`there is no person ${personId}`);
  return { ...actorFrom(who), ...(who.locale && { locale: who.locale }) };
}
