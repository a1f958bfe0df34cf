import { describe, expect, test } from 'vitest';
import type { Forecast } from '../../../src/domain/forecast/forecast.ts';
import type { EdgeRecord } from '../../../src/domain/ledger/edge-record.ts';
import { renderTinyBoxAlarm } from '../../../src/render/readout/tiny-box-alarm.ts';
import { redacted } from '../../stage/samples/disclosures.ts';
import { renderForecast } from '../../stage/samples/rendered.ts';
import { darkForecast, forecast, latency, projects, signups } from '../../stage/samples/sample-bets.ts';

const read = (body: string) => body.replaceAll('\u00a0', ' ');
const said = (part: Partial<Forecast>) => read(renderForecast({ ...forecast, ...part }));
const foldNamed = (body: string, summary: string) =>
  body.split(`<details><summary>${summary}</summary>\n\n`)[1]?.split('\n\n</details>')[0];

const edge = (part: Partial<EdgeRecord> = {}): EdgeRecord => ({
  lower: 'signup_rate',
  upper: 'projects_completed',
  trials: 4,
  moved: 3,
  followed: 2,
  ratio: { value: 0.4, low: 0.1, high: 0.8 },
  doubtful: false,
  ...part,
});

describe('what an edge has shown, in a line', () => {
  const line = (part: Partial<EdgeRecord>, forecastPart: Partial<Forecast> = {}) =>
    said({ edges: [edge(part)], ...forecastPart })
      .split('\n')
      .find((one) => /Does it carry|to challenge\*\*/.test(one));

  test.each<[string, Partial<EdgeRecord>, string | undefined]>([
    [
      'some were followed',
      {},
      '- **Does it carry** Of 3 bets that moved Visit to sign-up rate, Completed projects followed in 2: +0.4% for each +1% (interval +0.1% to +0.8%).',
    ],
    [
      'none were, after enough of them',
      { moved: 4, followed: 0, ratio: { value: 0.02, low: -0.1, high: 0.14 }, doubtful: true },
      '- **An assumption to challenge** Of 4 bets that moved Visit to sign-up rate, Completed projects followed in none: +0.02% for each +1% (interval -0.1% to +0.14%).',
    ],
    [
      'one bet',
      { moved: 1, followed: 0, ratio: { value: 0, low: -0.2, high: 0.2 } },
      '- **Does it carry** Completed projects did not follow in the one bet that moved Visit to sign-up rate: 0% for each +1% (interval -0.2% to +0.2%).',
    ],
    ['nothing has moved it yet', { moved: 0, followed: 0 }, undefined],
    ['an edge further up, which the drawing shows', { lower: 'projects_completed', upper: 'revenue' }, undefined],
  ])('%s', (_, part, text) => expect(line(part)).toBe(text));

  test('each metric in its own sign', () => {
    const lower = { ...signups, good: 'down' as const };
    const [row] = forecast.rows;
    if (!row) throw new Error('there is a row');
    const rows = [{ ...row, movement: { ...row.movement, metric: lower } }];
    const tree = [{ metric: lower }, { metric: { ...projects, good: 'down' as const } }];
    expect(line({}, { rows, tree })).toContain(': -0.4% for each -1% (interval -0.8% to -0.1%).');
  });
});

describe('what it is all for', () => {
  const summary = 'From the vision to this pull request';

  test('a line a step, the last thing before what is next', () => {
    expect(
      said({}).endsWith(`<details><summary>${summary}</summary>

- **Vision** Every small team finishes what it starts
- **Strategy** S1 Win small teams before their first project
- **Objective** O1 Small teams finish projects with us, because a team that finishes its first project stays
- **Key result** KR1 Visit to sign-up rate 3.1% to 4.0% by 31 Dec
- **Hypothesis** acme/shop#42 Fewer fields, more sign-ups
- **This pull request** Visit to sign-up rate should rise 10% within 14 days

</details>

Readouts follow here 7 and 14 days after the release. Nothing to do now.
`),
    ).toBe(true);
  });

  test('where figures are kept back: no free text, no level', () => {
    expect(
      foldNamed(said({ disclosure: redacted }), summary),
    ).toBe(`- **Objective** O1 Small teams finish projects with us
- **Key result** KR1 Visit to sign-up rate by 31 Dec
- **Hypothesis** acme/shop#42 Fewer fields, more sign-ups
- **This pull request** Visit to sign-up rate should rise 10% within 14 days`);
  });

  test('nothing above the pull request: nothing to say', () => {
    const bet = { ...darkForecast.bet, hypotheses: [] };
    expect(foldNamed(read(renderForecast({ ...darkForecast, bet })), summary)).toBeUndefined();
  });
});

test('the drawing is text beside which a line says the same', () => {
  const body = said({ edges: [edge({ doubtful: true, followed: 0 })] });
  expect(body).toContain('- **Upstream** Visit to sign-up rate → Completed projects → Monthly recurring revenue\n');
  expect(foldNamed(body, 'The metric tree above')).toBe(`\`\`\`mermaid
flowchart BT
  bet(["This pull request"])
  m0["Visit to sign-up rate<br>3.12%, up 1.4%"]
  m1["Completed projects<br>1,240, down 2.2%"]
  m2["Monthly recurring revenue<br>#36;48,300, unchanged"]
  k0(["KR1<br>3.1% to 4.0% by 31 Dec"])
  bet -->|"expects +10%"| m0
  m0 -.->|"followed 0 of 3#58; to challenge"| m1
  m1 --> m2
  m0 -.- k0
  classDef thick stroke-width:3px
  classDef broken stroke-dasharray:6 4
  class bet,m0 thick
\`\`\`

Under each metric: mean of the last 28 days, against the 28 days before. A dotted arrow has not held so far.`);
});

test('a metric that cannot be read, or was not looked at, is drawn as such', () => {
  const [first] = forecast.tree;
  if (!first) throw new Error('there is a tree');
  const tree: Forecast['tree'] = [first, { metric: projects, level: { kind: 'failed' } }, { metric: latency }];
  const drawing = foldNamed(said({ tree }), 'The metric tree above');
  expect(drawing).toContain('  m1["Completed projects<br>cannot be read"]\n  m2["p95 latency"]\n');
  expect(drawing).toContain('  class m1,m2 broken\n');
  expect(drawing).toContain(' A broken frame is a metric without a figure.');
});

test('a metric that moves alone: a question to the map, with the evidence', () => {
  const trial = (relative: number) => ({
    lowerEffect: { relative, low: relative - 0.02, high: relative + 0.02 },
    upperEffect: { relative: 0.004, low: -0.02, high: 0.03 },
  });
  const trials = [
    { bet: '#118', trial: trial(0.1) },
    { bet: 'a bet in another repository', trial: trial(0.08) },
  ];
  expect(
    read(renderTinyBoxAlarm({ lower: signups, upper: projects, horizonDays: 28, trials })),
  ).toBe(`<!-- soundings:alarm v1 metric=projects_completed -->

### Visit to sign-up rate moved in 2 bets, Completed projects did not follow

The outcome map says that Visit to sign-up rate drives Completed projects. Two bets improved the first; within 28 days of their releases the second did not follow in any of them.

| bet | Visit to sign-up rate (interval) | Completed projects (interval) |
|---|---|---|
| #118 | +10% (+8% to +12%) | +0.4% (-2% to +3%) |
| a bet in another repository | +8% (+6% to +10%) | +0.4% (-2% to +3%) |

The bets did what they set out to do; the question is about the map. Possible reasons: Completed projects depends on something else, a step between the two is missing, or it takes longer than 28 days.

Next: open a hypothesis issue that explains it, or challenge the edge with \`/soundings challenge signup_rate why\`. If the edge does not hold, remove it from \`drives\` of \`signup_rate\`. This is said once, until Completed projects has followed a later bet.
`);
});
