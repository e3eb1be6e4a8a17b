import { timingSafeEqual } from 'node:crypto';
import { visitor, type Actor } from '#src/infra/context.ts';
import type { Db } from '#src/infra/db/open.ts';
import { acceptedOf, closest } from '#src/lib/locales.ts';
import type { Auth } from './auth.ts';
import { findKey, loadPerson } from './queries/rows.ts';
import { no, prefixOf } from './rules.ts';
import { hashSecret } from './steps.ts';

const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

type Person = NonNullable<Awaited<ReturnType<typeof loadPerson>>>;
interface Found {
  person: Person;
  key?: NonNullable<Actor['key']>;
}

async function byKey(db: Db, header: string): Promise<Found> {
  const key = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(header)?.[1] ?? '';
  const prefix = prefixOf(key);
  const row = prefix === undefined ? undefined : await findKey(db, prefix);
  if (!row || row.revoked_at || !same(row.hash, hashSecret(key))) throw no('people.key_invalid');
  return { person: row, key: { keyId: row.key_id, scopes: row.scopes } };
}

/** The person behind a request, by key or by session; a visitor without either. Roles of later features are added by `app.ts`. */
export async function identify(db: Db, auth: Auth, request: Request): Promise<Actor> {
  const header = request.headers.get('authorization');
  const found = header !== null ? await byKey(db, header) : await bySession(db, auth, request);
  if (!found) return visitor;
  const { person, key } = found;
  return {
    kind: 'person',
    personId: person.id,
    name: person.name,
    email: person.email,
    agencies: [],
    locale: person.locale ?? closest(acceptedOf(request.headers.get('accept-language'))),
    ...(person.operator_role && { operator: person.operator_role }),
    ...(key && { key }),
  };
}

async function bySession(db: Db, auth: Auth, request: Request): Promise<Found | undefined> {
  if (!request.headers.get('cookie')?.includes('greenroom.session_token')) return undefined;
  const personId = await auth.personOf(request.headers);
  const person = personId === undefined ? undefined : await loadPerson(db, personId);
  return person && { person };
}
