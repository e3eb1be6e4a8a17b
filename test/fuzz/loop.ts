// How long one turn of the event loop worked before it let others in: the time that the main thread spent on a core, not the clock's, for a
// machine with other work to do stops the clock for nobody. What holds a loop without working (waiting for a file, a child, a lock) is not
// seen by this; `blocking` finds it in the source instead.
import { globSync, readFileSync } from 'node:fs';

const beatMs = 10;

/** Milliseconds that this thread has worked, and of them the kernel. */
function worked(): { all: number; kernel: number } {
  const { user, system } = process.threadCpuUsage();
  return { all: (user + system) / 1000, kernel: system / 1000 };
}

export interface LoopWatch {
  /** The longest turn since the last look, in milliseconds of work. What was worked before a look is of no turn after it. */
  taken(): number;
  longest(): number;
  /** How much of the longest one was the kernel's: pages that it brought back, say. */
  ofKernel(): number;
  stop(): void;
}

export function watchLoop(): LoopWatch {
  let at = worked();
  let worst = 0;
  let ever = { all: 0, kernel: 0 };
  // A timer that is due is run once in each turn: between two of its beats there is the rest of one turn at most.
  const timer = setInterval(() => {
    const now = worked();
    const turn = { all: now.all - at.all, kernel: now.kernel - at.kernel };
    worst = Math.max(worst, turn.all);
    if (turn.all > ever.all) ever = turn;
    at = now;
  }, beatMs);
  return {
    taken: () => {
      const held = worst;
      worst = 0;
      at = worked();
      return held;
    },
    longest: () => ever.all,
    ofKernel: () => ever.kernel,
    stop: () => clearInterval(timer),
  };
}

/** Calls that wait without letting the loop go on, in whatever serves requests. */
export function blocking(pattern = 'src/{features,infra}/**/*.ts'): string[] {
  // These run before the first request or after the last, in a command, or in a thread of their own; of the last an erasure takes one file away.
  const atStart =
    /^src\/infra\/(db|mail)\/|^src\/features\/discovery\/following\/disk\.ts|^src\/infra\/http\/web\.ts|\.test\.ts$|\.suite\.ts$/;
  const files = globSync(pattern).map((file) => file.replaceAll('\\', '/'));
  return files
    .filter((file) => !atStart.test(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, i) => (/\b\w+Sync\(|Atomics\.wait\(/.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
    );
}
