import { z } from 'zod';
import { onlyOf, sortBody, sortEvents, type Opened, type Sorted, type Told } from '#src/features/live/index.ts';
import { eventReasons, type EventProblem, type Ingested } from '#src/features/live/contract.ts';
import { act } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import { anyone } from '#src/infra/may.ts';
import type { Sealer } from '#src/infra/seal.ts';
import { Refusal } from '#src/lib/errors.ts';
import { id } from '#src/lib/shapes.ts';
import type { Ports } from './actions.ts';
import { reasons, type Received } from './contract.ts';
import type { Placed } from './placing.ts';
import { listConsented, loadSource, type SourceRow } from './queries/rows.ts';
import { no, saysNew, validSecrets } from './rules.ts';

export interface Receiving {
  ports: Ports;
  sealer: Sealer;
  /** The intake of LIVE events: answers once they are committed. */
  gather: (ctx: Ctx, sorted: Sorted) => Promise<Ingested>;
  carryOut: (name: string, input: unknown) => Promise<unknown>;
}
const Delivery = z.strictObject({ sourceId: id, body: z.string(), type: z.string(), headers: z.record(z.string(), z.string()) });
type Delivery = z.output<typeof Delivery>;

const nothing: Received = { accepted: 0, duplicate: 0, quarantined: 0, rejected: [], ignored: 0, unplaced: 0 };

/** One event alone is the whole delivery: what is wrong with it is wrong with the request. */
function refuseAlone({ body, type }: Delivery, { events, rejected }: Sorted): void {
  const [first] = rejected;
  if (events > 0 || rejected.length !== 1 || !first || /ndjson|jsonl/i.test(type) || body.trimStart().startsWith('[')) return;
  throw first.code === 'sources.no_consent'
    ? no('sources.no_consent')
    : new Refusal(eventReasons[first.code as EventProblem].kind, first.code, first.detail);
}

const noConsent = { code: 'sources.no_consent', detail: reasons['sources.no_consent'].detail };
/** Asked for each delivery: what comes after she has withdrawn finds nothing open, whatever the listener knows of it. Its signature is the ground. */
async function withConsent(ctx: Ctx, sorted: Sorted): Promise<Sorted> {
  const accounts = new Map([...sorted.byLane.values()].flat().map((said) => [accountOf(said), said]));
  const open = new Set((await listConsented(ctx.across.db, [...accounts.values()], ctx.now)).map(accountOf));
  return onlyOf(sorted, (said) => open.has(accountOf(said)), noConsent);
}
const accountOf = ({ platform, account }: { platform: string; account: string }) => `${platform} ${account}`;

/** Takes in what a source sends: nobody signs in, the signature alone counts. */
export function makeReceive({ ports, sealer, gather, carryOut }: Receiving) {
  const noted = new Map<string, Date>();
  async function note(now: Date, sourceId: string, refused: boolean): Promise<void> {
    const key = `${sourceId} ${refused}`;
    if (!saysNew(noted.get(key), now)) return;
    noted.set(key, now);
    await carryOut('sources.heard', { sourceId, refused });
  }
  function open(now: Date, row: SourceRow, { headers, body }: Delivery): Opened {
    const secrets = validSecrets(row, now)
      .map((sealed) => sealer.open(sealed, row.source_id))
      .filter((secret) => secret !== undefined);
    if (secrets.length === 0) throw no('sources.unreadable');
    return ports[row.kind].open({ headers, body }, secrets, now);
  }
  async function receive(ctx: Ctx, delivery: Delivery): Promise<Received> {
    const row = await loadSource(ctx.db, delivery.sourceId);
    if (!row) throw no('sources.not_found');
    if (row.secret === null) throw no('sources.taken_back');
    const opened = open(ctx.now, row, delivery);
    if (opened.is === 'refused') {
      await note(ctx.now, row.source_id, true);
      throw no(row.kind === 'twitch' ? `sources.twitch_${opened.why}` : `sources.${opened.why}`);
    }
    const received = await take(ctx, row, delivery, opened);
    await note(ctx.now, row.source_id, false);
    return received;
  }
  async function take(ctx: Ctx, row: SourceRow, delivery: Delivery, opened: Exclude<Opened, { is: 'refused' }>): Promise<Received> {
    const { source_id: sourceId, name } = row;
    switch (opened.is) {
      case 'garbled':
        throw no('sources.garbled');
      case 'body': {
        const overhears = row.kind === 'listener';
        const all = sortBody(ctx.now, delivery.body, delivery.type, { sourceId, name, overhears });
        const sorted = overhears ? await withConsent(ctx, all) : all;
        refuseAlone(delivery, sorted);
        return { ...nothing, ...(await gather(ctx, sorted)) };
      }
      case 'told':
        return opened.told ? takeTold(ctx, row, opened.told) : { ...nothing, ignored: 1 };
      case 'asked':
        await carryOut('sources.noteSubscription', { sourceId, ...opened, status: 'enabled' });
        return { ...nothing, challenge: opened.word };
      case 'revoked':
        await carryOut('sources.noteSubscription', { sourceId, ...opened, status: opened.why });
        return nothing;
    }
  }
  async function takeTold(ctx: Ctx, { source_id: sourceId, name }: SourceRow, told: Told): Promise<Received> {
    const { events, waited } = (await carryOut('sources.place', { sourceId, told })) as Placed;
    if (events.length === 0) return { ...nothing, unplaced: 1 };
    const received = await gather(ctx, sortEvents(ctx.now, events, { sourceId, name }));
    if (waited.length > 0) await carryOut('sources.forget', { sourceId, account: told.event.subject, waited });
    return { ...nothing, ...received };
  }
  // Its events are committed by the intake, together with those of others; there is no transaction of its own.
  const alone = () => Promise.reject(new Error('a delivery is gathered'));
  return act('sources.receive', Delivery, anyone, alone as () => Promise<Received>, { gather: receive });
}
