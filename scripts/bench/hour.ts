import { table } from '../../src/render/comment/table.ts';
import type { Contestants } from './contestants.ts';
import { deliveriesOf, numbersFrom } from './deliveries.ts';
import { steady } from './steady.ts';
import type { StubGitHub } from './stub-github.ts';

/** For code to be compiled, each owner to be seen, and the analyst's thread to start: slowly, so that it is all done. */
const warmUp = { count: 300, perSecond: 10 };
/** A large organisation's hour: one a second, sent forty times as fast. */
const parts = 6;
const eachPart = 600;
const perSecond = 40;
/** Beyond the level after the warm-up, in megabytes. */
const goal = 60;

/** The memory of a server on Postgres before and after each sixth of an hour's worth of deliveries. */
export async function hour(contestants: Contestants, github: StubGitHub, secret: string): Promise<string> {
  const app = await contestants.postgres();
  const megabytes = [await app.residentMegabytes()];
  let unchecked = 0;
  const play = async (first: number, count: number, pace: number) => {
    github.forget();
    unchecked += (await steady([app.url], deliveriesOf(numbersFrom(first, count), secret), pace, github, true))
      .unchecked;
    megabytes.push(await app.residentMegabytes());
  };
  try {
    await play(100_000, warmUp.count, warmUp.perSecond);
    for (let part = 0; part < parts; part += 1) {
      console.error(`an hour's worth: part ${part + 1} of ${parts}`);
      await play(100_000 + warmUp.count + part * eachPart, eachPart, perSecond);
    }
  } finally {
    await app.crash();
  }
  const [, warm = Number.NaN, ...later] = megabytes;
  const head = [
    'deliveries',
    'at the start',
    `warm-up of ${warmUp.count}`,
    ...later.map((_, at) => String((at + 1) * eachPart)),
  ];
  const rows = [['memory, MB', ...megabytes.map((size) => size.toFixed(0))]];
  const grown = (Math.max(...later) - warm).toFixed(0);
  return `${table(head, rows)}\n\nAt most ${grown} MB beyond the level after the warm-up; goal: ${goal} or less. Without a check: ${unchecked}.`;
}
