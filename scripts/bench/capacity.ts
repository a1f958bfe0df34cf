import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { medianOf } from '../../src/analysis/mean-and-median.ts';
import { table } from '../../src/render/comment/table.ts';
import type { Contestants } from './contestants.ts';
import { deliveryOf, type SignedDelivery } from './deliveries.ts';
import { processorSeconds } from './processor-seconds.ts';
import { owners } from './shop.ts';
import { steady } from './steady.ts';
import type { StubGitHub } from './stub-github.ts';

/*
 * The busiest hour of one owner in a hundred of 10,000, as docs/scaling.md has it on paper: an owner has twenty pull requests a working day with
 * twelve events each, and in the busiest hour four times the mean, which is forty events. Six of ten pull requests state a bet.
 */
const eventsEach = 12;
const pullRequests = Math.round((owners * ((20 * eventsEach) / 24) * 4) / eventsEach);
const organizations = 10_000;
const hourSeconds = 3_600;
const fasterBy = 24;
/** Of one life of a pull request: what of the hour lies between its first event and its last. */
const lifeInHours = 0.5;
/** What waits when all is sent has so long. */
const patienceMs = 60_000;
/** Of GitHub, for an installation. */
const requestsAnHour = 5_000;
const writesAnHour = 500;

/** What an owner's hour costs, beside what was calculated. Throws as `untilWorked` does. */
export async function capacity(contestants: Contestants, github: StubGitHub, secret: string): Promise<string> {
  const databaseUrl = await contestants.newDatabase();
  const app = await contestants.postgres(databaseUrl);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`create extension if not exists pg_stat_statements`;
    const measure = async () => ({
      ...(await countsOf(sql)),
      app: processorSeconds(app.pid),
      database: processorSeconds(contestants.postgresPid),
    });
    github.forget();
    const deliveries = eventsOfTheHour(secret);
    const perSecond = (deliveries.length * fasterBy) / hourSeconds;
    console.error(`capacity: ${deliveries.length} events, ${perSecond.toFixed(0)} a second`);
    const before = await measure();
    const { checkP50, checkP99, unchecked } = await steady([app.url], deliveries, perSecond, github);
    const until = performance.now() + patienceMs;
    while ((await measure()).waiting > 0 && performance.now() < until) await pause(500);
    // A Postgres keeps its counts back for up to a second.
    await pause(1_500);
    const after = await measure();
    // Payloads are gone when their work is done, and leave room for later ones.
    await sql`vacuum full`;
    after.bytes = (await countsOf(sql)).bytes;
    const worked = after.worked - before.worked;
    const each = (of: keyof typeof before, unit = 1) => ((after[of] - before[of]) * unit) / worked;

    const asked = [...github.asked.values()];
    const requests = asked.map((one) => one.requests);
    const eventsPerSecond = (deliveries.length / hourSeconds) * (organizations / owners);
    const processors = (of: 'app' | 'database') => (each(of) * eventsPerSecond).toFixed(1);
    const rows = [
      ['events worked off', `${deliveries.length}`, String(worked), `${deliveries.length}`],
      ['statements an event', '35 to 60', each('statements').toFixed(0), '10 to 18'],
      ['transactions an event', '5 to 8', each('transactions').toFixed(1), '4 to 6'],
      ['kB kept an event', '0.6', each('bytes', 1e-3).toFixed(1), ''],
      ['ms of a processor an event, app', '30', each('app', 1_000).toFixed(0), '20 × a bare app'],
      ['ms of a processor an event, database', '', each('database', 1_000).toFixed(0), ''],
      ['requests of an owner to GitHub, median', '80 to 360', medianOf(requests).toFixed(0), `${requestsAnHour}`],
      ['requests of an owner to GitHub, most', '', String(Math.max(...requests)), `${requestsAnHour}`],
      ['of them writes, most', '', String(Math.max(...asked.map(({ writes }) => writes))), `${writesAnHour}`],
      ['event to check ms, p50', '', checkP50.toFixed(0), ''],
      ['event to check ms, p99', '', checkP99.toFixed(0), '1000'],
      ['pushes whose check was that of a later event', '', String(unchecked), ''],
      ['processors for the app of all 10,000', '4', processors('app'), ''],
      ['processors for their Postgres', '8', processors('database'), ''],
    ];
    return [
      table(['', 'on paper', 'measured', 'goal or limit'], rows),
      `${deliveries.length} events of ${owners} owners, ${pullRequests} pull requests, an hour in ${hourSeconds / fasterBy} s: ${perSecond.toFixed(0)} events a second.`,
    ].join('\n\n');
  } finally {
    await sql.end();
    await app.crash();
  }
}

interface Counts {
  worked: number;
  waiting: number;
  statements: number;
  transactions: number;
  bytes: number;
}

async function countsOf(sql: postgres.Sql): Promise<Counts> {
  const [counts] = await sql<Counts[]>`
    select
      (select count(*)::int from deliveries where completed_at is not null) as worked,
      (select count(*)::int from deliveries where completed_at is null and gave_up_at is null) as waiting,
      (select sum(calls)::float8 from pg_stat_statements where dbid = datid) as statements,
      (xact_commit + xact_rollback)::float8 as transactions,
      pg_database_size(datid)::float8 as bytes
    from pg_stat_database where datname = current_database()`;
  if (!counts) throw new Error('The Postgres of the bench counts nothing');
  return counts;
}

/** In order of time. A life has its opening, and pushes and edits in turns. */
function eventsOfTheHour(secret: string): SignedDelivery[] {
  return numbersOfPullRequests()
    .flatMap((number, index) =>
      Array.from({ length: eventsEach }, (_, event) => {
        const at = (index / pullRequests) * (1 - lifeInHours) + (event / eventsEach) * lifeInHours;
        const pushes = Math.floor(event / 2);
        const action = event === 0 ? 'opened' : event % 2 === 0 ? 'synchronize' : 'edited';
        return { at, delivery: () => deliveryOf(action, number, pushes, secret) };
      }),
    )
    .sort((one, other) => one.at - other.at)
    .map(({ delivery }) => delivery());
}

/** The owner of a pull request is one more than its number modulo all owners; even ones state a bet. */
function numbersOfPullRequests(): number[] {
  const round = Array.from({ length: owners }, (_, owner) => owner);
  const withBet = round.filter((owner) => owner % 2 === 0);
  const without = round.filter((owner) => owner % 2 === 1);
  const bets = Math.round(pullRequests * 0.6);
  return Array.from({ length: pullRequests }, (_, index) => {
    const before = Math.floor((index * bets) / pullRequests);
    const isBet = Math.floor(((index + 1) * bets) / pullRequests) > before;
    const [of, nth] = isBet ? [withBet, before] : [without, index - before];
    return 200_000 + owners * Math.floor(nth / of.length) + (of[nth % of.length] ?? 0);
  });
}
