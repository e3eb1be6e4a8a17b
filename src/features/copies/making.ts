import type { World } from '#src/infra/context.ts';
import { oneAfterAnother } from '#src/lib/turns.ts';
import type { Printer } from './ports.ts';
import { listDueEverywhere, type CopyRow } from './queries/rows.ts';
import { triesSoon } from './rules.ts';
import { sheetOf } from './sheet.ts';

const atOnce = 50;
export interface Making {
  world: World;
  printer: Printer;
  carryOut: <O>(name: string, input: unknown) => Promise<O>;
}

/** Makes the files of copies that were agreed, one after the other. One that fails holds up no other and is tried again with the next job. */
export function openMaking({ world, printer, carryOut }: Making) {
  let stopped = false;
  async function make(c: CopyRow): Promise<void> {
    const of = { creatorId: c.creator_id, copyId: c.copy_id };
    // Whoever is cut off before this is done has tried nothing. A printer that cannot be had fails the copy below, where it is counted and told.
    await printer.ready().catch(() => {});
    if (stopped) return;
    // Counted before it is tried: one that ends the process is not the first again at the next start.
    await carryOut('copies.begin', of);
    try {
      const content = await printer.print(sheetOf(c.agreed!, { locale: c.locale, code: c.code }));
      await carryOut('copies.keep', { ...of, content });
    } catch (error) {
      if (stopped) return;
      world.log.error({ err: error, copyId: c.copy_id }, 'a copy could not be made');
    }
  }
  async function work(triesMax: number | null): Promise<number> {
    let made = 0;
    for (let last: CopyRow | undefined; ;) {
      const due = await listDueEverywhere(world.db, atOnce, triesMax, last);
      for (const c of due) {
        if (stopped) return made;
        await make(c);
        made++;
      }
      last = due.at(-1);
      if (!last) return made;
    }
  }
  const turns = oneAfterAnother();
  return {
    workDue: () => turns.take(() => work(triesSoon)),
    /** Also those that were tried in vain. */
    workAgain: () => turns.take(() => work(null)),
    hurry: () => void (stopped || turns.take(() => work(triesSoon)).catch((error: unknown) => world.log.warn({ err: error }, 'copies'))),
    stop: async (): Promise<void> => {
      stopped = true;
      await turns.settled();
    },
  };
}
