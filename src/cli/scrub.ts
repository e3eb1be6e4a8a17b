import { parseArgs } from 'node:util';
import { forgetIndexFile, scrubbed } from '#src/app.ts';
import { OwnerBusy, runningIn } from '#src/infra/db/embedded.ts';
import { scrub } from '#src/infra/db/scrub.ts';
import { Misuse, print, type Command, type Line } from './line.ts';
import { files, openProgram } from './open.ts';

/**
 * `scrub`: takes what erased people left behind out of the files of the database and of this folder, at once. Exit 1 when something was in
 * use for longer than it waits. A running server does the same by itself: files of mails within seconds, the database at night.
 */
export const scrubFiles: Command = async (line) => {
  if (parseArgs({ args: line.args, allowPositionals: true, options: {} }).positionals.length > 0) throw new Misuse('scrub');
  const { ownerUrl, stop } = await reach(line);
  try {
    const done = await scrub(ownerUrl, scrubbed);
    const said = [
      `${done.rewritten.length} tables rewritten.`,
      ...(done.cleaned.length > 0 ? [`Too large, so cleaned only: ${done.cleaned.join(', ')}.`] : []),
      ...(done.busy.length > 0 ? [`In use, so still to be done, run it again later: ${done.busy.join(', ')}.`] : []),
      ...done.refused.map((why) => `Not possible here: ${why}.`),
    ];
    print(line, done, said.join('\n'));
    return done.busy.length > 0 ? 1 : 0;
  } finally {
    await stop();
  }
};

/** The program is opened, and with it the files in the folder; beside a running server its built-in database alone. */
async function reach(line: Line): Promise<{ ownerUrl: string; stop: () => Promise<void> }> {
  const opened = await openProgram(line, { key: false }).catch((error: unknown) => {
    if (!(error instanceof OwnerBusy)) throw error;
    return error;
  });
  if (opened instanceof OwnerBusy) {
    const ownerUrl = await runningIn(line.config.dataDir);
    if (ownerUrl === undefined) throw opened;
    return { ownerUrl, stop: async () => {} };
  }
  const program = opened;
  try {
    await program.tidy();
    forgetIndexFile(files(line.config.dataDir).index);
  } catch (error) {
    await program.stop();
    throw error;
  }
  return { ownerUrl: program.store.ownerUrl, stop: () => program.stop() };
}
