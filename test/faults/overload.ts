// O1: a server at ten times what it can do.
import { performance } from 'node:perf_hooks';
import { operatorKey, type Running } from './process.ts';
import { sendLoad, type KindReport, type LoadKind, type LoadReport } from './openloop.ts';
import { ok, remote, signUp, type Remote } from './people.ts';

export interface Crowd {
  url: string;
  workers: Remote[];
  leavers: Remote[];
  owner: Remote;
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
    ok(await person.send('PUT', '/v1/me/consents/discovery', { granted: true, textVersion: 1 }));
    people.push(person);
  }
  return { url: server.url, workers: people.slice(0, 12), leavers: people.slice(12), owner, agencyId: made.agencyId };
}

const bearer = (by: Remote) => ({ authorization: `Bearer ${by.key}` });
const perSecond = { withdrawals: 8, health: 5 };

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
    leavers.map((by) => ({ method: 'PUT', path, headers: bearer(by), body: { granted, textVersion: 1 } })),
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
  unsent: number;
  unanswered: number;
  /** Until an ordinary load is served again as before. */
  normalAfterMs: number;
}

const kind = (report: LoadReport, name: string): KindReport => report.kinds.find((it) => it.name === name)!;

/** Finds what the server can do, asks ten times that of it, and waits until it serves an ordinary load again. */
export async function overload(crowd: Crowd, seconds: number, of: Work = 'writes'): Promise<Overloaded> {
  const { url } = crowd;
  const mine = work(crowd, of);
  // Warm first: the first requests of a process are no measure of it.
  await sendLoad({ url, kinds: [mine], seconds: 1.5, connections: 16 });
  const calm = await sendLoad({ url, kinds: [mine], seconds: Math.max(2, seconds / 2), connections: 24 });
  const peak = kind(calm, 'work').okInTime / Math.max(2, seconds / 2);
  const rate = Math.round(peak * 10);
  const crowded = await sendLoad({ url, kinds: [mine, ...few(crowd, rate)], seconds, rate, connections: 512 });
  const over = performance.now();
  let normalAfterMs = Infinity;
  while (performance.now() - over < 30_000) {
    const at = performance.now();
    const easy = await sendLoad({ url, kinds: [mine], seconds: 1, rate: peak / 4, connections: 64 });
    const { sent, ok: granted, p99Ms } = kind(easy, 'work');
    if (granted === sent && p99Ms < 1000) {
      normalAfterMs = at - over;
      break;
    }
  }
  const goodput = kind(crowded, 'work').okInTime / seconds;
  const named = {
    work: kind(crowded, 'work'),
    withdrawals: kind(crowded, 'withdrawals'),
    health: kind(crowded, 'health'),
    searches: kind(crowded, 'searches'),
  };
  return { peak, rate, goodput, share: goodput / peak, ...named, unsent: crowded.unsent, unanswered: crowded.unanswered, normalAfterMs };
}

/** What of the promise was not kept. */
export function brokenIn(seen: Overloaded): string[] {
  const { share, work: r, withdrawals, health, normalAfterMs } = seen;
  const odd = (it: KindReport) => it.failed + Object.values(it.other).reduce((sum, n) => sum + n, 0);
  const unhelped = (it: KindReport) => it.sent - it.ok;
  return [
    ...(share < 0.8 ? [`goodput fell to ${Math.round(share * 100)} % of its peak`] : []),
    ...(r.p99Ms >= 2000 ? [`what was granted took ${Math.round(r.p99Ms)} ms at p99`] : []),
    ...(r.rude > 0 ? [`${r.rude} were turned away without a word on when to come again`] : []),
    ...(odd(r) > 0 ? [`${r.failed} were cut off, and others were answered ${JSON.stringify(r.other)}`] : []),
    ...(r.shedP99Ms >= 1000 ? [`turning away took ${Math.round(r.shedP99Ms)} ms at p99`] : []),
    ...(unhelped(withdrawals) > 0 ? [`${unhelped(withdrawals)} of ${withdrawals.sent} withdrawals were not served`] : []),
    ...(withdrawals.p99Ms >= 2000 ? [`withdrawals took ${Math.round(withdrawals.p99Ms)} ms at p99`] : []),
    ...(unhelped(health) > 0 ? [`${unhelped(health)} of ${health.sent} health checks were not served`] : []),
    ...(seen.unsent > 0 || seen.unanswered > 0 ? [`${seen.unsent} could not be sent, ${seen.unanswered} were never answered`] : []),
    ...(normalAfterMs >= 10_000 ? [`not normal again after ${Math.round(normalAfterMs)} ms`] : []),
  ];
}

export const told = (it: Overloaded): string =>
  `peak ${Math.round(it.peak)}/s; at ${it.rate}/s goodput ${Math.round(it.goodput)}/s (${Math.round(it.share * 100)} %), granted p99 ${Math.round(it.work.p99Ms)} ms, turned away ${it.work.shed} in ${Math.round(it.work.shedP99Ms)} ms at p99, ${it.withdrawals.ok} of ${it.withdrawals.sent} withdrawals p99 ${Math.round(it.withdrawals.p99Ms)} ms, ${it.health.ok} of ${it.health.sent} health checks, normal after ${Math.round(it.normalAfterMs)} ms`;
