// One statement that answers a whole search over the narrow tables: total, six facets, the points, the first twenty. In words that PostgreSQL,
// DuckDB and SQLite all read. Each peer may have it in two shapes, and keeps the one that is quicker for the query.
import { figureNames, type FigureName } from '#src/features/creators/contract.ts';
import type { FacetName } from '#src/features/discovery/contract.ts';
import type { EngineQuery } from '#src/features/discovery/ports.ts';
import { weights } from '#src/features/discovery/rules.ts';
import type { Listed, Names } from './rows.ts';

/** `once`: everybody is read once with what she misses. `apart`: the hits by every filter, and each facet by the filters of the others. */
export type Shape = 'once' | 'apart';
export interface Dialect {
  greatest: string;
  least: string;
  materialized: string;
}
export const usual: Dialect = { greatest: 'greatest', least: 'least', materialized: 'materialized' };

const figure = (name: FigureName) => `f${figureNames.indexOf(name)}`;
const isFigure = (name: string): name is FigureName => (figureNames as readonly string[]).includes(name);
const among = (column: string, numbers: number[]) => (numbers.length === 0 ? 'false' : `${column} in (${numbers.join(',')})`);

/** The sets that hold one of the values. */
function setsWith(names: Names, of: Listed, values: string[]): number[] {
  const wanted = new Set(values.map((v) => names.value[of].known(v)));
  return names.set[of].values.flatMap((members, n) => (members.split(',').some((m) => m !== '' && wanted.has(Number(m))) ? [n] : []));
}

function conditions({ filters: f }: EngineQuery, names: Names): [FacetName, string][] {
  const on: [FacetName, string][] = [];
  if (f.languages?.length) on.push(['languages', among('languages', setsWith(names, 'languages', f.languages))]);
  if (f.countries?.length)
    on.push([
      'countries',
      among(
        'country',
        f.countries.flatMap((c) => names.value.country.known(c) ?? []),
      ),
    ]);
  if (f.categories?.length) on.push(['categories', among('categories', setsWith(names, 'categories', f.categories))]);
  if (f.platforms?.length) on.push(['platforms', among('platforms', setsWith(names, 'platforms', f.platforms))]);
  if (f.numbers?.length)
    on.push([
      'numbers',
      among(
        'exact',
        f.numbers.map((n) => Number(n === 'exact')),
      ),
    ]);
  for (const name of figureNames) {
    const range = f[name];
    if (!range || (range.min === undefined && range.max === undefined)) continue;
    const parts = [
      ...(range.min === undefined ? [] : [`${figure(name)}_high >= ${range.min}`]),
      ...(range.max === undefined ? [] : [`${figure(name)}_low <= ${range.max}`]),
    ];
    on.push([name, `(${parts.join(' and ')})`]);
  }
  return on;
}

function points({ filters }: EngineQuery, names: Names, text: boolean, { greatest }: Dialect): string[] {
  const { languages, categories, averageViewers: r } = filters;
  const language = languages?.length
    ? `case when ${among(
        'lead',
        languages.flatMap((l) => names.value.languages.known(l) ?? []),
      )} then ${weights.language} else ${Math.round(weights.language * 0.6)} end`
    : '0';
  const have = (categories ?? []).map((c) => `case when ${among('categories', setsWith(names, 'categories', [c]))} then 1 else 0 end`);
  const category = have.length > 0 ? `round(${weights.category}.0 * (${have.join(' + ')}) / ${have.length})` : '0';
  let audience = 'audience';
  if (r?.min !== undefined && r.max !== undefined) {
    const centre = Math.log(Math.sqrt((r.min + 1) * (r.max + 1)));
    const width = Math.max(0.1, Math.log((r.max + 1) / (r.min + 1)) / 2);
    audience = `coalesce(round(${weights.audience} * ${greatest}(0, 1 - abs(size - ${centre}) / ${width} / 2)), 0)`;
  }
  return [text ? 'q' : '0', language, category, audience, 'activity'];
}

const sortKey = (sort: EngineQuery['sort']): string => {
  if (sort === 'fit') return 'p1 + p2 + p3 + p4 + p5';
  return sort === 'newest' ? 'since' : `coalesce((${figure(sort)}_low + ${figure(sort)}_high) / 2.0, -1)`;
};

function facetOf(name: FacetName, from: string): string {
  if (name === 'languages' || name === 'categories' || name === 'platforms')
    return `select '${name}', s.value, sum(x.k) from (select ${name} as members, count(*) as k from ${from} group by ${name}) x join sets s on s.kind = '${name}' and s.number = x.members group by s.value`;
  const column = name === 'countries' ? 'country' : name === 'numbers' ? 'exact' : `${figure(name as FigureName)}_band`;
  return `select '${name}', ${column}, count(*) from (select * from ${from}) x where ${column} is not null group by ${column}`;
}

/**
 * Rows of (what, value, count, p1 ... p5): `total`, `exact`, one a value of each facet, `top` with a creator's number and key. `texts` is the
 * part that gives (n, q) of those whom the text finds.
 */
export function statementOf(query: EngineQuery, names: Names, texts: string | undefined, shape: Shape, dialect = usual): string {
  const on = conditions(query, names);
  const p = points(query, names, texts !== undefined, dialect).map((part, i) => `${part} as p${i + 1}`);
  const open = `until > ${query.now.getTime()}`;
  const from = texts === undefined ? 'creators' : 'creators join texts using (n)';
  const columns = ['n', 'exact', 'lead', 'languages', 'country', 'categories', 'platforms', 'since', 'size', 'audience', 'activity'];
  const figures = figureNames.flatMap((name) => [`${figure(name)}_low`, `${figure(name)}_high`, `${figure(name)}_band`]);
  const wanted = [...columns, ...figures, ...(texts === undefined ? [] : ['q'])].join(', ');
  const missing = on.length === 0 ? '0' : on.map(([, c], i) => `case when ${c} then 0 else ${2 ** i} end`).join(' + ');
  const all = [open, ...on.map(([, c]) => c)].join(' and ');
  const ctes =
    shape === 'once'
      ? [
          `base as ${dialect.materialized} (select * from (select ${wanted}, ${missing} as missing from ${from} where ${open}) y where missing in (${[0, ...on.map((_, i) => 2 ** i)].join(',')}))`,
          `fitting as (select * from base where missing = 0)`,
        ]
      : [`fitting as ${dialect.materialized} (select ${wanted} from ${from} where ${all})`];
  const facets = query.facets.map((name) => {
    const own = on.findIndex(([facet]) => facet === name);
    if (own < 0) return facetOf(name, 'fitting');
    if (shape === 'once') return facetOf(name, `(select * from base where missing in (0, ${2 ** own})) b`);
    const others = [open, ...on.filter((_, i) => i !== own).map(([, c]) => c)].join(' and ');
    return facetOf(
      name,
      `(select ${isFigure(name) ? `${figure(name)}_band` : name === 'countries' ? 'country' : name === 'numbers' ? 'exact' : name} from ${from} where ${others}) b`,
    );
  });
  const top = `select 'top', n, key, p1, p2, p3, p4, p5 from (select *, ${sortKey(query.sort)} as key from (select n, since, ${figures.join(', ')}, ${p.join(', ')} from fitting) v order by key desc, n limit ${query.limit}) w`;
  const counts = [
    `select 'total' as what, 0 as value, count(*) as number from fitting`,
    `select 'exact', 0, coalesce(sum(exact), 0) from fitting`,
    ...facets,
  ].map((part) => `select *, 0, 0, 0, 0, 0 from (${part}) c`);
  return `with ${[...(texts === undefined ? [] : [texts]), ...ctes].join(',\n')}\n${counts.join('\nunion all ')}\nunion all select * from (${top}) t`;
}

/** Words that answer a word of the query: a run of numbers, or some; with what such a match weighs. */
export interface Answering {
  token: number;
  weight: number;
  from?: number;
  to?: number;
  words?: number[];
}
/** Who has every word, and how well, from the lists of words; `whole`: the number of the handle typed in full. */
export function textsOf(answering: Answering[], tokens: number, whole: number | undefined, dialect = usual): string {
  const hits = answering.map(({ token, weight, from, to, words }) => {
    const which = words ? `word in (${words.join(',')})` : `word between ${from} and ${to}`;
    return `select n, ${token} as token, weight * ${weight} as w from postings where ${which}`;
  });
  if (hits.length === 0) return `texts as ${dialect.materialized} (select n, 0 as q from creators where n < 0)`;
  const q = `round(${weights.text} * sum(w) / ${tokens})${whole === undefined ? '' : ` + case when n in (select n from postings where word = ${whole}) then ${weights.wholeHandle} else 0 end`}`;
  return `texts as ${dialect.materialized} (select n, ${q} as q from (select n, token, max(w) as w from (${hits.join(' union all ')}) h group by n, token) g group by n having count(*) = ${tokens})`;
}
