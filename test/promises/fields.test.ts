import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { figureName, importedFigure, liveFigure, type FigureName, type LiveFigure } from '#src/features/creators/contract.ts';
import { keepLiveFigures } from '#src/features/creators/index.ts';
import { facetName, sort } from '#src/features/discovery/contract.ts';
import { inTransaction } from '#src/infra/db/open.ts';
import { invite, makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { measured } from '../measured.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';
import { inLanes } from './dice.ts';

const relations = ['nothing', 'invited', 'member', 'ended'] as const;
const permissions = ['off', 'ranges', 'exact'] as const;
const seats = ['owner', 'manager', 'scout', 'coach', 'finance'] as const;
const askers = [...seats, 'operator', 'other agency', 'visitor', 'herself', 'another creator'] as const;
type Asker = (typeof askers)[number];
const fields = ['name', 'handle', 'bio', 'tags', 'ranges', 'exact', 'birth date', 'adult since', 'e-mail', 'person'] as const;
type Field = (typeof fields)[number];

interface Subject extends MadeCreator {
  relation: (typeof relations)[number];
  permission: (typeof permissions)[number];
  /** A text for each field that stands nowhere else. */
  traces: Record<Exclude<Field, 'ranges'>, string[]>;
}

/**
 * What may be seen, in words: the card by those who invite while she is open to it, the name by those who know her already. Whoever
 * runs this Greenroom is no agency: a list of profiles with their figures, and who did what, under no name but the account's.
 */
function expected(asker: Asker, { relation, permission }: Subject): Field[] {
  const card: Field[] = ['name', 'handle', 'bio', 'tags', permission === 'exact' ? 'exact' : 'ranges'];
  const known = relation === 'member' || relation === 'ended';
  const preview: Field[] = permission === 'exact' ? [] : ['ranges'];
  if (asker === 'herself') return [...preview, 'name', 'handle', 'bio', 'tags', 'exact', 'adult since', 'e-mail', 'person'];
  if (asker === 'other agency') return permission === 'off' ? [] : card;
  if (asker === 'owner' || asker === 'manager' || asker === 'scout')
    return permission !== 'off' ? card : relation === 'nothing' ? [] : ['name', 'handle'];
  if (asker === 'finance') return known ? ['name', 'handle'] : [];
  // As the privacy room tells her: who brings figures in, hands out claim links and reads the log of acts.
  if (asker === 'operator') return ['name', 'handle', 'exact', 'person'];
  if (asker === 'coach') return relation === 'member' ? ['name', 'handle'] : []; // her coach; the ended ones had none
  return [];
}

interface Stage {
  t: TestApp;
  agencies: MadeAgency[];
  subjects: Subject[];
  callers: Record<Exclude<Asker, 'herself'>, Caller>;
  ids: { inviteId: string[]; membershipId: string[] };
}

async function setStage(t: TestApp): Promise<Stage> {
  const operator = await makeOperator(t);
  const [agency, other] = [await makeAgency(t, operator), await makeAgency(t, operator)];
  const rest = await inLanes(2, seats.slice(1), (role) => agency.seat(role));
  const [manager, scout, coach, finance] = rest as [Caller, Caller, Caller, Caller];
  const ids: Stage['ids'] = { inviteId: [], membershipId: [] };
  const wanted = relations.flatMap((relation) => permissions.map((permission) => ({ relation, permission })));
  const subjects = await inLanes(3, wanted, async ({ relation, permission }) => {
    const k = wanted.findIndex((w) => w.relation === relation && w.permission === permission) + 1;
    const word = (sort: string) => `${sort}${'abcdefghijklm'[k]}qzx${k}`;
    const birthDate = `${1970 + k}-03-${10 + k}`;
    // So long that no id, key or instant holds one by chance.
    const numbers = (names: readonly FigureName[]) =>
      Object.fromEntries(names.map((name) => [name, 123_456_789_012 + k * 10_007 + figureName.options.indexOf(name) * 1_000_003]));
    const figures = numbers(importedFigure.options);
    const live = numbers(liveFigure.options) as Record<LiveFigure, number>;
    const creator = await makeCreator(
      t,
      {
        displayName: word('name'),
        handle: word('handle'),
        bio: word('bio'),
        tags: [word('tags')],
        birthDate,
        figures,
      },
      operator,
    );
    // As a record of her LIVEs leaves it.
    const hers = { creatorId: creator.creatorId, figures: { ...live, asOn: '2026-01-01', hours: [20] } };
    await inTransaction(t.app.world.db, (tx) => keepLiveFigures(tx, [hers]));
    await setConsent(creator, 'discovery', true);
    if (permission === 'exact') await setConsent(creator, 'exact_numbers', true);
    const inviteId = relation === 'nothing' ? undefined : await invite(agency, creator.creatorId);
    if (inviteId) ids.inviteId.push(inviteId);
    if (relation === 'member' || relation === 'ended') {
      const joined = await creator.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
      const at = `/v1/agencies/${agency.agencyId}/roster/${joined.body.membershipId}/coach`;
      ids.membershipId.push(joined.body.membershipId);
      if (relation === 'member') assert.equal((await agency.owner.put(at, { personId: coach.personId })).status, 200);
      else assert.equal((await creator.post(`/v1/me/memberships/${joined.body.membershipId}/leave`, {})).body.state, 'ended');
    }
    if (permission === 'off') await setConsent(creator, 'discovery', false);
    const { rows } = await t.owner.query<{ email: string }>('select email from people where id = $1', [creator.personId]);
    const traces = {
      name: [word('name')],
      handle: [word('handle')],
      bio: [word('bio')],
      tags: [word('tags')],
      exact: Object.values({ ...figures, ...live }).map(String),
      'birth date': [birthDate],
      'adult since': [`${1988 + k}-03-${10 + k}`],
      'e-mail': [rows[0]!.email],
      person: [creator.personId],
    };
    return { ...creator, relation, permission, traces };
  });
  await t.app.relay.drain();
  const callers = {
    owner: agency.owner,
    manager,
    scout,
    coach,
    finance,
    operator,
    'other agency': other.owner,
    visitor: t.visitor,
    'another creator': await makeCreator(t),
  };
  return { t, agencies: [agency, other], subjects, callers, ids };
}

/** Everything that somebody can read: each GET of the document with every id put in, and searches of every kind. */
async function readAll({ t, agencies, subjects, ids }: Stage, by: Caller): Promise<{ texts: string[]; asked: number }> {
  const values: Record<string, string[]> = {
    agencyId: agencies.map((a) => a.agencyId),
    creatorId: subjects.map((s) => s.creatorId),
    personId: subjects.map((s) => s.personId),
    ...ids,
  };
  const fill = (path: string): string[] => {
    const name = /\{(\w+)\}/.exec(path)?.[1];
    if (name === undefined) return [path];
    return (values[name] ?? []).flatMap((value) => fill(path.replace(`{${name}}`, value)));
  };
  const texts: string[] = [];
  // One read answers nothing without a query, another shows its first rows only.
  const queried: Record<string, string> = {
    '/v1/policies/history': '?kind=rollout',
    '/v1/audit': '?limit=200',
    '/v1/live/listening': '?platform=tiktok&account=nobody',
  };
  const asked = (path: string) => `${path}${queried[path] ?? ''}`;
  const paths = t.app.routes.filter((r) => r.method === 'get').flatMap((r) => fill(asked(r.path)));
  const queries = [
    ...sort.options.map((by_) => ({ sort: by_, limit: 200, facets: facetName.options })),
    ...subjects.flatMap((s) => [{ text: s.handle }, { like: [s.creatorId] }]),
  ];
  const searches = values['agencyId']!.flatMap((id) => queries.map((query) => ({ path: `/v1/agencies/${id}/creators/search`, query })));
  await inLanes(4, [...paths, ...searches], async (one) => {
    const answer = typeof one === 'string' ? await by.get(one) : await by.post(one.path, one.query);
    if (answer.status === 200) texts.push(answer.text);
    else assert.ok([401, 403, 404].includes(answer.status), `${JSON.stringify(one)}: ${answer.text}`);
  });
  return { texts, asked: paths.length + searches.length };
}

/** Whether a card of hers, anywhere in an answer, holds a figure by its band. */
function hasRange(value: unknown, creatorId: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const card = value as { creatorId?: string; figures?: Record<string, { ink: string } | null> };
  if (card.creatorId === creatorId && Object.values(card.figures ?? {}).some((f) => f?.ink === 'range')) return true;
  return Object.values(value).some((inner) => hasRange(inner, creatorId));
}

/** The fields of one creator that stand in what somebody read. */
function seenIn(texts: string[], subject: Subject): Field[] {
  const all = texts.join('\n');
  const ranged = texts.some((text) => text.includes(subject.creatorId) && hasRange(JSON.parse(text), subject.creatorId));
  return fields.filter((field) => (field === 'ranges' ? ranged : subject.traces[field].some((trace) => all.includes(trace))));
}

/** Where what is seen is not what the matrix says. */
async function misseen(stage: Stage): Promise<{ broken: string[]; cells: number; asked: number }> {
  const broken: string[] = [];
  let cells = 0;
  let requests = 0;
  const compare = (asker: Asker, texts: string[], subject: Subject) => {
    cells += fields.length;
    const want = expected(asker, subject);
    const seen = seenIn(texts, subject);
    for (const field of fields)
      if (want.includes(field) !== seen.includes(field))
        broken.push(`${asker} ${want.includes(field) ? 'does not see' : 'sees'} ${field} of ${subject.relation}, ${subject.permission}`);
  };
  for (const [asker, caller] of Object.entries(stage.callers) as [Exclude<Asker, 'herself'>, Caller][]) {
    const { texts, asked } = await readAll(stage, caller);
    requests += asked;
    for (const subject of stage.subjects) compare(asker, texts, subject);
  }
  for (const subject of stage.subjects) compare('herself', (await readAll({ ...stage, agencies: [] }, subject)).texts, subject);
  return { broken, cells, asked: requests };
}

describe('K9: agencies see only consented fields', () => {
  let t: TestApp;
  before(async () => void (t = await openTestApp()));
  after(() => t.stop());

  test('role × relation × permission × field, over everything that can be read', async () => {
    const { broken, cells, asked } = await misseen(await setStage(t));
    assert.deepEqual(broken, []);
    measured(
      'K9',
      `${askers.length} kinds of people × ${relations.length} relations × ${permissions.length} permissions: ${cells} cells over ${asked} answers, each as the table says`,
    );
  });
});

describe('K9, seen to fail', () => {
  let t: TestApp;
  before(async () => void (t = await openTestApp()));
  after(() => t.stop());

  test('a card with an exact number that was not shared is caught', async () => {
    const stage = await setStage(t);
    const victim = stage.subjects.find((s) => s.permission === 'ranges' && s.relation === 'nothing')!;
    await t.owner.query(
      `update discovery_entries set card = jsonb_set(card, '{figures,followers}', jsonb_build_object('ink', 'exact', 'value', $2::bigint)) where creator_id = $1`,
      [victim.creatorId, victim.traces.exact[0]],
    );
    const { broken } = await misseen(stage);
    assert.deepEqual(
      broken.toSorted(),
      ['manager', 'other agency', 'owner', 'scout'].map((who) => `${who} sees exact of nothing, ranges`),
    );
  });
});
