// The process that sends load: `node loadgen.ts`, the wish as JSON on standard input, the report as JSON on standard output.
// Open loop: each request has its instant before anything is sent, and its latency counts from that instant, whatever it waited for.
// Plain sockets: a client that costs more than the server answers would measure itself.
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { LoadWish, KindReport, LoadReport } from './openloop.ts';

interface Job {
  kind: number;
  bytes: Buffer;
  /** When it was to be sent. */
  at: number;
}
interface Tally {
  sent: number;
  ok: number[];
  shed: number[];
  rude: number;
  other: Map<string, number>;
  failed: number;
  /** Instants at which something was answered with 200, from the beginning. */
  okAt: number[];
}

const wish = JSON.parse(await text(process.stdin)) as LoadWish;
const { hostname, port } = new URL(wish.url);
const tallies = wish.kinds.map((): Tally => ({ sent: 0, ok: [], shed: [], rude: 0, other: new Map(), failed: 0, okAt: [] }));
const requests = wish.kinds.map((kind) =>
  kind.requests.map(({ method, path, headers = {}, body }) => bytesOf(method, path, headers, body)),
);

function bytesOf(method: string, path: string, headers: Record<string, string>, body: unknown): Buffer {
  const sent = body === undefined ? '' : JSON.stringify(body);
  const all: Record<string, string> = { host: `${hostname}:${port}`, ...headers };
  if (body !== undefined) Object.assign(all, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(sent)) });
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${sent}`);
}

let began = 0;
const idle: Line[] = [];
const waiting: Job[] = [];
let head = 0;
let open = 0;
let opened = 0;
let outstanding = 0;
const late: number[] = [];
let onFree: ((line: Line) => void) | undefined;

class Line {
  readonly ready: Promise<unknown>;
  #socket: Socket;
  #job: Job | undefined;
  #read: Buffer | undefined;
  constructor() {
    open++;
    opened++;
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.ready = new Promise((ok) => this.#socket.once('connect', ok).once('error', ok));
    this.#socket.on('data', (chunk: Buffer) => this.#hear(chunk));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      open--;
      if (this.#job) {
        tallies[this.#job.kind]!.failed++;
        outstanding--;
      }
      this.#job = undefined;
      const at = idle.indexOf(this);
      if (at >= 0) idle.splice(at, 1);
    });
  }
  send(job: Job): void {
    late.push(performance.now() - job.at);
    this.#job = job;
    outstanding++;
    tallies[job.kind]!.sent++;
    this.#socket.write(job.bytes);
  }
  end(): void {
    this.#socket.destroy();
  }
  #hear(chunk: Buffer): void {
    const all = this.#read ? Buffer.concat([this.#read, chunk]) : chunk;
    const end = all.indexOf('\r\n\r\n');
    const said = end < 0 ? undefined : all.toString('latin1', 0, end);
    const length = said === undefined ? undefined : /content-length: (\d+)/i.exec(said)?.[1];
    const whole =
      said !== undefined &&
      (length === undefined ? all.subarray(-5).toString('latin1') === '0\r\n\r\n' : all.length >= end + 4 + Number(length));
    if (!whole) {
      this.#read = all;
      return;
    }
    this.#read = undefined;
    const job = this.#job;
    // Said unasked: the server gives the connection up.
    if (!job) return this.end();
    this.#job = undefined;
    outstanding--;
    note(job, Number(said.slice(9, 12)), said);
    if (/connection: close/i.test(said)) return this.end();
    const next = waiting[head];
    if (next) {
      head++;
      this.send(next);
    } else if (onFree) onFree(this);
    else idle.push(this);
  }
}

function note(job: Job, status: number, said: string): void {
  const tally = tallies[job.kind]!;
  const now = performance.now();
  if (status === 200) {
    tally.ok.push(now - job.at);
    tally.okAt.push(now - began);
  } else if (status === 503 || status === 429) {
    tally.shed.push(now - job.at);
    if (!/retry-after: \d+/i.test(said)) tally.rude++;
  } else tally.other.set(String(status), (tally.other.get(String(status)) ?? 0) + 1);
}

/** The kinds one after the other by their shares: a run is the same as the next. */
function* order(): Generator<Omit<Job, 'at'>, never> {
  const total = wish.kinds.reduce((sum, kind) => sum + kind.share, 0);
  const due = wish.kinds.map(() => 0);
  const turn = wish.kinds.map(() => 0);
  for (;;) {
    for (const [i, kind] of wish.kinds.entries()) due[i]! += kind.share / total;
    const kind = due.indexOf(Math.max(...due));
    due[kind]! -= 1;
    const of = requests[kind]!;
    yield { kind, bytes: of[turn[kind]!++ % of.length]! };
  }
}
const next = order();
const endMs = wish.seconds * 1000;

async function openLoop(rate: number): Promise<void> {
  const gap = 1000 / rate;
  for (let n = 0; n * gap < endMs;) {
    const now = performance.now() - began;
    for (; n * gap <= now && n * gap < endMs; n++) {
      const job = { ...next.next().value, at: began + n * gap };
      const line = idle.pop();
      if (line) line.send(job);
      else if (open < wish.connections) new Line().send(job);
      else waiting.push(job);
    }
    await new Promise((ok) => setTimeout(ok, 1));
  }
}

async function closedLoop(): Promise<void> {
  onFree = (line) => {
    if (performance.now() - began < endMs) line.send({ ...next.next().value, at: performance.now() });
    else line.end();
  };
  const spend = wish.ballast ?? 0;
  const burner = setInterval(() => {
    const { user, system } = process.cpuUsage();
    for (const end = user + system + spend * 10_000; spend > 0;) {
      const now = process.cpuUsage();
      if (now.user + now.system >= end) break;
    }
  }, 10);
  for (const line of idle.splice(0)) onFree(line);
  await new Promise((ok) => setTimeout(ok, endMs));
  clearInterval(burner);
}

// The connections are there before the first request: making hundreds at once is another test.
for (let i = 0; i < wish.connections; i++) {
  const line = new Line();
  await line.ready;
  idle.push(line);
}
const before = process.cpuUsage();
began = performance.now();
if (wish.rate === undefined) await closedLoop();
else await openLoop(wish.rate);
const patience = performance.now() + 10_000;
while (outstanding > 0 && performance.now() < patience) await new Promise((ok) => setTimeout(ok, 5));

const spent = process.cpuUsage(before);
const cpuMs = (spent.user + spent.system) / 1000;
const at = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const kinds = tallies.map((tally, i): KindReport => {
  const ok = tally.ok.toSorted((a, b) => a - b);
  const shed = tally.shed.toSorted((a, b) => a - b);
  return {
    name: wish.kinds[i]!.name,
    sent: tally.sent,
    ok: ok.length,
    okInTime: tally.okAt.filter((ms) => ms <= endMs).length,
    shed: shed.length,
    rude: tally.rude,
    other: Object.fromEntries(tally.other),
    failed: tally.failed,
    p50Ms: at(ok, 0.5),
    p99Ms: at(ok, 0.99),
    maxMs: ok.at(-1) ?? 0,
    shedP99Ms: at(shed, 0.99),
  };
});
const report: LoadReport = {
  kinds,
  lateP99Ms: at(
    late.toSorted((a, b) => a - b),
    0.99,
  ),
  opened,
  unsent: waiting.length - head,
  unanswered: outstanding,
  cpuMs,
};
process.stdout.write(JSON.stringify(report), () => process.exit(0));
