// A reporter of Node's runner: one JSON line for each test that ended, for the table of promises.
type Ended = {
  type: string;
  data: { name?: string; file?: string; skip?: unknown; todo?: unknown; details?: { type?: string } };
};

export type Result = { name: string; file: string; result: 'passed' | 'failed' | 'skipped' };

export default async function* results(source: AsyncIterable<Ended>): AsyncGenerator<string> {
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const left = (data.skip !== undefined && data.skip !== false) || (data.todo !== undefined && data.todo !== false);
    const result = type === 'test:fail' ? 'failed' : left ? 'skipped' : 'passed';
    yield `${JSON.stringify({ name: data.name ?? '', file: data.file ?? '', result } satisfies Result)}\n`;
  }
}
