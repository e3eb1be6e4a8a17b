import { loadAgencies, previews as agencies } from '#src/features/agencies/index.ts';
import { previews as calls } from '#src/features/calls/index.ts';
import { loadNames, previews as creators } from '#src/features/creators/index.ts';
import { previews as invites } from '#src/features/invites/index.ts';
import { previews as messages } from '#src/features/messages/index.ts';
import { listPeopleNames } from '#src/features/people/index.ts';
import { PreviewRule, WhoAffected, type PolicyKind } from '#src/features/policies/contract.ts';
import {
  no,
  policiesAt,
  readParams,
  timesOf,
  type Counted,
  type Previewed,
  type Previews,
  type Tally,
} from '#src/features/policies/index.ts';
import { previews as roster } from '#src/features/roster/index.ts';
import { view } from '#src/infra/act.ts';
import type { Db } from '#src/infra/db/open.ts';
import { operator } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { dayOf, addDays } from '#src/lib/time.ts';

const anyOperator = operator('admin', 'moderator', 'analyst');
/** Every feature that can say what a rule would do, in the order in which it is told. */
const features: readonly Previews[] = [agencies, creators, invites, roster, calls, messages];

/** The rule in force now against the drafted one, by everything that each feature can count. */
async function previewOf<K extends PolicyKind>(db: Db, kind: K, raw: unknown, now: Date): Promise<Previewed> {
  const after = readParams(kind, raw);
  const { [kind]: before } = await policiesAt(db, [kind], now);
  const whole: Previewed = { effects: [], kept: [] };
  for (const feature of features) {
    const said = await feature[kind]?.(db, before, after, timesOf(now));
    whole.effects.push(...(said?.effects ?? []));
    whole.kept.push(...(said?.kept ?? []));
  }
  return whole;
}

const shown = ({ who, at, ...figures }: Tally) => ({ ...figures, at: at?.toISOString() ?? null, named: who !== undefined });

/** Who would be affected by a rule, and what stays: nothing is changed by asking. */
export const previewRule = view(
  'ops.previewRule',
  PreviewRule,
  anyOperator,
  async (db, ctx, { kind, params }) => {
    const { effects, kept } = await previewOf(db, kind, params, ctx.now);
    const { from, to } = timesOf(ctx.now);
    return {
      kind,
      asOf: ctx.now.toISOString(),
      month: { first: dayOf(from), last: dayOf(addDays(to, -1)) },
      effects: effects.map(shown),
      kept,
    };
  },
  { heavy: true },
);

const present = (ids: readonly (string | undefined)[]): string[] => [...new Set(ids.filter((one) => one !== undefined))];

async function callThem(db: Db, rows: readonly Counted[]) {
  const houses = await loadAgencies(db, present(rows.map((r) => r.agencyId)));
  const creatorNames = await loadNames(db, present(rows.map((r) => r.creatorId)));
  const people = await listPeopleNames(db, present(rows.map((r) => r.personId)));
  return ({ agencyId, creatorId, personId, n }: Counted) => {
    const name = houses.find((one) => one.agency_id === agencyId)?.name;
    const displayName = creatorId === undefined ? undefined : creatorNames.get(creatorId)?.displayName;
    const person = personId === undefined ? undefined : people.get(personId);
    return {
      agency: agencyId !== undefined && name !== undefined ? { agencyId, name } : null,
      creator: creatorId !== undefined && displayName !== undefined ? { creatorId, displayName } : null,
      person: personId !== undefined && person !== undefined ? { personId, name: person } : null,
      n,
    };
  };
}

/** Those whom one figure of a preview is about, by name, as of the instant of asking. */
export const affected = view(
  'ops.affected',
  WhoAffected,
  anyOperator,
  async (db, ctx, { kind, params, effect, change, cursor, limit }) => {
    const keys = fromCursor(cursor, ['string']);
    const { effects } = await previewOf(db, kind, params, ctx.now);
    const all = effects.find(({ name }) => name === effect)?.who?.[change];
    if (!all) throw no('policies.not_named');
    const rows = (keys ? all.filter(({ id }) => id > keys[0]) : all).slice(0, limit + 1);
    const call = await callThem(db, rows.slice(0, limit));
    return pageOf(rows, limit, ({ id }) => [id], call);
  },
  { heavy: true },
);
