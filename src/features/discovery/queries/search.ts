import { sql, type RawBuilder } from 'kysely';
import { edgesOf } from '#src/features/creators/index.ts';
import { figureNames, type FigureName, type SeenCreator } from '#src/features/creators/contract.ts';
import { charsOf } from '#src/lib/text.ts';
import type { Db } from '#src/infra/db/open.ts';
import type { FacetName, SearchAnswer } from '../contract.ts';
import type { Aim, EngineAnswer, EngineItem, EngineQuery, SearchEngine, Wishes, WordField } from '../ports.ts';
import {
  fieldWeight,
  figureColumns,
  matchWeight,
  meantBy,
  readQuery,
  unknownKey,
  weights,
  wholeMark,
  type Meant,
  type QueryWord,
} from '../rules.ts';
import { wishesFor } from '../rules/wishes.ts';

type Sql = RawBuilder<unknown>;
const nothing = sql``;
const join = (parts: Sql[], between: Sql = sql` and `) => sql.join(parts, between);
const low = (name: FigureName) => sql.ref(`${figureColumns[name]}_low`);
const high = (name: FigureName) => sql.ref(`${figureColumns[name]}_high`);
/** Where a band counts as one number, its middle does. */
const middle = (name: FigureName) => sql`((${low(name)} + ${high(name)}) / 2.0)`;

/** Words of the index that may answer words of the query: those that begin like it, and those one edit away. */
async function candidates(db: Db, words: QueryWord[]): Promise<string[]> {
  const near = words.map(({ word, halves: h }) => {
    const typed = sql`word like ${`${word}%`}`;
    if (!h) return typed;
    const length = sql`char_length(word) between ${h.length - 1}::int and ${h.length + 1}::int`;
    return sql`${typed} or word = ${h.swapped} or (word like ${`${h.start}%`} and char_length(word) >= ${h.length - 1}::int)
      or (reverse(word) like ${`${charsOf(h.end).reverse().join('')}%`} and ${length})`;
  });
  const { rows } = await sql<{ word: string }>`select distinct word from discovery_words where ${join(
    near.map((n) => sql`(${n})`),
    sql` or `,
  )}`.execute(db);
  return rows.map((r) => r.word).filter((word) => !word.startsWith(wholeMark));
}

/** One condition for each filter that is on, by the facet that it belongs to. */
function conditions({ filters: f, now }: EngineQuery): Partial<Record<FacetName, Sql>> {
  const on: Partial<Record<FacetName, Sql>> = {};
  if (f.languages?.length) on.languages = sql`languages && ${f.languages}::text[]`;
  if (f.countries?.length) on.countries = sql`country = any(${f.countries}::text[])`;
  if (f.categories?.length) on.categories = sql`categories && ${f.categories}::text[]`;
  if (f.platforms?.length) on.platforms = sql`platforms && ${f.platforms}::text[]`;
  if (f.numbers?.length) on.numbers = sql`exact = any(${f.numbers.map((n) => n === 'exact')}::boolean[])`;
  if (f.hours?.length) on.hours = sql`hours && ${f.hours.map(String)}::text[]`;
  if (f.agency?.length) on.agency = sql`agency = any(${f.agency}::text[])`;
  for (const name of figureNames) {
    const range = f[name];
    if (!range || (range.min === undefined && range.max === undefined)) continue;
    const parts = [sql`${low(name)} is not null`];
    if (range.min !== undefined) parts.push(sql`${high(name)} >= ${range.min}::bigint`);
    if (range.max !== undefined) parts.push(sql`${low(name)} <= ${range.max}::bigint`);
    on[name] = sql`(${join(parts)})`;
  }
  if (f.growthTop !== undefined) {
    const top = sql`${low('growth')} >= ${topGrowth(f.growthTop, now)}`;
    on.growth = on.growth ? sql`(${on.growth} and ${top})` : top;
  }
  return on;
}

/** Where the lowest band of the best so many percent begins, as `topBand` says; null: nobody's growth is known. */
function topGrowth(percent: number, now: Date): Sql {
  const edges = edgesOf('growth');
  return sql`(select (${edges.slice(0, -1)}::bigint[])[max(b) + 1] from (
    select b, sum(n) over (order by b desc) as held, sum(n) over () as all_known from (
      select width_bucket(e.growth_low, ${edges.slice(1, -1)}::bigint[]) as b, count(*) as n from discovery_entries e
      where e.findable_until > ${now} and e.growth_low is not null group by 1) x) y where held >= ceil(all_known * ${percent}::int / 100))`;
}

const size = (name: FigureName) => sql`ln((1 + ${middle(name)})::float8)`;
/** Plain size, 0 to 1. */
const share = (name: FigureName) => sql`least(1, ${size(name)} / ln(100001::float8))`;
/** Closeness to an aim, 0 to 1. */
const near = ({ centre, width }: Aim, to: Sql) => sql`greatest(0, 1 - abs(${to} - ${centre}::float8) / ${width}::float8 / 2)`;
/** `known`: without this figure there is nothing to give points for; `least` would take a null for the largest. */
const points = (weight: number, share: Sql, known: Sql = sql`true`) =>
  sql`case when ${known} then coalesce(round(${weight}::int * (${share})), 0)::int else 0 end`;

function audience({ audience: by }: Wishes): Sql {
  if (by === 'none') return sql`0`;
  const known = sql`${low('averageViewers')} is not null`;
  return points(weights.audience, by === 'size' ? share('averageViewers') : near(by, size('averageViewers')), known);
}
function activity({ activity: by }: Wishes): Sql {
  if (by === 'none') return sql`0`;
  const plain = points(weights.activity, share('streamMinutes'), sql`${low('streamMinutes')} is not null`);
  return by === 'size' ? plain : points(weights.activityNear, near(by, plain), sql`${plain} > 0`);
}

function parts(query: EngineQuery): Record<keyof EngineItem['parts'], Sql> {
  const wishes = wishesFor(query);
  const { languages, categories } = wishes;
  return {
    text: query.text === '' ? sql`0` : sql`(${points(weights.text, sql`q`)} + case when whole then ${weights.wholeHandle}::int else 0 end)`,
    language:
      languages.length > 0
        ? points(
            weights.language,
            sql`case when languages[1] = any(${languages}::text[]) then 1 when languages && ${languages}::text[] then 0.6 else 0 end`,
          )
        : sql`0`,
    category:
      categories.length > 0
        ? points(
            weights.category,
            sql`(select count(*) from unnest(${categories}::text[]) c where c = any(categories))::float8 / ${categories.length}::int`,
          )
        : sql`0`,
    audience: audience(wishes),
    activity: activity(wishes),
  };
}

function sortKey(sort: EngineQuery['sort']): Sql {
  if (sort === 'fit') return sql`(p_text + p_language + p_category + p_audience + p_activity)::float8`;
  if (sort === 'newest') return sql`extract(epoch from found_since)::float8`;
  return sql`coalesce(${middle(sort)}, ${unknownKey}::int)::float8`;
}

/** Creators in whom every word of the query stands, with how well. */
function textTable(words: QueryWord[], meant: Meant[], whole: string): Sql {
  // In whole hundredths: a sum of doubles would depend on the order of the rows.
  const rows = meant.map((m) => ({ word: m.word, token: m.token, weight: Math.round(matchWeight[m.as] * 100) }));
  const field = sql`case w.field ${join(
    Object.entries(fieldWeight).map(([f, weight]) => sql`when ${f} then ${Math.round(weight * 100)}::int`),
    sql` `,
  )} end`;
  return sql`hits as (
    select w.creator_id, t.token, max(t.weight * ${field}) / 100 as q
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(word text, token int, weight int) join discovery_words w on w.word = t.word
    group by w.creator_id, t.token
  ), texts as (
    select creator_id, sum(q)::float8 / ${words.length * 100}::int as q, exists (select from discovery_words w where w.creator_id = hits.creator_id
      and w.field = 'handle' and w.word = ${whole}) as whole
    from hits group by creator_id having count(*) = ${words.length}::int
  ),`;
}

const valueOf: Partial<Record<FacetName, Sql>> = {
  languages: sql`unnest(languages)`,
  countries: sql`country`,
  categories: sql`unnest(categories)`,
  platforms: sql`unnest(platforms)`,
  numbers: sql`case when exact then 'exact' else 'ranges' end`,
  hours: sql`unnest(hours)`,
  agency: sql`agency`,
};

/** A facet counts with every filter but its own, so that its other values show what choosing them would give. */
function facet(name: FacetName, on: FacetName[]): Sql {
  const others = on.filter((o) => o !== name).map((o) => sql.ref(`ok_${o}`));
  const where = others.length > 0 ? sql`where ${join(others)}` : nothing;
  if (!(figureNames as readonly string[]).includes(name))
    return sql`(select coalesce(jsonb_agg(jsonb_build_object('value', v, 'count', n) order by n desc, v collate "C"), '[]') from (
      select v, count(*)::int as n from (select ${valueOf[name]} as v from base ${where}) x where v is not null group by v) y)`;
  const column = low(name as FigureName);
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('band', b, 'count', n) order by b), '[]') from (
    select width_bucket(${column}, ${edgesOf(name as FigureName).slice(1, -1)}::bigint[]) as b, count(*)::int as n from base ${where} ${others.length > 0 ? sql`and` : sql`where`} ${column} is not null group by 1) y)`;
}

interface Row {
  total: number;
  exact_total: number;
  items: {
    card: SeenCreator;
    consent_event_id: string;
    key: number;
    p_text: number;
    p_language: number;
    p_category: number;
    p_audience: number;
    p_activity: number;
    matched: { word: string; field: WordField }[] | null;
  }[];
  facets: Record<string, { value?: string; band?: number; count: number }[]>;
  snapshot: string;
}

/** Points are given for these. */
const pointed: readonly FigureName[] = ['averageViewers', 'streamMinutes'];
/** What facets, order and points read. The card is joined for the page alone: carried along it would fill the memory. */
function narrow({ facets, sort }: EngineQuery): Sql {
  const figures = figureNames.filter((n) => n === sort || facets.includes(n) || pointed.includes(n));
  const always = ['creator_id', 'exact', 'languages', 'country', 'categories', 'platforms', 'hours', 'agency', 'found_since'];
  const columns = [...always, ...figures.flatMap((n) => [`${figureColumns[n]}_low`, `${figureColumns[n]}_high`])];
  return sql.raw(columns.map((column) => `e.${column}`).join(', '));
}

/** Everything in one statement, so that totals, facets and page belong to one snapshot of the primary. */
function statement(query: EngineQuery, words: QueryWord[], meant: Meant[], whole: string) {
  const byFacet = conditions(query);
  const on = Object.keys(byFacet) as FacetName[];
  const p = parts(query);
  const flags = on.map((name) => sql`, coalesce(${byFacet[name]!}, false) as ${sql.ref(`ok_${name}`)}`);
  const all = on.length > 0 ? join(on.map((o) => sql.ref(`ok_${o}`))) : sql`true`;
  const after = query.after
    ? sql`where key < ${query.after.key}::float8 or (key = ${query.after.key}::float8 and creator_id > ${query.after.creatorId}::uuid)`
    : nothing;
  const facets = query.facets.map((name) => sql`, ${name}::text, ${facet(name, on)}`);
  return sql<Row>`with ${words.length > 0 ? textTable(words, meant, whole) : nothing} base as materialized (
      select ${narrow(query)} ${words.length > 0 ? sql`, t.q, t.whole` : nothing} ${flags.length > 0 ? join(flags, sql` `) : nothing}
      from discovery_entries e ${words.length > 0 ? sql`join texts t on t.creator_id = e.creator_id` : nothing}
      where e.findable_until > ${query.now} ${query.without.length > 0 ? sql`and not e.creator_id = any(${query.without}::uuid[])` : nothing}
    ), fitting as (
      select *, ${p.text} as p_text, ${p.language} as p_language, ${p.category} as p_category, ${p.audience} as p_audience, ${p.activity} as p_activity
      from base where ${all}
    ), keyed as (select *, ${sortKey(query.sort)} as key from fitting),
    page as (select * from keyed ${after} order by key desc, creator_id limit ${query.limit}::int)
    select count(*)::int as total, (count(*) filter (where exact))::int as exact_total,
      (select coalesce(jsonb_agg(jsonb_build_object('card', e.card, 'consent_event_id', e.consent_event_id, 'key', key, 'p_text', p_text, 'p_language', p_language,
        'p_category', p_category, 'p_audience', p_audience, 'p_activity', p_activity, 'matched',
        (select jsonb_agg(jsonb_build_object('word', w.word, 'field', w.field) order by w.field, w.word) from discovery_words w
          where w.creator_id = page.creator_id and w.word = any(${meant.map((m) => m.word)}::text[]))) order by key desc, page.creator_id), '[]') from page join discovery_entries e on e.creator_id = page.creator_id) as items,
      jsonb_build_object('none', '[]'::jsonb ${facets.length > 0 ? join(facets, sql` `) : nothing}) as facets,
      pg_current_snapshot()::text as snapshot from fitting`;
}

function showFacets(facets: Row['facets'], asked: FacetName[]): SearchAnswer['facets'] {
  const band = (name: FacetName, b: number) => {
    const edges = edgesOf(name as FigureName);
    return { from: edges[b]!, to: edges[b + 1]! };
  };
  const show = (name: FacetName, f: { value?: string; band?: number; count: number }) =>
    f.band === undefined ? { value: f.value!, count: f.count } : { ...band(name, f.band), count: f.count };
  return Object.fromEntries(asked.map((name) => [name, facets[name]!.map((f) => show(name, f))])) as SearchAnswer['facets'];
}

/** Search by PostgreSQL: exact, and right before fast. */
export const sqlEngine: SearchEngine & { meant(db: Db, text: string): Promise<Meant[]> } = {
  async meant(db, text) {
    const { words } = readQuery(text);
    return words.length === 0 ? [] : meantBy(words, await candidates(db, words));
  },
  async search(db, query): Promise<EngineAnswer> {
    const { words, whole } = readQuery(query.text);
    const meant = await this.meant(db, query.text);
    // A text without a letter or digit, or of words that nobody has, finds nobody.
    const asked = query.text.trim() === '' ? [] : words.length > 0 ? words : [{ word: '\u{10ffff}' }];
    const { rows } = await statement({ ...query, text: asked.length > 0 ? query.text : '' }, asked, meant, whole).execute(db);
    const row = rows[0]!;
    return {
      total: row.total,
      exactTotal: row.exact_total,
      snapshot: row.snapshot,
      facets: showFacets(row.facets, query.facets),
      items: row.items.map((i) => ({
        card: i.card,
        consentEventId: i.consent_event_id,
        key: i.key,
        parts: { text: i.p_text, language: i.p_language, category: i.p_category, audience: i.p_audience, activity: i.p_activity },
        matched: i.matched ?? [],
      })),
    };
  },
  async one(db, creatorId, now) {
    const { rows } = await sql<{ card: SeenCreator; consent_event_id: string; snapshot: string }>`
      select card, consent_event_id, pg_current_snapshot()::text as snapshot from discovery_entries
      where creator_id = ${creatorId} and findable_until > ${now}`.execute(db);
    const row = rows[0];
    return row && { item: { card: row.card, consentEventId: row.consent_event_id }, snapshot: row.snapshot };
  },
};
