import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id } from '#src/lib/shapes.ts';
import { adopt, lateness, missing } from './actions/health.ts';
import { makeIngest } from './actions/ingest.ts';
import { register } from './actions/keeping.ts';
import { myMonths, myRecord } from './actions/record.ts';
import { makeWatch, mine, myMinutes, quarantine, totals } from './actions/reads.ts';
import * as c from './contract.ts';

export const makeRoutes = (gather: Parameters<typeof makeIngest>[0], watch: Parameters<typeof makeWatch>[0]) => [
  route('post', '/v1/live/events', makeIngest(gather), 'Take in LIVE events: CloudEvents as an array, or one a line', {
    query: c.IngestQuery,
    body: c.LiveEvents,
    bodyAsText: ['application/cloudevents-batch+json', 'application/x-ndjson'],
    answer: c.Ingested,
  }),
  route('post', '/v1/live/accounts', register, 'Make profiles for accounts of a recording', { body: c.Register, answer: c.Registered }),
  route('post', '/v1/live/totals', totals, 'What several LIVEs add up to', { body: c.Totals, answer: c.SessionTotals }),
  route('get', '/v1/live/quarantine', quarantine, 'Accounts whose events wait for somebody', {
    query: z.object({ cursor: z.string().max(2000).optional(), limit: c.SessionQuery.shape.limit }),
    answer: c.Quarantine,
  }),
  route('post', '/v1/live/quarantine/adopt', adopt, 'Make a profile for an account whose events wait', {
    body: c.Adopt,
    answer: c.Adopted,
  }),
  route('get', '/v1/live/lag', lateness, 'How late events arrive, and when each source was last heard', { answer: c.LiveLag }),
  route('get', '/v1/live/gaps', missing, 'LIVEs of which something is missing', { answer: c.LiveGaps }),
  route('get', '/v1/me/live', mine, 'Your LIVEs', { query: c.SessionQuery, answer: c.LiveSessions }),
  route('get', '/v1/me/live-months', myMonths, 'Your last twelve whole months of LIVEs', { answer: c.LiveMonths }),
  route('get', '/v1/me/live-record', myRecord, 'What 28 days of your LIVEs came to', { answer: c.MyLiveRecord }),
  route('get', '/v1/me/live/{sessionId}', myMinutes, 'One of your LIVEs, minute by minute', {
    params: z.object({ sessionId: id }),
    answer: c.LiveSessionByMinute,
  }),
  route('get', '/v1/me/live/{sessionId}/now', makeWatch(watch), 'Follow one of your LIVEs while it goes on', {
    params: z.object({ sessionId: id }),
    query: c.WatchQuery,
    answer: c.LiveNow,
    streams: true,
  }),
];
