import { expect, onTestFinished, test } from 'vitest';
import { prepareContestants } from '../scripts/bench/contestants.ts';
import { deliveriesOf, numbersFrom } from '../scripts/bench/deliveries.ts';
import { fire } from '../scripts/bench/fire.ts';
import { startStubGitHub } from '../scripts/bench/stub-github.ts';
import { untilWorked } from '../scripts/bench/until-worked.ts';

// The stub of the bench has few answers. Once the app asks for more, no delivery is worked off, and the figures mean nothing.
test("the bench's GitHub has all that a pull request makes the app ask for", async () => {
  const secret = 'only-for-the-bench';
  const github = await startStubGitHub();
  onTestFinished(() => github.close());
  const contestants = await prepareContestants(github.url, secret);
  onTestFinished(() => contestants.close());
  const app = await contestants.postgres();
  onTestFinished(() => app.crash());

  const count = 8;
  const { answered } = await fire(app.url, deliveriesOf(numbersFrom(1, count), secret), 60_000);
  const worked = await untilWorked(github, { first: 1, count, patienceMs: 120_000 });

  expect({ answered: answered.length, worked }).toEqual({ answered: count, worked: count });
});
