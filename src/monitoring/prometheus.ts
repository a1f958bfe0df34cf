import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Meters } from './meters.ts';
import type { StateNow } from './state.ts';
import { stateInText } from './state-gauges.ts';

/** People wait for what a delivery causes: a check within seconds. A day's outage still shows. */
const lagBuckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600, 21_600, 86_400];
const requestBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 12];
const readBuckets = [0.05, 0.25, 1, 2.5, 5, 10, 30, 60];

export interface Exposition {
  contentType: string;
  /** All of it, as Prometheus reads it. */
  text(state: StateNow, now: Date): Promise<string>;
}

/** @param events those of GitHub that are counted by name; labels have to stay few */
export function prometheusMeters(version: string, events: ReadonlySet<string>): Meters & Exposition {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({ name: 'soundings_build_info', help: 'Always 1.', labelNames: ['version'], registers }).set(
    { version },
    1,
  );
  const deliveries = new Counter({
    name: 'soundings_deliveries_total',
    help: 'Tries of webhook deliveries, by event and outcome.',
    labelNames: ['event', 'outcome'],
    registers,
  });
  // Prometheus sees no increase in a series that begins with 1.
  deliveries.inc({ event: 'unknown', outcome: 'given-up' }, 0);
  const lag = new Histogram({
    name: 'soundings_delivery_lag_seconds',
    help: 'From the arrival of a delivery until it was done.',
    buckets: lagBuckets,
    registers,
  });
  const jobs = new Counter({
    name: 'soundings_jobs_total',
    help: 'Tries of jobs other than deliveries, by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const requests = new Counter({
    name: 'soundings_github_requests_total',
    help: 'Requests to GitHub, by method and status; "none": no answer came.',
    labelNames: ['method', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'soundings_github_request_duration_seconds',
    help: 'How long GitHub took to answer, or failed to.',
    buckets: requestBuckets,
    registers,
  });
  const reads = new Counter({
    name: 'soundings_source_reads_total',
    help: 'Reads of sources, by connection and outcome.',
    labelNames: ['source', 'outcome'],
    registers,
  });
  const readSeconds = new Histogram({
    name: 'soundings_source_read_duration_seconds',
    help: 'How long a read of a connection took, its wait for a turn included.',
    labelNames: ['source'],
    buckets: readBuckets,
    registers,
  });
  return {
    delivery({ event = 'unknown', outcome, lagSeconds }) {
      deliveries.inc({ event: event === 'unknown' || events.has(event) ? event : 'other', outcome });
      if (lagSeconds !== undefined) lag.observe(lagSeconds);
    },
    job: ({ kind, outcome }) => jobs.inc({ kind, outcome }),
    gitHub({ method, status, seconds }) {
      requests.inc({ method, status: String(status ?? 'none') });
      requestSeconds.observe(seconds);
    },
    sourceRead({ source, outcome, seconds }) {
      reads.inc({ source, outcome });
      readSeconds.observe({ source }, seconds);
    },
    contentType: registry.contentType,
    text: async (state, now) => `${await registry.metrics()}${await stateInText(state, now)}`,
  };
}
