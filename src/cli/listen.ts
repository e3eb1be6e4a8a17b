import { readFileSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { connect } from './connect.ts';
import { Misuse, print, Refused, type Command, type Line } from './line.ts';

interface Source {
  url: string;
  secret: string;
}
function readSource(file: string): Source {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Misuse(`There is no file ${file}`);
  try {
    const { url, secret } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Source>;
    if (typeof url === 'string' && URL.canParse(url) && typeof secret === 'string') return { url, secret };
  } catch {
    /* told below */
  }
  throw new Misuse(`${file} is not what POST /v1/live/sources answered: it needs url and secret.`);
}

/** What the server says to a delivery, in the words of a listener. */
export function handedBy(status: number, code: string | undefined, rejected: readonly { code: string }[]) {
  if (code === 'sources.no_consent' || rejected.some((one) => one.code === 'sources.no_consent')) return 'no_consent' as const;
  if (status === 429 || status >= 500) return 'later' as const;
  // Not believed any more; anything else was judged and is not to be sent again.
  return [401, 403, 404, 410].includes(status) ? ('gone' as const) : ('taken' as const);
}

/** `listen ACCOUNT --source FILE`: overhears her LIVEs while she permits it; ends when she does not, or on Ctrl-C. */
export const listen: Command = async (line: Line) => {
  const options = { source: { type: 'string' }, from: { type: 'string', default: 'tiktok' } } as const;
  const { values, positionals } = parseArgs({ args: line.args, allowPositionals: true, options });
  const { listeners } = await import('#src/app.ts');
  const [account] = positionals;
  const load = Object.hasOwn(listeners, values.from) ? listeners[values.from] : undefined;
  if (account === undefined || positionals.length !== 1 || values.source === undefined || !load)
    throw new Misuse(`listen ACCOUNT --source FILE [--from ${Object.keys(listeners).join('|')}]`);
  const { url, secret } = readSource(values.source);
  const { listen: overhear, sign } = await load();
  const to = await connect(line);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  try {
    const ended = await overhear({
      account,
      stopping: stop.signal,
      isPermitted: async () => {
        const query = new URLSearchParams({ platform: values.from, account });
        return (await to.call<{ permitted: boolean }>('GET', `/v1/live/listening?${query}`)).permitted;
      },
      hand: async (events) => {
        const body = JSON.stringify(events);
        const headers = sign(secret, line.machine.newId(), Math.floor(line.machine.clock().getTime() / 1000), body);
        const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }).catch(
          () => undefined,
        );
        if (!answer) return 'later';
        const said = (await answer.json().catch(() => ({}))) as { code?: string; rejected?: { code: string }[] };
        return handedBy(answer.status, said.code, said.rejected ?? []);
      },
      sleep: (ms, stopping) => setTimeout(ms, undefined, { signal: stopping }).catch(() => {}),
      tell: (words) => void process.stderr.write(`${words}\n`),
    });
    if (ended === 'missing') throw new Refused('tiktok-live-connector is not installed: npm install --no-save tiktok-live-connector@2.4.0');
    if (ended === 'no_consent') throw new Refused(`${account} does not permit it: nobody listens.`);
    if (ended === 'gone') throw new Refused('The source was taken back, or has another secret.');
    print(line, { account, ended }, 'Stopped.');
    return 0;
  } finally {
    await to.close();
  }
};
