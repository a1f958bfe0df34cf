import { availableParallelism } from 'node:os';
import type { Contender, Contestants } from './contestants.ts';
import { deliveriesOf, numbersFrom } from './deliveries.ts';
import { connections, fire } from './fire.ts';
import { processorSeconds } from './processor-seconds.ts';
import type { StubGitHub } from './stub-github.ts';
import { figuresTable, type Goal, type Measured } from './table.ts';
import { untilWorked } from './until-worked.ts';

const rounds = 2;
const warmUp = 60;
const toAnswer = 3_000;
const toWork = 300;
/** A slow or busy machine does less instead of taking longer. */
const mostMs = { warmUp: 2_000, answers: 4_000, work: 15_000 };

const goals: Record<string, Goal> = {
  'Soundings, embedded database': { answers: 0.4, workedPerSecond: 45, processor: 60 },
  'Soundings, Postgres': { answers: 0.65, workedPerSecond: 90, processor: 20 },
};

/** Soundings next to a Probot app that does nothing, in turns. Throws when something that was answered is lost. */
export async function burst(contestants: Contestants, github: StubGitHub, secret: string): Promise<string> {
  const measured: Record<string, Measured> = {
    'Probot app that does nothing': none(),
    'Soundings, embedded database': { ...none(), lost: 0 },
    'Soundings, Postgres': { ...none(), lost: 0 },
  };
  const starts = [contestants.bare, contestants.embedded, () => contestants.postgres()];
  const first = deliveriesOf(numbersFrom(1, warmUp), secret);
  const answered = deliveriesOf(numbersFrom(1 + warmUp, toAnswer), secret);
  const worked = answered.slice(0, toWork);

  for (let round = 1; round <= rounds; round++) {
    for (const [index, [name, figures]] of Object.entries(measured).entries()) {
      console.error(`burst, round ${round} of ${rounds}: ${name}`);
      const start = starts[index] ?? contestants.bare;
      await measureAnswers(start, figures);
      if (figures.lost !== undefined && round === 1) await measureWork(start, figures);
    }
  }
  if (Object.values(measured).some(({ lost = 0 }) => lost > 0)) throw new Error('Deliveries were lost');
  const size = Math.round((answered[0]?.body.length ?? 0) / 1000);
  return [
    figuresTable(measured, goals),
    `Up to ${toAnswer} deliveries of ${size} kB over ${connections} connections, median of ${rounds} rounds; then up to ${toWork} worked off, half of them with a forecast; ${availableParallelism()} cores, shared with the load generator; Node ${process.versions.node}.`,
  ].join('\n\n');

  /** Killed as soon as the last answer is there: what was answered has to be there afterwards. */
  async function measureAnswers(start: () => Promise<Contender>, figures: Measured): Promise<void> {
    await withServer(start, figures, async (app) => {
      const before = await fire(app.url, first, mostMs.warmUp);
      const had = processorSeconds(app.pid);
      const volley = await fire(app.url, answered, mostMs.answers);
      figures.answeredPerSecond.push(volley.answeredPerSecond);
      figures.p99Milliseconds.push(volley.p99Milliseconds);
      if (figures.lost === undefined) {
        figures.workedPerSecond.push(volley.answeredPerSecond);
        figures.processorMs.push((1000 * (processorSeconds(app.pid) - had)) / volley.answered.length);
      }
      return [...before.answered, ...volley.answered];
    });
  }

  /** From the first request to the last check and forecast on GitHub. */
  async function measureWork(start: () => Promise<Contender>, figures: Measured): Promise<void> {
    github.forget();
    await withServer(start, figures, async (app) => {
      const before = await fire(app.url, first, mostMs.warmUp);
      await untilWorked(github, { first: 1, count: warmUp, patienceMs: mostMs.warmUp });
      const had = processorSeconds(app.pid);
      const volley = await fire(app.url, worked, mostMs.work);
      const sent = { first: 1 + warmUp, count: toWork };
      const done = await untilWorked(github, { ...sent, patienceMs: mostMs.work - (performance.now() - volley.began) });
      figures.workedPerSecond.push((1000 * done) / (performance.now() - volley.began));
      figures.processorMs.push((1000 * (processorSeconds(app.pid) - had)) / done);
      return [...before.answered, ...volley.answered];
    });
  }
}

const none = (): Measured => ({
  ...{ answeredPerSecond: [], p99Milliseconds: [], workedPerSecond: [], processorMs: [] },
});

async function withServer(
  start: () => Promise<Contender>,
  figures: Measured,
  use: (app: Contender) => Promise<string[]>,
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
