// O1: a server at ten times what it can do.
import { performance } from 'node:perf_hooks';
import { operatorKey, type Running } from './process.ts';
import { sendLoad, type KindReport, type LoadKind, type LoadReport } from './openloop.ts';
import { ok, remote, signUp, type Remote } from './people.ts';

interface Keyed {
  key: string | undefined;
}
export interface Crowd {
  url: string;
  workers: Keyed[];
  leavers: Keyed[];
  owner: Keyed;
  agencyId: string;
}

/** An agency and some creators, made over HTTP. */
export async function makeCrowd(server: Pick<Running, 'url'>, dir: string): Promise<Crowd> {
  const url = () => server.url;
  const operator = remote('operator', operatorKey(dir), url);
  const made = ok(await operator.send('POST', '/v1/agencies', { name: 'Crowded' })).body;
  const owner = await signUp('Owner', url);
  ok(await owner.send('POST', '/v1/agencies/join', { token: made.ownerLink.url.split('/').at(-1) }));
  const people: Remote[] = [];
  for (let i = 0; i < 16; i++) {
    const person = await signUp(`Creator ${i}`, url);
    const profile = { displayName: `C ${i}`, platform: 'twitch', handle: `c${i}`, birthDate: '1990-01-01' };
    ok(await person.send('POST', '/v1/me/creator', profile));
    ok(await person.send('PUT', '/v1/me/consents/discovery', { granted: true, textVersion: 2 }));
    people.push(person);
  }
  return { url: server.url, workers: people.slice(0, 12), leavers: people.slice(12), owner, agencyId: made.agencyId };
}

const bearer = ({ key }: Keyed) => ({ authorization: `Bearer ${key}` });
const perSecond = { withdrawals: 4, health: 4 };

export type Work = 'writes' | 'reads';
/** Calls of one rank, so that what is served under load is of the same sort as what is served without. */
export const work = ({ workers }: Crowd, of: Work): LoadKind => ({
  name: 'work',
  share: 1,
  requests: workers.flatMap((by, i) => {
    const edit = { method: 'PATCH', path: '/v1/me/creator', headers: bearer(by), body: { bio: `Bio ${i}` } };
    const paths = ['/v1/me', '/v1/me/invites', '/v1/me/memberships', '/v1/me/agency-center'];
    return of === 'writes' ? [edit] : paths.map((path) => ({ method: 'GET', path, headers: bearer(by) }));
  }),
});
/** Beside them, few and at a rate of their own: what is served first, and searches, which are served last. */
export function few({ leavers, owner, agencyId }: Crowd, rate: number): LoadKind[] {
  const path = '/v1/me/consents/discovery';
  const switches = [false, true].flatMap((granted) =>
    leavers.map((by) => ({ method: 'PUT', path, headers: bearer(by), body: { granted, textVersion: 2 } })),
  );
  const search = { method: 'POST', path: `/v1/agencies/${agencyId}/creators/search`, headers: bearer(owner), body: { text: 'c' } };
  return [
    { name: 'withdrawals', share: perSecond.withdrawals / rate, requests: switches },
    { name: 'health', share: perSecond.health / rate, requests: [{ method: 'GET', path: '/healthz' }] },
    { name: 'searches', share: perSecond.health / rate, requests: [search] },
  ];
}

export interface Overloaded {
  /** Requests a second that the server answers when as many ask as it can serve. */
  peak: number;
  rate: number;
  goodput: number;
  share: number;
  work: KindReport;
  withdrawals: KindReport;
  health: KindReport;
  searches: KindReport;
  /** Of a core, while ten times as much was sent. */
  senderShare: number;
  unsent: number;
  unanswered: number;
  /** Until an ordinary load is served again as before. */
  normalAfterMs: number;
}

export const kindOf = (report: LoadReport, name: string): KindReport => report.kinds.find((it) => it.name === name)!;

/**
 * Finds what the server can do and asks ten times that of it, in turns, so that whatever else the machine does is in both; then waits until
 * an ordinary load is served again. Sender and server share the machine, and sending ten times as much costs more: while the peak is
 * measured the sender spends as much beside its work.
 */
export async function overload(crowd: Crowd, rounds: number, seconds: number, of: Work = 'writes'): Promise<Overloaded> {
  const { url } = crowd;
  const mine = work(crowd, of);
  const easily = async (forSeconds: number, ballast = 0) => {
    const calm = await sendLoad({ url, kinds: [mine], seconds: forSeconds, connections: 24, ballast });
    return { rate: kindOf(calm, 'work').okInTime / forSeconds, cost: calm.cpuMs / forSeconds / 1000 };
  };
  const hardly = (rate: number, forSeconds: number) =>
    sendLoad({ url, kinds: [mine, ...few(crowd, rate)], seconds: forSeconds, rate, connections: 256 });
  // Warm first, both ways: the first requests of a process are no measure of it.
  await easily(1.5);
  const rough = await easily(1);
  const warm = await hardly(Math.round(rough.rate * 10), 1);
  const ballast = Math.max(0, warm.cpuMs / 1000 - rough.cost);

  const calm: number[] = [];
  const crowded: LoadReport[] = [];
  const rates: number[] = [];
  for (let n = 0; n < rounds; n++) {
    calm.push((await easily(seconds, ballast)).rate);
    // Ten times what it can do here and now, the sender's own share of the machine taken off.
    rates.push(Math.round(Math.max(...calm) * 10));
    crowded.push(await hardly(rates.at(-1)!, seconds));
  }
  const normalAfterMs = await untilNormal(url, mine, rough.rate / 4);
  const sum = (of: number[]) => of.reduce((a, b) => a + b, 0);
  const peak = sum(calm) / rounds;
  const together = (name: string) => merged(crowded.map((report) => kindOf(report, name)));
  const goodput = together('work').okInTime / seconds / rounds;
  return {
    peak,
    rate: Math.round(sum(rates) / rounds),
    goodput,
    share: goodput / peak,
    work: together('work'),
    withdrawals: together('withdrawals'),
    health: together('health'),
    searches: together('searches'),
    senderShare: sum(crowded.map((it) => it.cpuMs)) / seconds / rounds / 1000,
    unsent: sum(crowded.map((it) => it.unsent)),
    unanswered: sum(crowded.map((it) => it.unanswered)),
    normalAfterMs,
  };
}

/** Counts added up, times the worst of all. */
const merged = (all: KindReport[]): KindReport => {
  const other: Record<string, number> = {};
  for (const it of all) for (const [status, n] of Object.entries(it.other)) other[status] = (other[status] ?? 0) + n;
  const sum = (of: (it: KindReport) => number) => all.reduce((n, it) => n + of(it), 0);
  const most = (of: (it: KindReport) => number) => Math.max(...all.map(of));
  return {
    name: all[0]!.name,
    other,
    sent: sum((it) => it.sent),
    ok: sum((it) => it.ok),
    okInTime: sum((it) => it.okInTime),
    shed: sum((it) => it.shed),
    rude: sum((it) => it.rude),
    failed: sum((it) => it.failed),
    p50Ms: most((it) => it.p50Ms),
    p99Ms: most((it) => it.p99Ms),
    maxMs: most((it) => it.maxMs),
    shedP99Ms: most((it) => it.shedP99Ms),
  };
};

/** Until a quarter of what it can do is granted whole, within a second each. */
async function untilNormal(url: string, mine: LoadKind, rate: number): Promise<number> {
  const over = performance.now();
  while (performance.now() - over < 30_000) {
    const at = performance.now();
    const easy = await sendLoad({ url, kinds: [mine], seconds: 1, rate, connections: 64 });
    const { sent, ok: granted, p99Ms } = kindOf(easy, 'work');
    if (granted === sent && p99Ms < 1000) return at - over;
  }
  return Infinity;
}

/** Cut off, or answered neither by what was asked for nor by a refusal. */
export const oddIn = (it: KindReport) => it.failed + Object.values(it.other).reduce((sum, n) => sum + n, 0);

/** What of the promise was not kept. */
export function brokenIn(seen: Overloaded): string[] {
  const { share, work: r, withdrawals, health, normalAfterMs } = seen;
  const unhelped = (it: KindReport) => it.sent - it.ok;
  return [
    ...(seen.peak > 0 ? [] : ['nothing was served at all']),
    ...(share < 0.8 ? [`goodput fell to ${Math.round(share * 100)} % of its peak`] : []),
    ...(r.p99Ms >= 2000 ? [`what was granted took ${Math.round(r.p99Ms)} ms at p99`] : []),
    ...(r.rude > 0 ? [`${r.rude} were turned away without a word on when to come again`] : []),
    ...(oddIn(r) > 0 ? [`${r.failed} were cut off, and others were answered ${JSON.stringify(r.other)}`] : []),
    ...(r.shedP99Ms >= 1000 ? [`turning away took ${Math.round(r.shedP99Ms)} ms at p99`] : []),
    ...(unhelped(withdrawals) > 0 ? [`${unhelped(withdrawals)} of ${withdrawals.sent} withdrawals were not served`] : []),
    ...(withdrawals.p99Ms >= 2000 ? [`withdrawals took ${Math.round(withdrawals.p99Ms)} ms at p99`] : []),
    ...(unhelped(health) > 0 ? [`${unhelped(health)} of ${health.sent} health checks were not served`] : []),
    ...(seen.unsent > 0 || seen.unanswered > 0 ? [`${seen.unsent} could not be sent, ${seen.unanswered} were never answered`] : []),
    ...(normalAfterMs >= 10_000 ? [`not normal again after ${Math.round(normalAfterMs)} ms`] : []),
  ];
}

export const told = (it: Overloaded): string =>
  `peak ${Math.round(it.peak)}/s; at ${it.rate}/s goodput ${Math.round(it.goodput)}/s (${Math.round(it.share * 100)} %), granted p99 ${Math.round(it.work.p99Ms)} ms, turned away ${it.work.shed} in ${Math.round(it.work.shedP99Ms)} ms at p99, ${it.withdrawals.ok} of ${it.withdrawals.sent} withdrawals p99 ${Math.round(it.withdrawals.p99Ms)} ms, ${it.health.ok} of ${it.health.sent} health checks, normal after ${Math.round(it.normalAfterMs)} ms; the sender took ${it.senderShare.toFixed(2)} of a core`;
