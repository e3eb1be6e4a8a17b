// How long one turn of the event loop worked before it let others in: the time that the main thread spent on a core, not the clock's, for a
// machine with other work to do stops the clock for nobody. What holds a loop without working (waiting for a file, a child, a lock) is not
// seen by this; `blocking` finds it in the source instead.
import { globSync, readFileSync } from 'node:fs';

const beatMs = 10;

const worked = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const inKernel = (): number => process.threadCpuUsage().system / 1000;

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
  let [worst, ever, kernel, kernelAt] = [0, 0, 0, inKernel()];
  // A timer that is due is run once in each turn: between two of its beats there is the rest of one turn at most.
  const timer = setInterval(() => {
    const now = worked();
    worst = Math.max(worst, now - at);
    if (now - at > ever) {
      ever = now - at;
      kernel = inKernel() - kernelAt;
    }
    at = now;
    kernelAt = inKernel();
  }, beatMs);
  return {
    taken: () => {
      const held = worst;
      worst = 0;
      at = worked();
      kernelAt = inKernel();
      return held;
    },
    longest: () => ever,
    ofKernel: () => kernel,
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
