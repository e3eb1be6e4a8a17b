// A reporter of Node's runner: one JSON line for each test that ended, for the table of promises.
type Ended = {
  type: string;
  data: { name?: string; file?: string; skip?: unknown; todo?: unknown; details?: { type?: string; error?: unknown } };
};

/** `error` says why a test failed; of a group whose tests failed it is absent, for each of them says its own. */
export type Result = { name: string; file: string; result: 'passed' | 'failed' | 'skipped'; error?: string };

const longest = 3000;

export default async function* results(source: AsyncIterable<Ended>): AsyncGenerator<string> {
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const left = (data.skip !== undefined && data.skip !== false) || (data.todo !== undefined && data.todo !== false);
    const result = type === 'test:fail' ? 'failed' : left ? 'skipped' : 'passed';
    const error = result === 'failed' ? reasonOf(data.details?.error) : undefined;
    yield `${JSON.stringify({ name: data.name ?? '', file: data.file ?? '', result, ...(error !== undefined && { error }) } satisfies Result)}\n`;
  }
}

/** The runner wraps what was thrown; of what is no error it keeps the text. */
function reasonOf(error: unknown): string | undefined {
  const { failureType, cause, message } = (error ?? {}) as { failureType?: string; cause?: unknown; message?: string };
  if (failureType === 'subtestsFailed') return undefined;
  const said = cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : (message ?? 'it does not say why');
  return said.slice(0, longest);
}
