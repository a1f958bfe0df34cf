import { table } from '../../src/render/comment/table.ts';
import type { Contestants } from './contestants.ts';
import { deliveriesOf, numbersFrom } from './deliveries.ts';
import { steady } from './steady.ts';
import type { StubGitHub } from './stub-github.ts';

/** A large organisation's hour: one a second, sent forty times as fast. */
const parts = 6;
const eachPart = 600;
const perSecond = 40;

/** The memory of a server on Postgres before and after each sixth of an hour's worth of deliveries. */
export async function hour(contestants: Contestants, github: StubGitHub, secret: string): Promise<string> {
  const app = await contestants.postgres();
  const megabytes = [await app.residentMegabytes()];
  let unchecked = 0;
  try {
    for (let part = 0; part < parts; part += 1) {
      console.error(`an hour's worth: part ${part + 1} of ${parts}`);
      github.forget();
      const deliveries = deliveriesOf(numbersFrom(100_000 + part * eachPart, eachPart), secret);
      unchecked += (await steady([app.url], deliveries, perSecond, github)).unchecked;
      megabytes.push(await app.residentMegabytes());
    }
  } finally {
    await app.crash();
  }
  const head = ['deliveries', ...megabytes.map((_, part) => String(part * eachPart))];
  const rows = [['memory, MB', ...megabytes.map((size) => size.toFixed(0))]];
  return `${table(head, rows)}\n\nWithout a check: ${unchecked}.`;
}
