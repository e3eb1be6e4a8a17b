import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** One registry a server, so that tests can run several in one process. */
export function openMetrics(defaults = false) {
  const registry = new Registry();
  if (defaults) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  let collectIndex = () => {};
  const indexed = new Gauge({
    name: 'greenroom_search_index_creators',
    help: 'Creators in the index that answers searches; 0: SQL does',
    registers,
    collect: () => collectIndex(),
  });
  const heard = new Gauge({ name: 'greenroom_search_index_age_seconds', help: 'Since the index last said how far it has come', registers });
  return {
    /** Read whenever the figures are asked for; `heardAt` on the clock of `performance`. */
    watchIndex(state: () => { by: 'index'; creators: number; heardAt: number } | { by: 'sql' } | undefined) {
      collectIndex = () => {
        const now = state();
        indexed.set(now?.by === 'index' ? now.creators : 0);
        heard.set(now?.by === 'index' ? (performance.now() - now.heardAt) / 1000 : 0);
      };
    },
    registry,
    requests: new Counter({
      name: 'greenroom_http_requests_total',
      help: 'Requests answered',
      labelNames: ['operation', 'status'],
      registers,
    }),
    seconds: new Histogram({
      name: 'greenroom_http_request_seconds',
      help: 'Time to the answer',
      labelNames: ['operation'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    serving: new Gauge({ name: 'greenroom_http_serving', help: 'Requests accepted and not answered yet', registers }),
    shed: new Counter({ name: 'greenroom_http_shed_total', help: 'Requests refused under overload', labelNames: ['rank'], registers }),
    relayed: new Counter({ name: 'greenroom_outbox_relayed_total', help: 'Events that later features have had or passed over', registers }),
    mails: new Counter({
      name: 'greenroom_mails_total',
      help: 'E-mails by what became of an attempt; dead: given up',
      labelNames: ['outcome'],
      registers,
    }),
    limits: new Counter({
      name: 'greenroom_discovery_limit_total',
      help: 'Pages of creators refused because the day of a seat has no room for them',
      labelNames: ['budget'],
      registers,
    }),
    exposures: new Counter({ name: 'greenroom_exposures_total', help: 'Rows written to the exposure log', registers }),
  };
}
export type Metrics = ReturnType<typeof openMetrics>;
