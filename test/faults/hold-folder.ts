// Holds a data folder until it is killed: `node hold-folder.ts DIR`. Says on one line what it got.
import { startPostgres } from '#src/infra/db/embedded.ts';

const dir = process.argv[2] ?? '';
try {
  const { pid, port, adopted } = await startPostgres(dir);
  console.log(JSON.stringify({ pid, port, adopted }));
  setInterval(() => {}, 60_000);
} catch (error) {
  console.log(JSON.stringify({ refused: (error as Error).name, message: (error as Error).message }));
  process.exit(1);
}
