import type { Logger } from 'pino';
import { isRenewalDue, silenceMaxMs, waitAfterDeaths } from '../rules/following.ts';
import { removeHalves, removeIndexFile } from './disk.ts';
import { beginGeneration, type Generation } from './generation.ts';
import type { Stage, ThreadData } from './thread.ts';

export interface Keeping extends Omit<ThreadData, 'token' | 'anew'> {
  newId: () => string;
  log: Logger;
  /** What a beginning generation does, for tests that end it there. */
  onStage?: ((stage: Stage, generation: Generation) => void) | undefined;
}

/**
 * Holds the generation that answers. Another one takes its place when it is near; one that dies is followed by another, a bounded number of
 * times an hour. While there is none, searches go another way.
 */
export function openKeeper({ newId, log, onStage, ...data }: Keeping) {
  let serving: Generation | undefined;
  let coming: Generation | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let fileGone = false;
  /** Something was erased while the coming one may have been writing its file. */
  let erasedSince = false;
  const deaths: number[] = [];
  const ending = new Set<Promise<void>>();
  const watchers = new Set<() => void>();
  const tell = () => watchers.forEach((one) => one());

  function end(generation: Generation): void {
    const ended = generation.stop().finally(() => ending.delete(ended));
    ending.add(ended);
  }
  function begin(anew: boolean): void {
    if (stopped || coming) return;
    const mine = beginGeneration(
      { ...data, token: newId(), anew },
      {
        ready: () => takeOver(mine),
        state: () => {
          renewWhenDue(mine);
          tell();
        },
        stage: (stage) => onStage?.(stage, mine),
        say: (level, about, sentence) => log[level](about, sentence),
        ended: (why) => ended(mine, why),
      },
    );
    coming = mine;
  }
  function takeOver(mine: Generation): void {
    if (stopped || coming !== mine) return;
    const older = serving;
    serving = mine;
    coming = undefined;
    if (older) end(older);
    fileGone = false;
    if (erasedSince) forgetFile();
    log.info({ creators: mine.state!.size, ms: Math.round(performance.now() - mine.begunAt) }, 'search: by the index');
    tell();
  }
  function ended(mine: Generation, why: string | undefined): void {
    const mattered = mine === serving || mine === coming;
    if (mine === serving) serving = undefined;
    if (mine === coming) coming = undefined;
    tell();
    if (stopped || !mattered) return;
    deaths.push(performance.now());
    const ms = waitAfterDeaths(deaths.map((at) => performance.now() - at));
    log.warn({ why, again: ms }, 'the index ended; searches are answered by SQL');
    clearTimeout(timer);
    timer = setTimeout(() => begin(false), ms).unref();
  }
  function renewWhenDue(mine: Generation): void {
    if (mine !== serving || coming) return;
    if (isRenewalDue({ ...mine.state!, ageMs: performance.now() - mine.begunAt, fileGone })) begin(true);
  }
  function forgetFile(): void {
    if (data.folder === undefined) return;
    removeIndexFile(data.folder);
    fileGone = true;
    erasedSince = coming !== undefined;
  }
  return {
    start(): void {
      if (data.folder !== undefined) removeHalves(data.folder);
      begin(false);
    },
    /** Undefined while none answers, or when nothing was heard of it for too long. */
    current(): Generation | undefined {
      const state = serving?.state;
      return state && performance.now() - state.heardAt < silenceMaxMs ? serving : undefined;
    },
    /** Somebody was erased: no file keeps her words. */
    forgetFile,
    /** Another generation takes the place of this one as soon as it can. */
    renew: () => begin(true),
    hurry: () => serving?.hurry(),
    /** Waits until something that it is told of makes `is` true. */
    until: (is: () => boolean) =>
      new Promise<void>((ok) => {
        const look = () => {
          if (!is()) return;
          watchers.delete(look);
          ok();
        };
        watchers.add(look);
        look();
      }),
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await Promise.all([serving?.stop(), coming?.stop(), ...ending]);
    },
  };
}
export type Keeper = ReturnType<typeof openKeeper>;
