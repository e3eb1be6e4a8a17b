import { LiveEvent, LiveEvents } from '#src/features/live/contract.ts';
import { route } from '#src/infra/http/routes.ts';
import { pageQuery } from '#src/lib/shapes.ts';
import { z } from 'zod';
import { makeActs, permitted } from './actions.ts';
import * as c from './contract.ts';
import { makeReceive, type Receiving } from './receiving.ts';

export function makeRoutes(receiving: Receiving) {
  const { make, rotate, takeBack, list } = makeActs(receiving.ports, receiving.sealer);
  return [
    route('post', '/v1/live/webhooks/{sourceId}', makeReceive(receiving), 'Take in LIVE events that a source signed', {
      params: c.SourceId,
      body: z.union([LiveEvent, LiveEvents, z.record(z.string(), z.unknown())]),
      bodyAsText: ['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/x-ndjson'],
      signedBy: [...new Set(Object.values(receiving.ports).flatMap((port) => port.headers))],
      answer: c.Received,
      bareWord: ({ challenge }: c.Received) => challenge,
    }),
    route('get', '/v1/live/listening', permitted, 'Whether a listener may begin on an account', {
      query: c.AccountQuery,
      answer: c.Permitted,
    }),
    route('get', '/v1/live/sources', list, 'Who sends LIVE events by signed webhooks', { query: pageQuery, answer: c.Sources }),
    route('post', '/v1/live/sources', make, 'Let somebody send LIVE events; the secret is shown once', {
      body: c.NewSource,
      answer: c.MadeSource,
    }),
    route('post', '/v1/live/sources/{sourceId}/secret', rotate, 'Give a source a new secret; the old one stays valid for a while', {
      params: c.SourceId,
      body: c.NewSecret,
      answer: c.MadeSecret,
    }),
    route('delete', '/v1/live/sources/{sourceId}', takeBack, 'Take nothing more from a source', {
      params: c.SourceId,
      answer: c.TakenBack,
    }),
  ];
}
