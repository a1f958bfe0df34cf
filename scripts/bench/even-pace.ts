import { table } from '../../src/render/comment/table.ts';
import type { Contender, Contestants } from './contestants.ts';
import { deliveriesOf, numbersFrom } from './deliveries.ts';
import { steady, steadyHead, steadyRow } from './steady.ts';
import type { StubGitHub } from './stub-github.ts';

/** Each owner is new to the app. The first second is not counted. */
const paces = [
  { perSecond: 10, seconds: 7 },
  { perSecond: 35, seconds: 7 },
  { perSecond: 50, seconds: 7 },
  { perSecond: 200, seconds: 4 },
];
/** For the p99 from event to check, in milliseconds. */
const goals: Record<string, Record<number, number>> = {
  'embedded database': { 35: 3_000 },
  Postgres: { 50: 1_000 },
};

/** What one delivery waits for when they come at an even pace: for its answer, and for its check on GitHub. */
export async function evenPace(contestants: Contestants, github: StubGitHub, secret: string): Promise<string> {
  const { embedded, postgres, newDatabase } = contestants;
  const setUps: [string, () => Promise<Contender[]>][] = [
    ['embedded database', async () => [await embedded()]],
    ['Postgres', async () => [await postgres()]],
    ['Postgres, three replicas', async () => threeOf(postgres, await newDatabase())],
  ];
  const rows: string[][] = [];
  let next = 10_000;
  for (const [name, start] of setUps)
    for (const { perSecond, seconds } of paces) {
      console.error(`even pace: ${name}, ${perSecond} deliveries a second`);
      const apps = await start();
      try {
        github.forget();
        const deliveries = deliveriesOf(numbersFrom(next, perSecond * seconds), secret);
        next += deliveries.length;
        const urls = apps.map(({ url }) => url);
        const taken = await steady(urls, deliveries, perSecond, github);
        const goal = goals[name]?.[perSecond];
        rows.push([name, String(perSecond), ...steadyRow(taken), goal === undefined ? '' : `${goal} or less`]);
      } finally {
        for (const app of apps) await app.crash();
      }
    }
  return table(['', 'a second', ...steadyHead, 'goal for the last p99'], rows);
}

/** One after the other: the first one makes the tables. */
async function threeOf(postgres: Contestants['postgres'], databaseUrl: string): Promise<Contender[]> {
  const apps: Contender[] = [];
  while (apps.length < 3) apps.push(await postgres(databaseUrl));
  return apps;
}
