import { beforeAll, describe, expect, test } from 'vitest';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import { eventually } from '../stage/process/eventually.ts';
import { checked, commented, daysAfter, mapFile, marked, settled, useStory } from '../stage/story/story.ts';

const map = `version: 1
vision: Nobody misses a deadline because of their tools
strategy:
  - { id: S1, title: Small teams before large ones }
metrics:
  revenue:
    title: Monthly recurring revenue
    definition: sum of all paid subscriptions, per UTC day
    unit: usd
    good: up
    role: business
    horizon: 28d
    owner: "@acme/finance"
    source: warehouse/revenue
  signup_rate:
    title: Visit to sign-up rate
    definition: sign-ups divided by unique visits, per UTC day
    unit: ratio
    good: up
    drives: [revenue]
    owner: "@acme/growth"
    source: warehouse/signup_rate
objectives:
  - id: O1
    title: Small teams start without help
    why: Every second trial ends before the first project
    serves: [S1]
    key_results:
      - { id: KR1, metric: signup_rate, from: 3.1%, to: 6.0%, by: 2031-12-31 }
policy: { mode: enforce, lint: { no-owner: error, out-of-reach: off, sandbagged: off } }
follow_up: { after: [7d, 14d] }
`;

const bet = 'Key result: KR1\nExpect: signup_rate +10% within 14 days';

/** The map thinks along: from an edit of it to what its record teaches. One step a test, each begins where the last one ended. */
describe('the map thinks along', () => {
  const stage = useStory('embedded', { oneRound: true });
  let shop: RepositoryOnGitHub;
  let first: PullRequestOnGitHub;
  let second: PullRequestOnGitHub;
  let third: PullRequestOnGitHub;
  const now = new Date();

  beforeAll(async () => {
    shop = await stage.github.createRepository('acme/shop', { private: true, files: { [mapFile]: map } });
    await stage.start();
  });

  const open = (branch: string, body: string, files = { [`src/${branch}.ts`]: 'export {};\n' }) =>
    shop.openPullRequest({ title: branch, author: 'ben', branch, files, body });
  /** What a comment says, with plain blanks. */
  const read = ({ body }: { body: string }) => body.replaceAll('\u00a0', ' ');
  const linesOf = (comment: { body: string }, start: string) =>
    read(comment)
      .split('\n')
      .filter((line) => line.startsWith(start));
  /** Figures change from day to day; what is said of them does not. */
  const withoutFigures = (text: string) => text.replace(/[+-]?\d+(\.\d+)?%/g, 'N%');
  const forecastThatSays = (pull: PullRequestOnGitHub, words: string) =>
    eventually(`A forecast that says ${words}`, async () =>
      (await marked(pull, 'forecast')).find(({ body }) => body.includes(words)),
    );
  const release = async (tag: string, at: Date, ...pulls: PullRequestOnGitHub[]) => {
    for (const pull of pulls) {
      await pull.merge({ at });
      await commented(pull, 'forecast', 'state=merged');
    }
    await shop.release({ tag, at: daysAfter(at, 0.01) });
    for (const pull of pulls) await commented(pull, 'forecast', 'state=shipped');
  };

  test('an edit of it is annotated at its lines; what its policy calls an error is red', async () => {
    const edit = await open('goal', 'Outcome: none (chore): the goals of the quarter', {
      [mapFile]: map
        .replace('{ id: KR1, metric', '{ id: KR1, title: Launch the new sign-up form, metric')
        .replace('    owner: "@acme/growth"\n', '')
        .replace('    serves: [S1]\n', ''),
    });
    const check = await checked(edit, 'failure', '1 problem in the outcome map');
    const said = check.annotations.map(({ path, start_line, annotation_level, title, message }) => [
      `${path}:${start_line} ${annotation_level} ${title}`,
      message,
    ]);
    expect(said).toEqual([
      [
        `${mapFile}:15 failure Outcome map: no-owner`,
        '`signup_rate` has no owner. There is nobody to ask when it moves, or when it is challenged. Better: `owner: "@org/team"`.',
      ],
      [
        `${mapFile}:23 warning Outcome map: serves-no-strategy`,
        '`O1` serves no line of the strategy. It does not say why this and not something else. Better: `serves: [S1]`; the lines are `S1: Small teams before large ones`.',
      ],
      [
        `${mapFile}:27 warning Outcome map: no-open-bet`,
        'Nothing under way is meant to move `KR1`. A key result that nobody bets on is a wish. Better: a pull request or a hypothesis with `Key result: KR1` and `Expect: signup_rate +3% within 14 days`.',
      ],
      [
        `${mapFile}:27 warning Outcome map: reads-like-a-roadmap`,
        '`KR1` reads like a roadmap: `Launch the new sign-up form` names work (`Launch`), not what that should change. Work can be finished without changing anything. Better: `title: Visit to sign-up rate rises from 3.1% to 6%`.',
      ],
    ]);
    expect(check.summary).toContain(
      'The map could be more useful in 4 places, marked on the lines of the file. 1 of them has to be mended first: `policy.lint` in the map says so.',
    );
  });

  test('a forecast shows the way up, and ends with what the pull request is there for', async () => {
    first = await open(
      'first',
      `### Why now?\n\nTrials are up by half.\n\n### What problem, for whom?\n\nNew teams give up at the address.\n\n### How will we know that it worked?\n\nMore of them finish.\n\n### Outcome\n\n${bet}`,
    );
    const forecast = await commented(first, 'forecast', 'state=open');
    expect(linesOf(forecast, '- **Upstream**')).toEqual([
      '- **Upstream** Visit to sign-up rate → Monthly recurring revenue',
    ]);
    expect(linesOf(forecast, '- **Why')).toEqual(['- **Why now** Trials are up by half.']);
    expect(linesOf(forecast, '- **What')).toEqual(['- **What problem, for whom** New teams give up at the address.']);
    expect(linesOf(forecast, '- **How')).toEqual(['- **How we will know that it worked** More of them finish.']);
    expect(read(forecast)).toMatch(
      /```mermaid\nflowchart BT\n {2}bet\(\["This pull request"\]\)\n {2}m0\["Visit to sign-up rate<br>3\.\d+%, .+"\]\n {2}m1\["Monthly recurring revenue<br>#36;\d+,\d+, .+"\]\n/,
    );
    expect(read(forecast)).toContain('\n  m0 --> m1\n');
    expect(
      read(forecast).endsWith(`<details><summary>From the vision to this pull request</summary>

- **Vision** Nobody misses a deadline because of their tools
- **Strategy** S1 Small teams before large ones
- **Objective** O1 Small teams start without help, because Every second trial ends before the first project
- **Key result** KR1 Visit to sign-up rate 3.1% to 6.0% by 31 Dec 2031
- **This pull request** Visit to sign-up rate should rise 10% within 14 days

</details>

Readouts follow here 7 and 14 days after the release. Nothing to do now.
`),
    ).toBe(true);
  });

  test('two bets on one metric name each other, and what would tell them apart', async () => {
    second = await open('second', bet);
    const apart = (other: PullRequestOnGitHub) =>
      `- **Also on this metric** #${other.number} (open): a before/after comparison cannot separate the two effects. What can: shipping them at least 14 days apart, a holdout, or an experiment.`;
    for (const [pull, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const forecast = await forecastThatSays(pull, `#${other.number} (open)`);
      expect(linesOf(forecast, '- **Also on')).toEqual([apart(other)]);
    }
  });

  test('shipped by one release they share the effect, which the record counts once; a rewritten bet is judged as it was merged', async () => {
    third = await open('third', bet);
    await settled(stage.github);
    const releases = [-160, -110, -60].map((days) => daysAfter(now, days));
    const [one = now, two = now, three = now] = releases;
    await release('v1.0.0', one, first, second);
    await second.editBody(bet.replace('+10%', '+1%'));
    await forecastThatSays(second, 'amended');
    await release('v1.1.0', two, third);
    const fourth = await open('fourth', bet);
    await commented(fourth, 'forecast', 'state=open');
    await release('v1.2.0', three, fourth);
    await settled(stage.github);
    await stage.app.stop();
    await stage.writeFigures({ shippedAt: releases, effect: 0.12 });
    for (const days of [-125, -75, 0])
      await stage.app.run('readouts', '--ahead', '--now', daysAfter(now, days).toISOString());
    const finals = await Promise.all(
      [first, second, third, fourth].map((pull) => commented(pull, 'final', 'verdict=moved')),
    );
    const [shared, alike, alone] = finals.map(read);
    expect(shared).toContain(
      `The effect is shared with #${second.number}, which shipped too close to tell apart, and is counted once.`,
    );
    expect(alike).toContain(
      `The effect is shared with #${first.number}, which shipped too close to tell apart, and is counted once.`,
    );
    expect(alike).toContain('10% was expected');
    expect(alone).not.toContain('is shared with');
  });

  test('the metric moved and what it is there for did not: said once, on the last bet that showed it', async () => {
    const alarms = await Promise.all([first, second, third].map((pull) => marked(pull, 'alarm')));
    expect(alarms.map((found) => found.length)).toEqual([0, 0, 1]);
    const [alarm] = alarms.flat();
    expect(
      alarm && withoutFigures(read(alarm)),
    ).toBe(`<!-- soundings:alarm v1 metric=revenue key=tiny-box-signup_rate-revenue -->

### Visit to sign-up rate moved in 2 bets, Monthly recurring revenue did not follow

The outcome map says that Visit to sign-up rate drives Monthly recurring revenue. Two bets improved the first; within 28 days of their releases the second did not follow in any of them.

| bet | Visit to sign-up rate (interval) | Monthly recurring revenue (interval) |
|---|---|---|
| #${first.number} | N% (N% to N%) | N% (N% to N%) |
| #${third.number} | N% (N% to N%) | N% (N% to N%) |

The bets did what they set out to do; the question is about the map. Possible reasons: Monthly recurring revenue depends on something else, a step between the two is missing, or it takes longer than 28 days.

Next: open a hypothesis issue that explains it, or challenge the edge with \`/soundings challenge signup_rate why\`. If the edge does not hold, remove it from \`drives\` of \`signup_rate\`. This is said once, until Monthly recurring revenue has followed a later bet.
`);
  });

  test('the next forecast says how bets went before, and that the edge has not held', async () => {
    await stage.start();
    const next = await open('next', bet);
    const forecast = await commented(next, 'forecast', 'state=open');
    const [soFar] = linesOf(forecast, '- **So far**');
    expect(soFar).toMatch(
      /^- \*\*So far\*\* 3 of 3 bets on this metric moved as expected; a typical one reached ([\d.]+ (of|times) )?its hope \(from [\d.]+ to [\d.]+( of its hope)?\)\. Here that would be \+\d+(\.\d)?%\.$/,
    );
    const [doubt] = linesOf(forecast, '- **An assumption');
    expect(doubt && withoutFigures(doubt)).toMatch(
      /^- \*\*An assumption to challenge\*\* Of 3 bets that moved Visit to sign-up rate, Monthly recurring revenue followed in none: N% for each N% \(interval N% to N%\)\.$/,
    );
  });

  test('the ledger: predicted against actual, each effect once, and nobody by name', async () => {
    await settled(stage.github);
    await stage.app.stop();
    const ledger = async (...view: string[]) => JSON.parse(await stage.app.run('ledger', '--format', 'json', ...view));
    const bets: Record<string, unknown>[] = await ledger('--verdict', 'moved');
    expect(bets.map(({ number, verdict, counted, amended }) => [number, verdict, counted, amended])).toEqual(
      expect.arrayContaining([
        [first.number, 'moved', true, false],
        [second.number, 'moved', false, true],
        [third.number, 'moved', true, false],
      ]),
    );
    const calibration: Record<string, unknown>[] = await ledger('--calibration', '--by', 'team');
    expect(
      calibration.map(({ team, concluded, as_expected, compatible }) => [team, concluded, as_expected, compatible]),
    ).toEqual([
      ['@acme/growth', 3, 3, 1],
      ['all', 3, 3, 1],
    ]);
    expect(await ledger('--edges')).toMatchObject([
      { owner: 'acme', lower: 'signup_rate', upper: 'revenue', trials: 3, moved: 3, followed: 0, doubtful: true },
    ]);
    for (const view of [[], ['--silent'], ['--challenges']])
      expect(await stage.app.run('ledger', '--format', 'csv', ...view)).not.toMatch(/\b(ann|ben)\b/);
  });
});
