// Every room there is, full and empty: what the journeys look at and what pictures are taken of (`npm run pictures`).
import type { fillDemo } from '#src/cli/demo/fill.ts';
import type { Stage } from './browser.ts';
import { fill, pathsOf, walks } from './everywhere.ts';

type Login = Awaited<ReturnType<typeof fillDemo>>[number];
type Who = { email: string; password: string };
export interface Rooms {
  who: string;
  person: Who;
  paths: string[];
}
export interface Look {
  wide: boolean;
  dark: boolean;
  locale: string;
}

const taking = process.env['GREENROOM_PICTURES'] !== undefined;
const inEvery = [false, true].flatMap((wide) => [false, true].map((dark) => ({ wide, dark })));
/** Both directions, each in both widths and lights, as far as `concerns` says; for pictures in every combination. */
export const directions: { locale: string; looks: Omit<Look, 'locale'>[] }[] = [
  {
    locale: 'en-GB',
    looks: taking
      ? inEvery
      : [
          { wide: false, dark: false },
          { wide: true, dark: true },
        ],
  },
  {
    locale: 'ar',
    looks: taking
      ? inEvery
      : [
          { wide: false, dark: true },
          { wide: true, dark: false },
        ],
  },
];
export const nameOf = ({ wide, dark, locale }: Look): string =>
  `${locale.slice(0, 2)}-${wide ? 'desk' : 'phone'}-${dark ? 'dark' : 'light'}`;
export const worldSize = taking ? { creators: 2000, agencies: 12 } : { creators: 80, agencies: 3, houseDays: 5 };

const doors = ['/sign-in', '/sign-up'];

const creatorRooms = [
  '/home',
  '/live',
  '/live/record',
  '/agency-center',
  '/agency-center/seen',
  '/invitations',
  '/invitations/filters',
  '/membership',
  '/messages',
  '/figures',
  '/privacy',
  '/privacy/blocked',
  '/settings',
];
const agencyRooms = ['discover', 'pipeline', 'searches', 'invitations', 'messages', 'roster', 'live', 'imports', 'bonus', 'team', 'agency'];
const operatorRooms = [
  '/operator',
  '/operator/creators',
  '/operator/claims',
  '/operator/live',
  '/operator/rollout',
  '/operator/policies',
  '/operator/audit',
];

/** The people of a demo, each with the rooms to look at. */
export function roomsOf(logins: Login[]): Rooms[] {
  const login = (title: string) => logins.find((l) => l.title === title)!;
  const { agencyId } = login('Agency owner');
  const inAgency = (names: string[]) => names.map((name) => `/a/${agencyId}/${name}`);
  return [
    { who: 'creator', person: login('Creator'), paths: creatorRooms },
    { who: 'creator-invited', person: login('Creator with two invitations'), paths: ['/home', '/agency-center', '/invitations'] },
    { who: 'creator-member', person: login('Creator in an agency'), paths: ['/home', '/membership'] },
    { who: 'agency', person: login('Agency owner'), paths: inAgency(agencyRooms) },
    { who: 'coach', person: login('Agency coach'), paths: inAgency(['roster', 'discover', 'team']) },
    { who: 'operator', person: login('Operator'), paths: operatorRooms },
  ];
}

/** Every screen in the lists of the rooms, by one who has something in it, once: what a demo leaves empty is filled. */
let walked: ReturnType<typeof walks> | undefined;
const walksIn = (stage: Stage, logins: Login[]) => (walked ??= furnish(stage, logins).then(() => walks(stage, logins)));

/** A pipeline with somebody in each stage, and searches that are kept. */
async function furnish({ t }: Stage, logins: Login[]): Promise<void> {
  const { email, agencyId } = logins.find(({ title }) => title === 'Agency owner')!;
  const { rows } = await t.owner.query<{ id: string }>('select id from people where email = $1', [email]);
  const boss = await t.app.actorOf(rows[0]!.id);
  const page = await (await t.callerOf(boss.personId!)).post(`/v1/agencies/${agencyId}/creators/search`, { limit: 30 });
  const found = (page.body.items as { creatorId: string }[]).map((one) => one.creatorId);
  await t.app.carryOut('scouting.save', { agencyId, creatorIds: found }, boss);
  for (const [from, stage] of ['contacted', 'talking', 'lost'].entries())
    await t.app.carryOut(
      'scouting.move',
      { agencyId, creatorIds: found.slice(4 + 6 * from, 10 + 6 * from), stage, ...(stage === 'lost' && { lostWhy: 'no_answer' }) },
      boss,
    );
  for (const [name, text] of Object.entries({ Potters: 'pottery', 'Singers, evenings': 'singing', Gaming: 'gaming' }))
    await t.app.carryOut('scouting.keepSearch', { agencyId, name, question: { text } }, boss);
  await t.app.relay.drain();
}

/** The same people, and for pictures every further screen that the lists of the rooms have for them. */
export async function everyRoomOf(stage: Stage, logins: Login[]): Promise<Rooms[]> {
  const some = roomsOf(logins);
  if (!taking) return some;
  const all = await walksIn(stage, logins);
  const more = ({ email }: Who) => all.find((one) => one.person?.email === email)?.paths ?? [];
  const house = logins.find(({ title }) => title === 'Owner, agency with own exports')!;
  const inHouse = ['today', 'creators', 'groups', 'imports', 'bonus', 'live'].map((name) => `/a/${house.agencyId}/${name}`);
  return [
    ...some.map((one) => ({ ...one, paths: [...new Set([...one.paths, ...more(one.person)])] })),
    {
      who: 'creator-invited',
      person: logins.find(({ title }) => title === 'Creator with two invitations')!,
      paths: ['/agency-center/seen', '/messages'],
    },
    { who: 'house', person: house, paths: inHouse },
  ];
}
/** The doors from outside; for pictures all but those that are opened from within. */
export async function doorsOf(stage: Stage, logins: Login[]): Promise<string[]> {
  if (!taking) return doors;
  const all = (await walksIn(stage, logins)).find(({ person }) => person === undefined)!.paths;
  return all.filter((path) => !fromWithin.includes(path));
}
const fromWithin = ['/welcome', '/account/delete'];

/** What a screen is called: its address without whose it is. */
export const screenOf = (path: string): string =>
  path
    .replace(/\/a\/[^/]+/, '')
    .replaceAll(/\/[\da-f]{8}-[\da-f-]{27}/g, '/one')
    .replace(/\/[\w-]{20,}$/, '')
    .replaceAll(/\/+/g, '-');

/** Which of the people a look concerns: in a test the second direction looks at each room in one width only, and at nobody new. */
export const concerns = ({ wide, locale }: Look, { who }: Rooms): boolean =>
  taking || locale !== 'ar' || (!who.startsWith('new-') && who.startsWith('creator') !== wide);

/** Somebody new in each room: nothing has happened yet. */
export async function emptyRooms(stage: Stage): Promise<Rooms[]> {
  const { app } = stage.t;
  const [creator, owner] = [await stage.enrol('Nadia New'), await stage.enrol('Omar Owner')];
  const handle = `new${creator.personId.slice(-8)}`;
  await app.carryOut(
    'creators.join',
    { displayName: 'Nadia', platform: 'tiktok', handle, birthDate: '1999-09-09' },
    await app.actorOf(creator.personId),
  );
  const operator = await stage.enrol('Olga Operator', 'admin');
  const made = await app.carryOut<{ agencyId: string }>('agencies.create', { name: 'New Harbour' }, await app.actorOf(operator.personId));
  await app.carryOut('agencies.seat', { agencyId: made.agencyId, personId: owner.personId, role: 'owner' });
  const { agencyId } = made;
  const [hers, theirs] = taking
    ? [fill([...pathsOf('creator'), ...pathsOf('own')], {}), fill(pathsOf('agency'), { agencyId })]
    : [creatorRooms, agencyRooms.map((name) => `/a/${agencyId}/${name}`)];
  return [
    { who: 'new-creator', person: creator, paths: hers.filter((path) => path !== '/invitations/compare') },
    { who: 'new-agency', person: owner, paths: theirs },
    ...(taking ? [{ who: 'new-person', person: await stage.enrol('Petra Person'), paths: fromWithin }] : []),
  ];
}
