import { readFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { and, eq, sql } from 'drizzle-orm';
import { connect, type Database } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { pageRecord } from '../../src/db/pages/page-record.ts';
import { bets as betsTable } from '../../src/db/schema/bets.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { openTenancy } from '../../src/db/tenancy.ts';
import { newestEdition } from '../../src/domain/digest/editions.ts';
import { planOf } from '../../src/domain/digest/plan-of.ts';
import type { OutcomeMap } from '../../src/domain/outcome-map/outcome-map.ts';
import { table } from '../../src/render/comment/table.ts';
import { stylePath } from '../../src/render/pages/style.ts';
import { type Pages, pageRoutes } from '../../src/web/pages/page-routes.ts';
import { endsAt, fillRecord } from '../../test/stage/database/fill-record.ts';
import { sessionOf } from '../../test/stage/pages/session-of.ts';
import { yearMap, yearReader } from '../../test/stage/pages/year-of-bets.ts';
import { analystHere } from '../../test/stage/world/analyst-here.ts';
import { silent } from '../../test/stage/world/silent-log.ts';
import type { Contestants } from './contestants.ts';

const bets = 100_000;
const metrics = 2_000;
const rounds = 20;
/** The first owner's, who has most. */
const ownerId = 1;
const repositories = Array.from({ length: 40 }, (_, at) => ({ id: 1001 + at, name: `repo-${1 + at}` }));

/** What a page costs the server, whose reader may read everything of an owner with 60,000 bets and a map of 2,000 metrics. */
export async function pages(contestants: Contestants): Promise<string> {
  const connection = await connect({ databaseUrl: await contestants.newDatabase(), dataDir: '' });
  try {
    await migrate(connection);
    console.error(`pages: making ${bets} bets`);
    await fillRecord(connection.patient, bets);
    const store = createStore(connection.database, async () => {});
    const [home] = repositories;
    const lastGood = { map: largeMap(), version: 'v1', home: { name: home?.name ?? '' } };
    for (const { id } of repositories) await store.saveMapState(id, { lastGood });
    const { secret, cookie, session } = sessionOf('ann', '');
    const place = { ownerId, owner: 'owner-1', installationIds: [ownerId] };
    const record = pageRecord(connection.database, await openTenancy(connection, async () => {}));
    const routes = pageRoutes({
      settings: { publicUrl: 'http://soundings.test', sessionSecret: secret, githubUrl: 'https://github.test' },
      ...{ metrics: yearReader, analyst: analystHere, now: () => endsAt, log: silent, tokens: {} },
      ...{ operations: { ids: [] }, tokenOf: async () => 't', sessions: { find: async () => session } },
      people: { list: async () => ({ repositories: repositories.map(readable), more: false }) },
      record: { ...record, owner: async () => place },
    } as unknown as Pages);
    const weight = async (path: string) => {
      const answer = await routes.request(path, { headers: { cookie } });
      if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
      return (await answer.arrayBuffer()).byteLength;
    };
    const style = await weight(stylePath);
    const rows: string[][] = [];
    const number = await someBet(connection.database);
    for (const [name, path] of Object.entries(addresses(number))) {
      const bytes = await weight(path);
      const times: number[] = [];
      const before = await busyMs(connection.database);
      for (let round = 0; round < rounds; round += 1) {
        const began = performance.now();
        await weight(path);
        times.push(performance.now() - began);
      }
      const [ours, theirs] = (await busyMs(connection.database)).map((ms, at) => (ms - (before[at] ?? 0)) / rounds);
      times.sort((one, other) => one - other);
      const at = (share: number) => (times[Math.floor(share * (rounds - 1))] ?? Number.NaN).toFixed(0);
      console.error(`pages: ${name} ${at(0.95)} ms`);
      const busy = [ours, theirs].map((ms = Number.NaN) => ms.toFixed(0));
      rows.push([name, ...busy, at(0.5), at(0.95), ((bytes + style) / 1024).toFixed(0)]);
    }
    const [least] = loadavg();
    const heading = [
      'page',
      'busy ms, server',
      'busy ms, database',
      'p50 ms',
      'p95',
      'kB with its style, not compressed',
    ];
    return `${table(heading, rows)}\n\nAt a load of ${least?.toFixed(0)} on ${availableParallelism()} cores.`;
  } finally {
    await connection.close();
  }
}

/** Time of a processor that this process, and the database's, have had. What a clock says depends on who else is at work. */
async function busyMs(database: Database): Promise<[ours: number, theirs: number]> {
  const { user, system } = process.cpuUsage();
  const answer = await database.execute(
    sql`select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend'`,
  );
  let theirs = 0;
  for (const { pid } of (answer as unknown as { rows: { pid: number }[] }).rows) {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    // Ticks of ten milliseconds, in user mode and in the kernel (man 5 proc).
    theirs += (Number(fields[11]) + Number(fields[12])) * 10;
  }
  return [(user + system) / 1_000, theirs];
}

const readable = ({ id, name }: (typeof repositories)[number]) => ({ id, name, ownerId, private: true });

function largeMap(): OutcomeMap {
  const map = yearMap(endsAt);
  const [first] = map.metrics;
  if (!first) throw new Error('the map of the year has no metric');
  const named = (at: number) => `metric_${at}`;
  return {
    ...map,
    metrics: Array.from({ length: metrics }, (_, at) => ({
      ...first,
      ...{
        name: named(at),
        title: `Metric ${at}`,
        source: `warehouse/${named(at)}`,
        owner: `@owner-1/team-${at % 20}`,
      },
      drives: at === 0 ? [] : [named(Math.floor(at / 2))],
    })),
    objectives: map.objectives.map((objective) => ({
      ...objective,
      keyResults: objective.keyResults.map((keyResult, at) => ({ ...keyResult, metric: named(at) })),
    })),
  };
}

async function someBet(database: Database): Promise<number> {
  const [bet] = await database
    .select({ number: betsTable.number })
    .from(betsTable)
    .where(and(eq(betsTable.repositoryId, repositories[0]?.id ?? 0), eq(betsTable.state, 'concluded')))
    .limit(1);
  if (!bet) throw new Error('there is no bet in the first repository');
  return bet.number;
}

function addresses(number: number): Record<string, string> {
  const owner = '/o/owner-1';
  const edition = (rhythm: 'weekly' | 'quarterly') => newestEdition(planOf({}), rhythm, endsAt)?.name;
  return {
    portfolio: owner,
    'portfolio, of one verdict': `${owner}?verdict=flat`,
    'a key result': `${owner}/key-results/KR1`,
    'a metric': `${owner}/metrics/metric_7`,
    'a bet': `${owner}/bets/repo-1/${number}`,
    ledger: `${owner}/ledger`,
    'ledger, of a metric': `${owner}/ledger?metric=metric_7`,
    'ledger, of a team and a quarter': `${owner}/ledger?team=team-7&period=2026-Q2`,
    silent: `${owner}/silent`,
    hypotheses: `${owner}/hypotheses`,
    'a team': `${owner}/teams/team-7`,
    'a week': `${owner}/digests/${edition('weekly')}`,
    'a quarter': `${owner}/digests/${edition('quarterly')}`,
  };
}
