import { z } from 'zod';
import { sortBody, type Opened, type Sorted } from '#src/features/live/index.ts';
import { eventReasons, type EventProblem } from '#src/features/live/contract.ts';
import { act } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import { anyone } from '#src/infra/may.ts';
import type { Sealer } from '#src/infra/seal.ts';
import { Refusal } from '#src/lib/errors.ts';
import { id } from '#src/lib/shapes.ts';
import type { Ports } from './actions.ts';
import type { Received } from './contract.ts';
import { loadSource, type SourceRow } from './queries/rows.ts';
import { no, saysNew, validSecrets } from './rules.ts';

export interface Receiving {
  ports: Ports;
  sealer: Sealer;
  /** The intake of LIVE events: answers once they are committed. */
  gather: (ctx: Ctx, sorted: Sorted) => Promise<Received>;
  carryOut: (name: string, input: unknown) => Promise<unknown>;
}
const Delivery = z.strictObject({ sourceId: id, body: z.string(), type: z.string(), headers: z.record(z.string(), z.string()) });
type Delivery = z.output<typeof Delivery>;

/** One event alone is the whole delivery: what is wrong with it is wrong with the request. */
function refuseAlone({ body, type }: Delivery, { events, rejected }: Sorted): void {
  const [first] = rejected;
  if (events > 0 || rejected.length !== 1 || !first || /ndjson|jsonl/i.test(type) || body.trimStart().startsWith('[')) return;
  throw new Refusal(eventReasons[first.code as EventProblem].kind, first.code, first.detail);
}

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
      throw no(`sources.${opened.why}`);
    }
    const sorted = sortBody(ctx.now, delivery.body, delivery.type, { sourceId: row.source_id, name: row.name });
    refuseAlone(delivery, sorted);
    const received = await gather(ctx, sorted);
    await note(ctx.now, row.source_id, false);
    return received;
  }
  // Its events are committed by the intake, together with those of others; there is no transaction of its own.
  const alone = () => Promise.reject(new Error('a delivery is gathered'));
  return act('sources.receive', Delivery, anyone, alone as () => Promise<Received>, { gather: receive });
}
