import { availableParallelism } from 'node:os';
import { table } from '../src/render/table.ts';
import { prepareContestants } from './bench/contestants.ts';
import { deliveriesOf } from './bench/deliveries.ts';
import { fire } from './bench/fire.ts';
import { steady } from './bench/steady.ts';
import { startStubGitHub } from './bench/stub-github.ts';
import { figuresTable, type Measured } from './bench/table.ts';
import { untilWorked } from './bench/until-worked.ts';

/*
 * npm run bench: Soundings next to a Probot app that does nothing, in turns on the same machine in the same run. Everything is on
 * 127.0.0.1, and it ends by itself. There is no pass mark but one: that nothing which was answered is lost.
 */
const rounds = 2;
const warmUp = 20;
const toAnswer = 1_500;
const toWork = 300;
/** A slow or busy machine does less instead of taking longer. */
const mostMs = { warmUp: 2_000, answers: 3_000, work: 5_000 };

/** From a cold start, so that every owner is new to the app. */
const pace = { perSecond: [10, 50], seconds: 6 };

const secret = 'only-for-the-bench';
const github = await startStubGitHub();
const contestants = await prepareContestants(github.url, secret);
const measured: Record<string, Measured> = {
  'Probot app that does nothing': { answeredPerSecond: [], p99Milliseconds: [], workedPerSecond: [] },
  'Soundings, embedded database': { answeredPerSecond: [], p99Milliseconds: [], workedPerSecond: [], lost: 0 },
  'Soundings, Postgres': { answeredPerSecond: [], p99Milliseconds: [], workedPerSecond: [], lost: 0 },
};
const starts = [contestants.bare, contestants.embedded, contestants.postgres];

const first = deliveriesOf(1, warmUp, secret);
const answered = deliveriesOf(1 + warmUp, toAnswer, secret);
const worked = deliveriesOf(1 + warmUp, toWork, secret);
try {
  for (let round = 1; round <= rounds; round++) {
    for (const [index, [name, figures]] of Object.entries(measured).entries()) {
      console.error(`round ${round} of ${rounds}: ${name}`);
      const start = starts[index] ?? contestants.bare;
      await measureAnswers(start, figures);
      if (figures.lost !== undefined && round === 1) await measureWork(start, figures);
    }
  }
  console.log(figuresTable(measured));
  console.log(
    `\nUp to ${toAnswer} deliveries of ${Math.round((answered[0]?.body.length ?? 0) / 1000)} kB over ten connections, median of ${rounds} rounds; then up to ${toWork} worked off, half of them with a forecast; ${availableParallelism()} cores, shared with the load generator; Node ${process.versions.node}.`,
  );
  console.log(`\n${await evenPace()}`);
  if (github.unknown.size > 0) throw new Error(`The stub has no answer to: ${[...github.unknown].join(', ')}`);
  if (Object.values(measured).some(({ lost = 0 }) => lost > 0)) throw new Error('Deliveries were lost');
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await contestants.close();
  await github.close();
}

/** What one delivery waits for when they come at an even pace: for its answer, and for its check on GitHub. */
async function evenPace(): Promise<string> {
  const rows: string[][] = [];
  let next = 10_000;
  for (const kind of ['embedded', 'postgres'] as const)
    for (const perSecond of pace.perSecond) {
      console.error(`${kind}: ${perSecond} deliveries a second`);
      const app = await contestants[kind]();
      try {
        github.forget();
        const count = perSecond * pace.seconds;
        const taken = await steady([app.url], deliveriesOf(next, count, secret), next, perSecond, github);
        next += count;
        const { answerP50, answerP99, checkP50, checkP99, unchecked } = taken;
        const times = [answerP50, answerP99, checkP50, checkP99].map((ms) => ms.toFixed(0));
        rows.push([kind, String(perSecond), ...times, String(unchecked)]);
      } finally {
        await app.crash();
      }
    }
  return table(['', 'a second', 'answer p50 ms', 'p99', 'event to check p50 ms', 'p99', 'without a check'], rows);
}

/** Killed as soon as the last answer is there: what was answered has to be there afterwards. */
async function measureAnswers(start: typeof contestants.bare, figures: Measured): Promise<void> {
  await withServer(start, figures, async (app) => {
    const before = await fire(app.url, first, mostMs.warmUp);
    const volley = await fire(app.url, answered, mostMs.answers);
    figures.answeredPerSecond.push(volley.answeredPerSecond);
    figures.p99Milliseconds.push(volley.p99Milliseconds);
    if (figures.lost === undefined) figures.workedPerSecond.push(volley.answeredPerSecond);
    return [...before.answered, ...volley.answered];
  });
}

/** From the first request to the last check and forecast on GitHub. */
async function measureWork(start: typeof contestants.bare, figures: Measured): Promise<void> {
  github.forget();
  await withServer(start, figures, async (app) => {
    const before = await fire(app.url, first, mostMs.warmUp);
    await untilWorked(github, { first: 1, count: warmUp, patienceMs: mostMs.warmUp });
    const volley = await fire(app.url, worked, mostMs.work);
    const sent = { first: 1 + warmUp, count: toWork };
    const done = await untilWorked(github, { ...sent, patienceMs: mostMs.work - (performance.now() - volley.began) });
    figures.workedPerSecond.push((1000 * done) / (performance.now() - volley.began));
    return [...before.answered, ...volley.answered];
  });
}

async function withServer(
  start: typeof contestants.bare,
  figures: Measured,
  use: (app: Awaited<ReturnType<typeof start>>) => Promise<string[]>,
): Promise<void> {
  const app = await start();
  let answered: string[];
  try {
    answered = await use(app);
  } finally {
    await app.crash();
  }
  if (figures.lost === undefined) return;
  const kept = await app.kept();
  figures.lost += answered.filter((id) => !kept.has(id)).length;
}
