import type { App, Given } from '#src/app.ts';
import type { Actor } from '#src/infra/context.ts';
import { addMs, dayMs, dayOf, startOfDay } from '#src/lib/time.ts';
import { agencyFacts, standardTerms, type AgencyFacts, type Role } from './agencies.ts';
import { openChance, type Chance } from './chance.ts';
import { disputed, drawHistory, type Event } from './history.ts';
import { fillHouse, house, houseStaff } from './house.ts';
import { asked, coached, keepPromises, write } from './letters.ts';
import { drawBirthDate, drawCreators, mailOf, type Creator } from './people.ts';

/** The texts that are agreed to: the newest of each. */
const textVersions = { discovery: 2, exact_numbers: 1, live_data: 1, listening: 1 } as const;

export type DemoLogin = NonNullable<ReturnType<NonNullable<Given['demoLogins']>>>[number];
export interface FillOptions {
  creators: number;
  agencies?: number;
  /** Of how many days the agency that works from its own exports has files. */
  houseDays?: number;
  seed: number;
  now: Date;
  onProgress?(done: number, of: number, what: string): void;
}

interface Person {
  name: string;
  email: string;
}
interface Seated extends Person {
  role: Role;
  hash: string | null;
}
interface Plan {
  creators: Creator[];
  birthDates: string[];
  agencies: { staff: (Person & { role: Role })[] }[];
  history: Event[];
}

/** Those of the first agency who have a login, in front of the rest of its staff. */
const leads: [string, Role][] = [
  ['Hanna Vogt', 'owner'],
  ['Mert Aksoy', 'scout'],
  ['Jonas Feld', 'coach'],
];
const operator: Person = { name: 'Robin Achterberg', email: mailOf('operator') };
const loginMails = ['agency-owner', 'agency-scout', 'agency-coach'];
/** So that a newcomer sees what is different there. */
const houseTitles: Partial<Record<Role, string>> = { owner: 'Owner, agency with own exports', coach: 'Coach, agency with own exports' };
const batch = 500;
const atOnce = 8;

/** The whole world before anything is done: the same for a seed and an instant. */
function drawPlan(chance: Chance, { creators: wanted, agencies: asked, now }: FillOptions): Plan {
  const creators = drawCreators(chance, wanted);
  for (const [i, login] of creators.slice(0, 3).entries()) login.email = mailOf(`creator-${i + 1}`);
  const count = Math.min(agencyFacts.length, Math.max(2, asked ?? agencyFacts.length));
  const agencies = agencyFacts.slice(0, count).map((facts, a) => ({
    staff: [...(a === 0 ? leads : []), ...facts.staff].map(([name, role], s) => ({
      name,
      role,
      email: mailOf(a === 0 && s < leads.length ? loginMails[s]! : `${role}-${s + 1}.agency-${a + 1}`),
    })),
  }));
  const places = (staff: { role: Role }[], roles: Role[]) => staff.flatMap(({ role }, s) => (roles.includes(role) ? [s] : []));
  const seats = agencies.map(({ staff }) => ({
    inviting: places(staff, ['owner', 'scout', 'manager']),
    coaching: places(staff, ['coach']),
  }));
  const history = drawHistory(chance, { now, creators: wanted, seats });
  return { creators, birthDates: creators.map(() => drawBirthDate(chance, now)), agencies, history };
}

/** Runs each thing once everything earlier that concerns the same creators is done; several at once where they do not meet. */
async function inOrder<T>(
  things: readonly T[],
  concerns: (thing: T) => readonly number[],
  run: (thing: T) => Promise<void>,
): Promise<void> {
  const last = new Map<number, Promise<void>>();
  const running = new Set<Promise<void>>();
  for (const thing of things) {
    if (running.size >= atOnce) await Promise.race(running);
    const before = [...new Set(concerns(thing).flatMap((c) => last.get(c) ?? []))];
    const done = Promise.all(before).then(() => run(thing));
    for (const c of concerns(thing)) last.set(c, done);
    const kept: Promise<void> = done.finally(() => running.delete(kept));
    kept.catch(() => {});
    running.add(kept);
  }
  await Promise.all(running);
}

interface Sent {
  items: { creatorId: string; invite?: { inviteId: string }; refusal?: { code: string } }[];
}

/**
 * Fills an empty Greenroom with a believable world: the same acts as everybody's, each at its own instant, by the people whose acts
 * they are. What a person sees is the same for a seed and an instant; ids and keys are not.
 */
export async function fillDemo(app: App, options: FillOptions): Promise<DemoLogin[]> {
  const { now } = options;
  const plan = drawPlan(openChance(options.seed), options);
  const { creators, history } = plan;
  const firstDay = addMs(now, -345 * dayMs);
  const figuresAt = [6, -18].map((hours) => addMs(startOfDay(dayOf(now)), hours * 3_600_000)).find((at) => at < now)!;

  const { houseDays = 62 } = options;
  const of = creators.length * 2 + history.length + plan.agencies.length * 6 + houseDays + 24;
  let done = 0;
  const step = (what: string, n = 1) => options.onProgress?.((done = Math.min(of, done + n)), of, what);
  const act = app.carryOut;
  const enrol = async (
    { name, email }: Person,
    at: Date,
    passwordHash: string | null = null,
    role: 'admin' | null = null,
  ): Promise<Actor> => {
    const { personId } = await act<{ personId: string }>('people.enrol', { name, email, operator: role, passwordHash }, undefined, at);
    // As `actorOf` would load it for somebody who holds nothing yet.
    return { kind: 'person', personId, name, email, agencies: [], ...(role && { operator: role }) };
  };

  step('the operator', 0);
  const passwords = [
    'greenroom-creator-1',
    'greenroom-creator-2',
    'greenroom-creator-3',
    'greenroom-owner-1',
    'greenroom-scout-1',
    'greenroom-coach-1',
    'greenroom-operator-1',
    ...houseStaff.flatMap(({ password }) => password ?? []),
  ];
  const hashing = Promise.all(passwords.map((p) => app.people.hashPassword(p)));
  hashing.catch(() => {});
  await act('creators.publishTexts', {});
  const hashes = await hashing;
  const admin = await enrol(operator, firstDay, hashes[6]!, 'admin');

  const imported = async (at: Date, what: string, fieldsOf: (c: Creator) => Record<string, unknown>) => {
    for (const platform of ['tiktok', 'twitch', 'youtube'] as const) {
      const rows = creators.flatMap((c, i) =>
        c.platform === platform ? [{ row: i + 1, fields: { handle: c.handle, ...fieldsOf(c) } }] : [],
      );
      for (let from = 0; from < rows.length; from += batch) {
        const some = rows.slice(from, from + batch);
        const { rejected } = await act<{ rejected: { row: number; reason: string }[] }>(
          'creators.import',
          { platform, rows: some },
          admin,
          at,
        );
        if (rejected.length > 0) throw new Error(`the demo's own profile was rejected: row ${rejected[0]!.row}, ${rejected[0]!.reason}`);
        step(what, some.length);
      }
    }
  };
  await imported(addMs(firstDay, 3_600_000), 'profiles', ({ displayName, languages, country, categories, importedBio: bio }) => ({
    displayName,
    language: languages[0],
    country,
    category: categories[0],
    bio,
  }));

  async function openAgency(
    facts: Omit<AgencyFacts, 'staff' | 'messages'>,
    staff: Seated[],
    at: Date,
    verifiedAt: Date,
  ): Promise<{ agencyId: string; staff: Actor[] }> {
    const { name, city, country, languages, about, verified, own } = facts;
    const { agencyId } = await act<{ agencyId: string }>('agencies.create', { name, city, country, languages, about }, admin, at);
    const actors: Actor[] = [];
    for (const [s, { role, hash, ...person }] of staff.entries()) {
      const { personId } = await enrol(person, addMs(at, (s + 1) * 600_000), hash);
      await act('agencies.seat', { agencyId, personId, role }, undefined, addMs(at, (s + 1) * 660_000));
      actors.push(await app.actorOf(personId!));
    }
    if (verified) await act('agencies.verify', { agencyId }, admin, verifiedAt);
    const owner = actors[staff.findIndex(({ role }) => role === 'owner')]!;
    if (own) await act('agencies.setTerms', { agencyId, terms: { ...standardTerms, ...own } }, owner, addMs(at, 7_200_000));
    return { agencyId, staff: actors };
  }

  const agencies: { agencyId: string; staff: Actor[] }[] = [];
  await inOrder(
    [...plan.agencies.keys()],
    () => [],
    async (a) => {
      const at = addMs(firstDay, (2 + a * 5) * 3_600_000);
      const staff = plan.agencies[a]!.staff.map((one, s) => ({ ...one, hash: a === 0 && s < leads.length ? hashes[3 + s]! : null }));
      agencies[a] = await openAgency(agencyFacts[a]!, staff, at, addMs(at, (20 + a) * 3_600_000));
      step('agencies', 6);
    },
  );
  const seated = houseStaff.map(({ password = '', ...one }) => ({ ...one, hash: hashes[passwords.indexOf(password)] ?? null }));
  const began = addMs(now, -(houseDays + 8) * dayMs);
  const kanal = await openAgency(house, seated, began, addMs(began, dayMs));
  // Beside everything else: nobody outside of this agency sees anything of its files.
  const brought = fillHouse(app, kanal, { seed: options.seed, days: houseDays, now }, () => step('files of one agency'));
  brought.catch(() => {});

  const people: Actor[] = [];
  const invites = new Map<string, string>();
  const memberships = new Map<string, string>();
  const cases = new Map<string, string>();
  const between = (creator: number, agency: number) => `${creator} ${agency}`;

  async function claim(i: number, at: Date) {
    const { platform, handle, displayName: name, email, bio, tags, languages, categories, zone } = creators[i]!;
    const person = await enrol({ name, email }, at, hashes[i < 3 ? i : -1] ?? null);
    const { url } = await act<{ url: string }>('creators.claimLink', { platform, handle }, admin, addMs(at, -3_600_000));
    const claimed = { token: url.split('/').at(-1)!, birthDate: plan.birthDates[i]! };
    const { creatorId } = await act<{ creatorId: string }>('creators.claim', claimed, person, addMs(at, 60_000));
    people[i] = { ...person, creatorId };
    await act('creators.edit', { bio, tags, languages, categories, zone }, people[i], addMs(at, 240_000));
  }
  async function send({ agency, seat, creators: whom, kind, message, terms, at }: Extract<Event, { does: 'send' }>) {
    const { agencyId, staff } = agencies[agency]!;
    const creatorIds = whom.map((i) => people[i]!.creatorId!);
    const { items } = await act<Sent>('invites.send', { agencyId, creatorIds, kind, message, ...(terms && { terms }) }, staff[seat]!, at);
    for (const [i, { invite, refusal }] of items.entries()) {
      if (!invite) throw new Error(`the demo's own invitation was refused: ${refusal?.code}`);
      invites.set(between(whom[i]!, agency), invite.inviteId);
    }
  }
  async function happen(event: Event): Promise<void> {
    const { at } = event;
    if (event.does === 'send') return send(event);
    if (event.does === 'claim') return claim(event.creator, at);
    const herself = people[event.creator]!;
    if (event.does === 'consent') {
      await act(
        'creators.setConsent',
        { purpose: event.purpose, granted: event.granted, textVersion: textVersions[event.purpose] },
        herself,
        at,
      );
      return;
    }
    const key = between(event.creator, event.agency);
    const { agencyId, staff } = agencies[event.agency]!;
    if (event.does === 'answer') {
      const { membershipId } = await act<{ membershipId: string | null }>(
        'invites.answer',
        { inviteId: invites.get(key), answer: event.answer },
        herself,
        at,
      );
      if (membershipId !== null) memberships.set(key, membershipId);
    } else if (event.does === 'withdraw') {
      await act('invites.withdraw', { agencyId, inviteId: invites.get(key) }, staff[0], at);
    } else if (event.does === 'assign') {
      await act('roster.assign', { agencyId, membershipId: memberships.get(key), personId: staff[event.coach]!.personId }, staff[0], at);
    } else if (event.does === 'trial') {
      await act('roster.confirmTrial', { agencyId, membershipId: memberships.get(key) }, staff[0], at);
    } else if (event.does === 'remove') {
      const why = { why: 'inactive', said: disputed.removal };
      cases.set(
        key,
        (await act<{ caseId: string }>('roster.remove', { agencyId, membershipId: memberships.get(key), ...why }, staff[0], at)).caseId,
      );
    } else if (event.does === 'appeal') {
      const { appeal: answer } = disputed;
      await act('roster.appeal', { membershipId: memberships.get(key), caseId: cases.get(key), answer }, herself, at);
    } else if (event.does === 'complain') {
      await act('roster.complain', { membershipId: memberships.get(key), why: 'promise', said: disputed.complaint }, herself, at);
    } else {
      await act(
        'roster.leave',
        { membershipId: memberships.get(key), ...(event.reason !== undefined && { reason: event.reason }) },
        herself,
        at,
      );
    }
  }
  await inOrder(
    history,
    (event) => (event.does === 'send' ? event.creators : [event.creator]),
    async (event) => {
      await happen(event);
      step('months of invitations');
    },
  );

  await imported(figuresAt, 'figures', (c) => ({ ...c.figures }));
  await brought;
  while ((await act<{ expired: number }>('invites.expire', {}, undefined, now)).expired > 0);
  while ((await act<{ closed: number }>('roster.close', {}, undefined, now)).closed > 0);
  step('the search', 8);
  await app.relay.drain();
  // Whom to call stands there for the first visitor.
  await app.reckoning.workDue();
  await app.bonuses.workDue();

  const first = agencies[0]!;
  /** Letters with those whose rooms are looked at first, and how this agency has kept its promises. */
  async function fillLetters({ agencyId, staff }: typeof first, apiKey: string) {
    const [owner, scout, coach] = staff as [Actor, Actor, Actor];
    // By their place, not by who was first to join: the same for a seed.
    const members = creators.flatMap((_, i) => {
      const membershipId = memberships.get(between(i, 0));
      return membershipId === undefined ? [] : [{ membershipId, agencyId, staff: owner, herself: people[i]! }];
    });
    await keepPromises(app, openChance(options.seed + 1), members, apiKey, now);
    await write(app, asked, { agencyId, staff: scout, herself: people[1]! }, now);
    if (memberships.has(between(2, 0))) await write(app, coached, { agencyId, staff: coach, herself: people[2]! }, now);
    step('letters', 4);
  }
  const titles = ['Creator', 'Creator with two invitations', 'Creator in an agency'];
  const logins: (Omit<DemoLogin, 'name' | 'email' | 'password' | 'apiKey'> & { actor: Actor })[] = [
    ...creators.slice(0, 3).map(({ handle }, i) => ({
      room: 'creator' as const,
      title: titles[i]!,
      actor: people[i]!,
      handle,
      creatorId: people[i]!.creatorId!,
    })),
    ...['Agency owner', 'Agency scout', 'Agency coach'].map((title, s) => ({
      room: 'agency' as const,
      title,
      actor: first.staff[s]!,
      agencyId: first.agencyId,
    })),
    { room: 'operator' as const, title: 'Operator', actor: admin },
    ...houseStaff.flatMap(({ role, password }, s) =>
      password === undefined
        ? []
        : [{ room: 'agency' as const, title: houseTitles[role]!, actor: kanal.staff[s]!, agencyId: kanal.agencyId }],
    ),
  ];
  const keyed = await Promise.all(
    logins.map(async ({ actor, ...login }, i) => {
      const { key } = await act<{ key: string }>('people.createKey', { name: 'Demo', scopes: ['read', 'write'] }, actor, now);
      return { ...login, name: actor.name!, email: actor.email!, password: passwords[i]!, apiKey: key };
    }),
  );
  // What is told of it is told before the first visitor comes.
  await fillLetters(first, keyed.find((one) => one.room === 'agency')!.apiKey);
  await app.relay.drain();
  options.onProgress?.(of, of, 'done');
  return keyed;
}
