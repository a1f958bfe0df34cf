import { expect, test } from 'vitest';
import { prometheusMeters } from '../../src/monitoring/prometheus.ts';
import type { StateNow } from '../../src/monitoring/state.ts';

const now = new Date('2026-11-30T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

const state: Required<StateNow> = {
  operations: {
    due: { count: 5, late: 2, oldest: ago(90_000) },
    queue: { count: 3, oldest: ago(7), givenUp: 1, parked: 4 },
    writes: [
      { owner: 'acme', count: 120 },
      { owner: 'zenith', count: 3 },
    ],
    reconciled: { count: 40, oldest: ago(3_600) },
    rounds: [{ name: 'redeliver', at: ago(300) }],
  },
  jobs: [{ state: 'active', count: 2, oldestSeconds: 11 }],
  silent: [
    { owner: 'acme', repository: 'shop', number: 1, silence: 'no-readout', since: ago(1), metric: 'signup_rate' },
  ],
  pool: { busy: 3, idle: 1, waiting: 6 },
  leastOfRequests: 0.25,
};

/** Lines of ours, without those about a bucket. */
const lines = (text: string) =>
  text.split('\n').filter((line) => /^soundings_/.test(line) && !line.includes('_bucket'));
const events = new Set(['push', 'pull_request']);

test('the state, and nothing of it that names an owner, a repository or a metric', async () => {
  const text = await prometheusMeters('1.2.3', events).text(state, now);
  expect(lines(text)).toEqual([
    'soundings_build_info{version="1.2.3"} 1',
    'soundings_deliveries_total{event="unknown",outcome="given-up"} 0',
    'soundings_delivery_lag_seconds_sum 0',
    'soundings_delivery_lag_seconds_count 0',
    'soundings_github_request_duration_seconds_sum 0',
    'soundings_github_request_duration_seconds_count 0',
    'soundings_database_up 1',
    'soundings_readouts_due 5',
    'soundings_readouts_late 2',
    'soundings_readouts_due_oldest_age_seconds 90000',
    'soundings_deliveries_waiting 3',
    'soundings_deliveries_waiting_oldest_age_seconds 7',
    'soundings_deliveries_given_up 1',
    'soundings_jobs_parked 4',
    'soundings_github_writes_hourly_max 120',
    'soundings_repositories 40',
    'soundings_reconciliation_oldest_age_seconds 3600',
    'soundings_round_age_seconds{round="redeliver"} 300',
    'soundings_jobs{state="waiting"} 0',
    'soundings_jobs{state="postponed"} 0',
    'soundings_jobs{state="active"} 2',
    'soundings_jobs_oldest_age_seconds{state="waiting"} 0',
    'soundings_jobs_oldest_age_seconds{state="postponed"} 0',
    'soundings_jobs_oldest_age_seconds{state="active"} 11',
    'soundings_silent_ships{silence="no-readout"} 1',
    'soundings_silent_ships{silence="no-data"} 0',
    'soundings_silent_ships{silence="undecided"} 0',
    'soundings_silent_ships{silence="unreleased"} 0',
    'soundings_silent_ships{silence="unanswered"} 0',
    'soundings_database_connections{state="busy"} 3',
    'soundings_database_connections{state="idle"} 1',
    'soundings_database_waiting 6',
    'soundings_github_requests_left_ratio 0.25',
  ]);
  expect(text).not.toMatch(/acme|zenith|shop|signup_rate/);
});

test('what could not be read is absent, where zero would say that all is well', async () => {
  const meters = prometheusMeters('1.2.3', events);
  await meters.text(state, now);
  expect(lines(await meters.text({}, now)).filter((line) => !/_info|_total|_seconds_(sum|count)/.test(line))).toEqual([
    'soundings_database_up 0',
  ]);
});

test('what happened is counted; a name that anybody could choose makes no series', async () => {
  const meters = prometheusMeters('1.2.3', events);
  meters.delivery({ event: 'push', outcome: 'done', lagSeconds: 2 });
  meters.delivery({ event: 'push', outcome: 'failed' });
  for (let made = 0; made < 3; made++) meters.delivery({ event: `made-up-${made}`, outcome: 'ignored' });
  meters.delivery({ outcome: 'skipped' });
  meters.job({ kind: 'readout', outcome: 'given-up' });
  meters.gitHub({ method: 'GET', status: 200, seconds: 0.2 });
  meters.gitHub({ method: 'GET', seconds: 12 });
  meters.sourceRead({ source: 'warehouse', outcome: 'timeout', seconds: 30 });
  const text = await meters.text({}, now);
  expect(lines(text).filter((line) => /_total|_sum/.test(line))).toEqual([
    'soundings_deliveries_total{event="unknown",outcome="given-up"} 0',
    'soundings_deliveries_total{event="push",outcome="done"} 1',
    'soundings_deliveries_total{event="push",outcome="failed"} 1',
    'soundings_deliveries_total{event="other",outcome="ignored"} 3',
    'soundings_deliveries_total{event="unknown",outcome="skipped"} 1',
    'soundings_delivery_lag_seconds_sum 2',
    'soundings_jobs_total{kind="readout",outcome="given-up"} 1',
    'soundings_github_requests_total{method="GET",status="200"} 1',
    'soundings_github_requests_total{method="GET",status="none"} 1',
    'soundings_github_request_duration_seconds_sum 12.2',
    'soundings_source_reads_total{source="warehouse",outcome="timeout"} 1',
    'soundings_source_read_duration_seconds_sum{source="warehouse"} 30',
  ]);
});
