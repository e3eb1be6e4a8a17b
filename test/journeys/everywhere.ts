// A walk through every screen that there is, by those who may open it, and what a keyboard, a window of 320 px, large letters, long words and
// a wish for stillness meet on the way.
import { readFileSync } from 'node:fs';
import type { fillDemo } from '#src/cli/demo/fill.ts';
import { evening } from '../evenings.ts';
import type { Stage } from './browser.ts';
import { cut, enlarge, lengthen, moving, walkStops } from './reach.ts';

type Logins = Awaited<ReturnType<typeof fillDemo>>;
type Look = NonNullable<Parameters<Stage['open']>[0]>;
/** Somebody with the screens to look at; nobody for the doors from outside. */
export interface Walk {
  who: string;
  person?: { email: string; password: string };
  paths: string[];
  /** The room was made for a desk. */
  wide: boolean;
}
export interface Found {
  screens: number;
  stops: number;
  keys: string[];
  still: string[];
  large: string[];
  narrow: string[];
}

/** The addresses in the list of a room's screens. */
export const pathsOf = (room: string) =>
  [...readFileSync(`src/web/routes/${room}.ts`, 'utf8').matchAll(/path: '([^']+)'/g)].map(([, path]) => path!);
/** With these names in them; without those that name something else. */
export const fill = (paths: string[], names: Record<string, string>) => {
  const filled = paths.map((path) => path.replaceAll(/\$(\w+)/g, (all, name: string) => names[name] ?? all));
  return filled.filter((path) => !path.includes('$'));
};

/** Every screen in the lists of the rooms once, by one who may open it. */
export async function walks(stage: Stage, logins: Logins): Promise<Walk[]> {
  const { app, owner } = stage.t;
  const login = (title: string) => logins.find((one) => one.title === title)!;
  const [invited, member, boss] = [login('Creator with two invitations'), login('Creator in an agency'), login('Agency owner')];
  const agencyId = boss.agencyId!;
  const hers = async (table: string, id: string, email: string): Promise<string> => {
    const found = await owner.query(
      `select t.${id} as id from ${table} t join creators c using (creator_id) join people p on p.id = c.person_id
       where p.email = $1 order by t.${id} desc limit 1`,
      [email],
    );
    return found.rows[0].id;
  };
  const inviteId = await hers('invites', 'invite_id', invited.email);
  const membershipId = await hers('memberships', 'membership_id', member.email);
  const bossId = (await owner.query('select id from people where email = $1', [boss.email])).rows[0].id;
  const link = await app.carryOut<{ url: string }>('agencies.inviteStaff', { agencyId, role: 'scout' }, await app.actorOf(bossId));
  const sessionId = await liveOf(stage, member);
  const doors = pathsOf('entry').flatMap((path) =>
    fill([path], { token: path.startsWith('/join') ? link.url.split('/').at(-1)! : 'a-link-that-was-never-made' }),
  );
  const creatorPaths = fill(pathsOf('creator'), {});
  const twice = '/invitations/compare';
  return [
    { who: 'visitor', paths: doors, wide: false },
    { who: 'creator', person: login('Creator'), paths: [...creatorPaths.filter((path) => path !== twice), ...pathsOf('own')], wide: false },
    { who: 'invited', person: invited, paths: ['/home', twice, '/invitations', `/invitations/${inviteId}`], wide: false },
    { who: 'member', person: member, paths: ['/membership', `/membership/${membershipId}`, '/live', `/live/${sessionId}`], wide: false },
    { who: 'agency', person: boss, paths: [...fill(pathsOf('agency'), { agencyId }), ...pathsOf('own')], wide: true },
    { who: 'operator', person: login('Operator'), paths: pathsOf('operator'), wide: true },
  ];
}

/** An evening of hers that has ended. */
async function liveOf({ t }: Stage, { email }: { email: string }): Promise<string> {
  const found = await t.owner.query<{ handle: string; platform: string }>(
    `select h.handle, h.platform from creator_handles h join creators c using (creator_id) join people p on p.id = c.person_id where p.email = $1`,
    [email],
  );
  const { handle, platform } = found.rows[0]!;
  const events = evening({
    handle,
    platform,
    room: 'walked',
    at: new Date(t.now().getTime() - 5 * 3_600_000),
    minutes: 90,
    viewers: 140,
    seed: 5,
  });
  const operator = await t.person('Olga Operator', 'admin');
  const taken = await operator.post('/v1/live/events', events.slice(0, 2000));
  if (taken.body.accepted === 0) throw new Error(taken.text);
  const session = await t.owner.query(`select session_id from live_sessions where room = 'walked'`);
  return session.rows[0].session_id;
}

/**
 * What is met on all of these screens in windows of one kind; `look` where it is not the one that a room was made for. Each window walks through
 * its screens twice, as it is and at 320 px, for a page that changes its width is drawn anew.
 */
export async function lookAround(stage: Stage, people: Walk[], look: Look = {}): Promise<Found> {
  const found: Found = { screens: 0, stops: 0, keys: [], still: [], large: [], narrow: [] };
  for (const { who, person, paths, wide } of people) {
    const window = await stage.open({ wide, ...look });
    const { page } = window;
    const at = (path: string, lines: string[]) => {
      const room = `${who} ${path.replace(/^\/a\/[^/]+/, '').replace(/[\da-f-]{36}/, '…')}`;
      return lines.map((line) => `${room}: ${line}`);
    };
    if (person) await window.enter(person);
    for (const path of paths) {
      await window.go(path);
      found.screens++;
      found.still.push(...at(path, await moving(page)));
      const { stops, wrong } = await walkStops(page);
      found.stops += stops.length;
      found.keys.push(...at(path, wrong));
      const smaller = await enlarge(page);
      found.large.push(...at(path, await cut(page)));
      await smaller();
    }
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of paths.toReversed()) {
      await window.go(path);
      found.narrow.push(...at(path, await cut(page)));
      const shorter = await lengthen(page);
      found.narrow.push(...at(path, await cut(page)).map((line) => `long words, ${line}`));
      await shorter();
    }
    found.keys.push(...window.complaints.splice(0).map((line) => `${who}: ${line}`));
    await window.context.close();
  }
  return found;
}
