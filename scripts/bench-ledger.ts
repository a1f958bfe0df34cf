import { availableParallelism } from 'node:os';
import { connect } from '../src/db/connect.ts';
import { ledgerOf } from '../src/db/ledger/ledger.ts';
import { migrate } from '../src/db/migrate.ts';
import { createStore } from '../src/db/stores/store.ts';
import { openTenancy } from '../src/db/tenancy.ts';
import type { BetRecord } from '../src/domain/bet/bet-record.ts';
import { day } from '../src/domain/day.ts';
import { fewestForTypical } from '../src/domain/forecast/so-far.ts';
import { table } from '../src/render/comment/table.ts';
import { endsAt, fillRecord, metricsEach } from '../test/stage/database/fill-record.ts';
import { startPostgresServer } from '../test/stage/database/postgres-server.ts';

/*
 * npm run bench:ledger: how long the database takes for what a forecast or a readout asks of the record, and for `soundings ledger`, on a
 * Postgres that holds 100,000 bets. It ends by itself; what a page asks for and takes more than 50 ms is an error.
 */
const bets = Number(process.argv[2] ?? 100_000);
const rounds = 200;
const roundsOfTables = 20;
const mostMs = 50;

const server = await startPostgresServer({ durable: true });
const connection = await connect({ databaseUrl: await server.createDatabase(), dataDir: '' });
try {
  await migrate(connection);
  console.error(`making ${bets} bets`);
  await fillRecord(connection.patient, bets);
  const ofAll = createStore(connection.database, async () => {});
  const ledger = ledgerOf(connection.database);

  /** The first owner's, who has most. */
  const ownerId = 1;
  // As flows ask: row-level security lets fewer indexes be used.
  const store = (await openTenancy(connection, async () => {})).storeOf(ownerId);
  const metric = (round: number) => `metric_${(round * 7) % metricsEach}`;
  const repositoryId = (round: number) => 1001 + (round % 40);
  const bet = (round: number): BetRecord =>
    ({
      id: 'not one of them',
      repository: { id: repositoryId(round), ownerId, owner: 'owner-1', name: `repo-${1 + (round % 40)}` },
      bet: { movements: [{ metric: { name: metric(round) } }] },
      map: {
        metrics: Array.from({ length: metricsEach }, (_, at) => ({
          name: `metric_${at}`,
          drives: at === 0 ? [] : [`metric_${Math.floor(at / 2)}`],
        })),
      },
    }) as unknown as BetRecord;
  const issue = (round: number) => ({
    owner: 'owner-1',
    repository: `repo-${1 + (round % 40)}`,
    number: 1 + (round % 50),
  });
  const ago = (days: number) => new Date(endsAt.getTime() - days * day);

  const asked: Record<string, (round: number) => Promise<unknown>> = {
    'trackRecord of a metric': (round) => store.trackRecords(ownerId, [{ metric: metric(round) }], fewestForTypical),
    'trackRecord of a team': (round) =>
      store.trackRecords(ownerId, [{ team: `@owner-1/team-${round % 20}` }], fewestForTypical),
    'trackRecord of a repository': (round) =>
      store.trackRecords(ownerId, [{ repositoryId: repositoryId(round) }], fewestForTypical),
    'otherBets, open or measured': (round) => store.otherBets(bet(round)),
    'otherBets, shipped in the last 28 days': (round) => store.otherBets(bet(round), ago(56)),
    'edgeTrials of a chain': (round) =>
      store.edgeTrials(ownerId, [metric(round), metric(round + 1), metric(round + 2)]),
    'edgeTrials of all edges': () => store.edgeTrials(ownerId),
    openBetsOn: (round) => store.openBetsOn(ownerId, issue(round)),
    hypothesisStandings: (round) => store.hypothesisStandings(ownerId, [issue(round), issue(round + 1)]),
    openChallenges: (round) => store.openChallenges(ownerId, [metric(round), metric(round + 1)]),
    'inPlay of an owner': () => store.inPlay({ owner: 'owner-1' }),
    repositoriesInPlay: () => store.repositoriesInPlay(ownerId),
    betsDue: () => ofAll.betsDue(endsAt),
    betOf: (round) => store.betOf(repositoryId(round), round),
    shippedTogether: (round) =>
      store.shippedTogether({ ...bet(round), signal: { on: 'release', sha: '', name: String(round) } }),
  };
  const shown: Record<string, (round: number) => Promise<unknown>> = {
    'bets, the latest 50': () => ledger.entries({}, 50),
    'bets of a metric': (round) => ledger.entries({ metric: metric(round) }, 50),
    'bets of a repository': (round) => ledger.entries({ repository: `owner-1/repo-${1 + (round % 40)}` }, 50),
    'bets of a team, a quarter': (round) =>
      ledger.entries({ team: `@owner-1/team-${round % 20}`, since: ago(120), until: ago(30) }, 50),
    'bets that backfired, and were kept': () => ledger.entries({ verdict: 'backfired', decision: 'keep' }, 50),
    '--calibration of a metric, by month': (round) => ledger.calibration({ metric: metric(round) }, 'month'),
    '--calibration of an owner, a quarter, by team': () =>
      ledger.calibration({ owner: 'owner-1', since: ago(90) }, 'team'),
    '--calibration of everything, by month': () => ledger.calibration({}, 'month'),
    '--pace of an owner, a quarter': () => ledger.pace({ owner: 'owner-1', since: ago(90) }),
    '--pace of everything': () => ledger.pace({}),
    '--edges of a metric': (round) => ledger.edgeTrials({ owner: 'owner-1', metric: metric(round) }),
    '--silent, the longest 50': () => ledger.silent({}, endsAt, 50),
    '--challenges': () => ledger.challenges({}, 50),
  };
  const figures = [...(await timed('asked', asked, rounds)), ...(await timed('shown', shown, roundsOfTables))];
  console.log(
    table(
      ['query', 'p50 ms', 'p99 ms'],
      figures.map(({ name, p50, p99 }) => [name, p50.toFixed(1), p99.toFixed(1)]),
    ),
  );
  console.log(
    `\n${bets.toLocaleString('en-US')} bets of 5 owners on a Postgres on this machine, ${rounds} rounds of what flows ask, ${roundsOfTables} of the tables of soundings ledger, each with other names; ${availableParallelism()} cores; Node ${process.versions.node}.`,
  );
  const slow = figures.filter(({ kind, p50 }) => kind === 'asked' && p50 > mostMs);
  if (slow.length > 0) throw new Error(`More than ${mostMs} ms: ${slow.map(({ name }) => name).join(', ')}`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await connection.close();
  await server.stop();
}

async function timed(kind: string, queries: Record<string, (round: number) => Promise<unknown>>, times: number) {
  const figures = [];
  for (const [name, query] of Object.entries(queries)) {
    const took: number[] = [];
    // The first is not counted: it warms the caches, as a server that has run for a while has done.
    for (let round = 0; round <= times; round += 1) {
      const began = performance.now();
      await query(round);
      if (round > 0) took.push(performance.now() - began);
    }
    took.sort((one, other) => one - other);
    const at = (share: number) => took[Math.min(took.length - 1, Math.floor(share * took.length))] ?? Number.NaN;
    figures.push({ kind, name, p50: at(0.5), p99: at(0.99) });
  }
  return figures;
}
