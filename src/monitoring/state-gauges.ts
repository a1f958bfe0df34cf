import { Gauge, Registry } from 'prom-client';
import type { SilentBet } from '../domain/ledger/ledger.ts';
import type { StateNow } from './state.ts';

const silences: SilentBet['silence'][] = ['no-readout', 'no-data', 'undecided', 'unreleased', 'unanswered'];
const jobStates = ['waiting', 'postponed', 'active'] as const;

/**
 * The state in Prometheus' format. The gauges are made anew each time: what could not be read is then absent, while a gauge that is kept would
 * say zero, or what was true an hour ago.
 */
export async function stateInText(state: StateNow, now: Date): Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string, value: number | undefined) => {
    if (value !== undefined) new Gauge({ name, help, registers: [registry] }).set(value);
  };
  const byLabel = (name: string, help: string, label: string, values: Iterable<[string, number]>) => {
    const one = new Gauge({ name, help, labelNames: [label], registers: [registry] });
    for (const [key, value] of values) one.set({ [label]: key }, value);
  };
  const age = (since: Date | undefined) =>
    since === undefined ? 0 : Math.max(0, (now.getTime() - since.getTime()) / 1_000);

  const { operations, jobs, silent, pool, leastOfRequests } = state;
  gauge('soundings_database_up', 'Whether the database told the state below in time.', operations && jobs ? 1 : 0);
  if (operations) {
    const { due, queue, writes, reconciled, rounds } = operations;
    gauge('soundings_readouts_due', 'Readouts and questions whose time has come.', due.count);
    gauge('soundings_readouts_late', 'Readouts and questions that have been due for a day or longer.', due.late);
    gauge('soundings_readouts_due_oldest_age_seconds', 'For how long the first of them has been due.', age(due.oldest));
    gauge('soundings_deliveries_waiting', 'Deliveries that are not worked off yet.', queue.count);
    gauge(
      'soundings_deliveries_waiting_oldest_age_seconds',
      'For how long the first of them has waited.',
      age(queue.oldest),
    );
    gauge('soundings_deliveries_given_up', 'Deliveries given up within a week.', queue.givenUp);
    gauge('soundings_jobs_parked', 'Jobs of suspended installations.', queue.parked);
    gauge(
      'soundings_github_writes_hourly_max',
      'Comments, labels and issues of the last hour, of the installation with the most.',
      writes[0]?.count ?? 0,
    );
    gauge('soundings_repositories', 'Repositories that are compared with GitHub.', reconciled.count);
    gauge(
      'soundings_reconciliation_oldest_age_seconds',
      'For how long the first of them has not been compared with GitHub.',
      age(reconciled.oldest),
    );
    byLabel(
      'soundings_round_age_seconds',
      'How long ago a round began last.',
      'round',
      rounds.map(({ name, at }) => [name, age(at)]),
    );
  }
  if (jobs) {
    const of = new Map(jobs.map((one) => [one.state, one]));
    byLabel(
      'soundings_jobs',
      'Jobs in the queue, by state.',
      'state',
      jobStates.map((one) => [one, of.get(one)?.count ?? 0]),
    );
    byLabel(
      'soundings_jobs_oldest_age_seconds',
      'For how long the first job of a state has been in it.',
      'state',
      jobStates.map((one) => [one, of.get(one)?.oldestSeconds ?? 0]),
    );
  }
  if (silent)
    byLabel(
      'soundings_silent_ships',
      'Bets that nobody hears of, by why.',
      'silence',
      silences.map((one) => [one, silent.filter(({ silence }) => silence === one).length]),
    );
  if (pool) {
    byLabel('soundings_database_connections', 'Connections to the Postgres, by state.', 'state', [
      ['busy', pool.busy],
      ['idle', pool.idle],
    ]);
    gauge('soundings_database_waiting', 'Pieces of work that wait for a connection.', pool.waiting);
  }
  gauge(
    'soundings_github_requests_left_ratio',
    'The least that is left of an installation’s hourly limit of requests, from 0 to 1.',
    leastOfRequests,
  );
  return registry.metrics();
}
