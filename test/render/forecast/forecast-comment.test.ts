import { describe, expect, test } from 'vitest';
import type { Forecast, ForecastEvent } from '../../../src/domain/forecast/forecast.ts';
import type { Baseline } from '../../../src/domain/metric/baseline.ts';
import type { ReadFailure } from '../../../src/domain/metric/reading.ts';
import { forecastAsTold } from '../../../src/domain/readout/told.ts';
import { renderWithdrawnForecast } from '../../../src/render/forecast/forecast-comment.ts';
import { redacted } from '../../stage/samples/disclosures.ts';
import { renderForecast } from '../../stage/samples/rendered.ts';
import {
  asOf,
  darkForecast,
  forecast,
  latency,
  other,
  projects,
  release,
  shippedAt,
  signups,
  staked,
} from '../../stage/samples/sample-bets.ts';

/** No-break spaces as spaces, to be read here. */
const read = (body: string) => body.replaceAll('\u00a0', ' ');
/** What is seen before anything is unfolded. */
const screen = (part: Partial<Forecast> = {}) =>
  read(renderForecast({ ...forecast, ...part })).replace(/<details>[\s\S]*<\/details>\n\n/, '');
const line = (part: Partial<Forecast>, start: string) =>
  screen(part)
    .split('\n')
    .find((one) => one.startsWith(start));
const [row] = forecast.rows;
if (!row) throw new Error('the sample has a row');

describe('a bet that can be measured', () => {
  test('the first screen', () => {
    expect(screen()).toMatch(
      /^<!-- soundings:forecast v1 measurable=yes state=open -->\n\n### Visit to sign-up rate should rise 10% within 14 days of the release\n/,
    );
    expect(screen()).toBe(`<!-- soundings:forecast v1 measurable=yes state=open -->

### Visit to sign-up rate should rise 10% within 14 days of the release

|  | last 28 days | expected |
|---|---|---|
| Visit to sign-up rate | 3.12%, steady | 3.43% (+10%) |
| guard: p95 latency | 241 ms, steady | at most 253 ms |

14 days can show changes of 4.1% or more.

- **KR1** 3.1% → *3.12% now* → 4.0% by 31 Dec: this would close about a third of the gap.
- **Upstream** Visit to sign-up rate → Completed projects → Monthly recurring revenue
- **Also on this metric** #118 (measured until 17 Nov): a before/after comparison cannot separate the two effects. What can: shipping them at least 14 days apart, a holdout, or an experiment.
- **Because** 7 of 10 interviewed trial users stop at the address form

Readouts follow here 7 and 14 days after the release. Nothing to do now.
`);
  });

  test('the folds: chart, weeks, and what is measured', () => {
    const body = read(renderForecast(forecast));
    expect(body).toContain(
      '<details><summary>The last 90 days</summary>\n\n**Visit to sign-up rate**, by day and week.',
    );
    expect(body).toContain('```mermaid\n%%{init:');
    expect(body).toContain(
      '  title "Visit to sign-up rate, percent"\n  x-axis "day, 0 is 3 Nov 2026" -90 --> -1\n  y-axis ',
    );
    expect(body).toContain('| 7 days from | mean |\n|---|---|\n| 11 Aug | 3.12% |\n| 18 Aug | 3.16% |');
    expect(body).toContain(`<details><summary>What is measured, and why</summary>

- **Visit to sign-up rate** (\`signup_rate\`): sign-ups divided by unique visits, per UTC day. Higher is better. Owner: \`@acme/growth\`. Source: \`warehouse/signup_rate\`.
- **p95 latency** (\`p95_latency\`) has no definition. Lower is better. Owner: \`@acme/platform\`. Source: \`prometheus/p95\`.
- **KR1** belongs to O1 Small teams finish projects with us
- **Hypothesis** acme/shop#42 Fewer fields, more sign-ups
- **Evidence** \`https://example.com/interviews\``);
  });

  test.each<[string, Partial<typeof staked>, string]>([
    [
      'a range',
      { change: { kind: 'relative', low: 0.01, high: 0.02 } },
      'should rise 1% to 2% within 14 days of the release',
    ],
    [
      'points',
      { change: { kind: 'points', low: 0.005, high: 0.005 } },
      'should rise 0.5 percentage points within 14 days of the release',
    ],
    [
      'levels',
      { change: { kind: 'levels', from: 0.031, to: 0.034, percent: true } },
      'should go from 3.1% to 3.4% within 14 days of the release',
    ],
    ['one day', { windowDays: 1 }, 'should rise 10% within 1 day of the release'],
  ])('the headline: %s', (_, part, said) => {
    const rows = [{ ...row, movement: { ...staked, ...part } }];
    expect(line({ rows }, '### ')).toBe(`### Visit to sign-up rate ${said}`);
  });

  test('without an expectation', () => {
    const { expected: _, ...rest } = row;
    const shown = { rows: [{ ...rest, movement: { metric: signups } }] };
    expect(line(shown, '### ')).toBe('### Visit to sign-up rate should rise; by how much is not stated');
    expect(line(shown, '| Visit')).toContain('| 3.12%, steady | a rise |');
    expect(screen(shown)).toContain('\n\n14 days can show changes of 4.1% or more.\n\n');
  });

  test('a metric that is good when it falls', () => {
    const change = { kind: 'relative' as const, low: -0.1, high: -0.05 };
    const expected = { level: { low: 216.9, high: 228.95 }, relative: change };
    const rows = [{ ...row, movement: { metric: latency, change, windowDays: 7 }, baseline: level(241), expected }];
    expect(line({ rows }, '### ')).toBe('### p95 latency should fall 5% to 10% within 7 days of the release');
    expect(line({ rows }, '| p95')).toContain('| 217 ms to 229 ms (-10% to -5%) |');
  });

  test('smaller than what its window can show: said, and it may ship', () => {
    const change = { kind: 'relative' as const, low: 0.01, high: 0.01 };
    const rows = [{ ...row, movement: { ...staked, change }, expected: { level: change, relative: change } }];
    const ends = 'It can still ship; the readout may then say "cannot tell".';
    const said = `+1% is smaller than what 14 days can show here (4.1%). No window up to half a year could; a holdout or an experiment could. ${ends}`;
    expect(screen({ rows })).toContain(`\n\n${said}\n\n`);
    // After the merge it is too late to choose another window.
    expect(screen({ rows, state: 'merged' })).not.toContain('can still ship');
    expect(screen()).not.toContain('can still ship');
  });

  test('smaller than what its window can show: what else would do', () => {
    const change = { kind: 'relative' as const, low: 0.01, high: 0.02 };
    const metric = { ...signups, controls: ['signup_rate_at'] };
    const comparison = { ...signups, name: 'signup_rate_fr', title: 'Sign-up rate in *France*' };
    const small = { ...row, movement: { ...staked, metric, change }, expected: { level: change, relative: change } };
    expect(screen({ rows: [{ ...small, enoughDays: 90, comparison }] })).toContain(
      '\n\n+1% is smaller than what 14 days can show here (4.1%). 90 days could; so could a comparison with Sign-up rate in \\*France\\* (`controls: [signup_rate_at, signup_rate_fr]`), if the change leaves that alone. It can still ship; the readout may then say "cannot tell".\n\n',
    );
    expect(screen({ rows: [{ ...small, enoughDays: 90 }, row] })).toContain(
      '\n\n- +1% on Visit to sign-up rate is smaller than what 14 days can show here (4.1%). 90 days could. It can still ship',
    );
  });

  test('what the window can show cannot be said', () => {
    const text = 'There are 12 days with a value; 28 are needed.';
    const rows = [{ ...row, detectable: { kind: 'unanswerable' as const, reason: 'too-few-before' as const, text } }];
    expect(screen({ rows })).toContain(
      '\n\nWhat its window can show cannot be said: there are 12 days with a value; 28 are needed.\n\n',
    );
  });

  test('rows with windows of their own', () => {
    const other = { ...row, detectable: { kind: 'detectable' as const, windowDays: 28, relative: 0.03 } };
    expect(screen({ rows: [row, other] })).toContain(
      '\n\n- Visit to sign-up rate: 14 days can show changes of 4.1% or more.\n- Visit to sign-up rate: 28 days can show changes of 3% or more.\n\n',
    );
  });

  // A phone has room for two columns of figures beside the names: a long run of bars or a fourth column is cut off there.
  test('three columns, and no cell that cannot wrap is longer than seven characters of code', () => {
    for (const body of [screen(), screen({ rows: [row, row] }), screen({ state: 'shipped' })])
      for (const cells of body.split('\n').filter((one) => one.startsWith('|'))) {
        expect(cells.split('|')).toHaveLength(5);
        expect(cells).not.toMatch(/`[^`]{8,}`/);
      }
  });

  test('a metric that moved has bars, one that did not has a word', () => {
    const { baseline } = row;
    if (baseline.kind !== 'level') throw new Error('the sample has a level');
    const samples = baseline.history.samples.map((one, at) => ({ ...one, value: one.value * (1 + at / 90) }));
    const rows = [{ ...row, baseline: { ...baseline, history: { ...baseline.history, samples } } }];
    expect(line({ rows }, '| Visit')).toMatch(/^\| Visit to sign-up rate \| 3\.12% `[▁▂▃▄▅▆▇█]{7}` \|/);
    expect(line({}, '| Visit')).toMatch(/^\| Visit to sign-up rate \| 3\.12%, steady \|/);
  });

  test('the key result', () => {
    const [now] = forecast.keyResults;
    if (!now) throw new Error('the sample has a key result');
    const said = (part: Partial<typeof now>, more: Partial<Forecast> = {}) =>
      line({ keyResults: [{ ...now, ...part }], ...more }, '- **KR1**');
    expect(said({ now: 0.041 })).toBe('- **KR1** 3.1% → *4.1% now* → 4.0% by 31 Dec: reached already.');
    expect(said({ gapClosed: 1.3 })).toContain(': this would close more than all of the gap.');
    expect(said({ gapClosed: -0.2 })).toContain(': this would not close the gap.');
    expect(said({}, { state: 'shipped' })).toContain('*3.12% at the merge*');
    const { now: _, gapClosed: __, ...unread } = now;
    expect(line({ keyResults: [unread] }, '- **KR1**')).toBe('- **KR1** 3.1% → 4.0% by 31 Dec.');
    const over = { ...now.keyResult, title: 'Twice the projects', by: '2025-12-31' };
    expect(said({ keyResult: over })).toContain(
      '**KR1** Twice the projects: 3.1% → *3.12% now* → 4.0% by 31 Dec 2025 (that day is over)',
    );
    expect(said({ metric: projects, gapClosed: 0.1 })).toContain('**KR1** Completed projects 0.031 →');
  });

  test('other bets', () => {
    const others = [
      other(),
      other({ number: 119, state: 'merged', windowDays: 28 }),
      other({ number: 120, state: 'open', repository: { owner: 'acme', name: 'web' } }),
    ];
    expect(line({ others }, '- **Also')).toBe(
      '- **Also on this metric** #118 (being measured), #119 (merged, not shipped yet) and acme/web#120 (open): a before/after comparison cannot separate their effects. What can: shipping them at least 28 days apart, a holdout, or an experiment.',
    );
    expect(line({ others, state: 'concluded' }, '- **Also')).toBeUndefined();
  });

  test('other bets on metrics above and below, each on a line of its own', () => {
    const others = [
      other({ number: 7, relation: 'above', metrics: ['projects_completed'], repository: 'hidden' }),
      other({ number: 119, state: 'open', relation: 'below', metrics: ['visits'], windowDays: 7 }),
    ];
    expect(line({ others }, '- **On a metric above')).toBe(
      '- **On a metric above** a bet in another repository (`projects_completed`, being measured).',
    );
    expect(line({ others }, '- **On a metric below')).toBe(
      '- **On a metric below** #119 (`visits`, open): a before/after comparison cannot separate their effects. What can: shipping them at least 14 days apart, a holdout, or an experiment.',
    );
  });

  test('both have shipped: nothing can be moved any more', () => {
    const others = [other({ measuringUntil: new Date('2026-11-17') })];
    expect(line({ others, state: 'shipped' }, '- **Also')).toBe(
      '- **Also on this metric** #118 (measured until 17 Nov): a before/after comparison cannot separate the two effects. What can: a holdout or an experiment.',
    );
  });
});

describe('a bet that cannot be measured', () => {
  test('the first screen says what that means and what to do', () => {
    expect(
      read(renderForecast(darkForecast)).split('<details>')[0],
    ).toBe(`<!-- soundings:forecast v1 measurable=no state=open -->

### This bet cannot be measured yet: Started checkouts should rise 10% within 14 days of the release

\`checkout_started\` has had no value so far (source \`warehouse/checkout\`, owner \`@acme/data\`). If this ships now, nobody will know whether it worked.

What to do: make sure that it is recorded; \`/soundings check\` looks again.

|  | last 28 days | expected |
|---|---|---|
| Started checkouts | no data to compare with | +10% |
| guard: p95 latency | 241 ms, steady | at most 253 ms |

- **Because** 7 of 10 interviewed trial users stop at the address form

`);
  });

  const failed = (reason: ReadFailure['reason'], text: string): Baseline => ({
    kind: 'failed',
    failure: { reason, text },
  });

  test.each<[Baseline, string, string]>([
    [
      failed('not-available', 'source not available to acme'),
      'cannot be measured: source not available to acme (source `warehouse/checkout`, owner `@acme/data`).',
      'What to do: ask the operator of Soundings to open this source to the owner of this repository, or name another one in the outcome map.',
    ],
    [
      failed('no-source', 'the outcome map names no source for this metric'),
      'cannot be measured: the outcome map names no source for this metric (source',
      'What to do: name its source in the outcome map, `source: connection/query`; `/soundings check` looks again.',
    ],
    [
      failed('timeout', 'The source did not answer within 10 s.'),
      'cannot be measured: the source did not answer within 10 s (source',
      'What to do: try again later; if it does not help, its owner or the operator of Soundings can find out why. `/soundings check` looks again.',
    ],
    [
      { kind: 'empty', lastAt: new Date('2026-09-06') },
      'has had no value since 6 Sep (source',
      'What to do: make sure that it is recorded; `/soundings check` looks again.',
    ],
  ])('why, and what to do', (baseline, why, todo) => {
    const rows = darkForecast.rows.map((one) => ({ ...one, baseline }));
    const body = renderForecast({ ...darkForecast, rows });
    expect(body).toContain(`\`checkout_started\` ${why}`);
    expect(body).toContain(`\n\n${todo}\n\n`);
  });

  test('a metric beside the first that cannot be read leaves the bet measurable', () => {
    const body = renderForecast({
      ...forecast,
      rows: [
        row,
        ...darkForecast.rows.map((one) => ({ ...one, baseline: failed('timeout', 'the source did not answer') })),
      ],
    });
    expect(body).toMatch(/^<!-- soundings:forecast v1 measurable=yes state=open -->/);
    expect(body).toContain('| Started checkouts | cannot be measured: the source did not answer |');
  });
});

describe('what became of it', () => {
  const shipped: ForecastEvent = {
    kind: 'shipped',
    signal: release,
    at: shippedAt,
    readoutsDue: [new Date('2026-11-10'), new Date('2026-11-17')],
  };

  test.each<[ForecastEvent, string]>([
    [{ kind: 'merged', at: shippedAt }, 'Merged on 3 Nov; waiting for its release.'],
    [shipped, 'Shipped in **v1.4.0** on 3 Nov; readouts due 10 Nov and 17 Nov.'],
    [
      {
        ...shipped,
        signal: { on: 'deployment', environment: 'production', sha: 'abc' },
        readoutsDue: [new Date('2027-01-10')],
      },
      'Shipped to **production** on 3 Nov; readout due 10 Jan 2027.',
    ],
    [{ ...shipped, signal: { on: 'merge', sha: 'abc' }, readoutsDue: [] }, 'Shipped with its merge on 3 Nov.'],
    [
      { ...shipped, signal: { on: 'release', name: '<b>@acme', sha: 'abc' }, readoutsDue: [] },
      'Shipped in **&lt;b&gt;@\u2060acme** on 3 Nov.',
    ],
    [{ kind: 'amended', at: asOf }, 'The description was amended after the merge; the bet is judged as merged.'],
    [
      { kind: 'stated-after-merge', at: new Date('2026-11-06T08:00:00Z') },
      'The bet was stated on 6 Nov, after the merge: it is judged as stated then, and does not count in the record of bets.',
    ],
    [
      { kind: 'undone', undoing: { by: 'revert', number: 51, at: new Date('2026-11-05') } },
      'Reverted by #51 on 5 Nov: no verdict will follow.',
    ],
    [
      { kind: 'undone', undoing: { by: 'commit', sha: 'abcdef1234', at: new Date('2026-11-05') } },
      'Reverted by `abcdef1` on 5 Nov: no verdict will follow.',
    ],
    [
      {
        kind: 'undone',
        undoing: { by: 'rollback', environment: 'production', sha: 'abcdef1234', at: new Date('2026-11-05') },
      },
      'Taken out on 5 Nov, when **production** was rolled back to `abcdef1`: no verdict will follow.',
    ],
    [
      { kind: 'reapplied', number: 52, at: new Date('2026-11-07') },
      'Applied again by #52 on 7 Nov: a new window starts with its release.',
    ],
    [
      { kind: 'reapplied', at: new Date('2026-11-07') },
      'Applied again on 7 Nov: a new window starts with its release.',
    ],
    [
      {
        kind: 'delayed',
        metric: 'signup_rate',
        cause: 'The source could not be reached.',
        since: new Date('2026-11-10'),
        nextTry: new Date('2026-11-10T14:05:00Z'),
        until: new Date('2026-11-17'),
      },
      'Readout delayed since 10 Nov: `signup_rate` could not be read (the source could not be reached). Next try 10 Nov 14:05 UTC, the last on 17 Nov.',
    ],
    [
      { kind: 'concluded', told: { verdict: 'moved-less' }, at: new Date('2026-11-17') },
      'Concluded on 17 Nov: it moved, but less than expected. The readout is a comment below.',
    ],
    [
      { kind: 'concluded', told: { verdict: 'moved-less', ofLevel: true }, at: new Date('2026-11-17') },
      'Concluded on 17 Nov: it did not get there. The readout is a comment below.',
    ],
  ])('$kind', (event, said) => expect(screen({ events: [event] })).toContain(`\n\n- ${said}\n\n`));

  test('a merge is not told any more once it has shipped', () => {
    const said = screen({ state: 'shipped', events: [{ kind: 'merged', at: asOf }, shipped] });
    expect(said).not.toContain('Merged on');
    expect(said).toContain('| 28 days before the merge |');
    expect(said).toMatch(/The readouts follow here\. Nothing to do now\.\n$/);
  });

  test.each<[Forecast['state'], string, string]>([
    ['merged', 'should rise', 'Readouts follow here 7 and 14 days after the release. Nothing to do now.'],
    ['closed', 'was expected to rise', 'Closed without a merge: nothing will be measured.'],
    ['reverted', 'was expected to rise', 'Nothing is measured now. If it is applied again, a new window starts.'],
  ])('%s', (state, verb, close) => {
    expect(line({ state }, '<!--')).toBe(`<!-- soundings:forecast v1 measurable=yes state=${state} -->`);
    expect(line({ state }, '### ')).toBe(`### Visit to sign-up rate ${verb} 10% within 14 days of the release`);
    expect(screen({ state })).toMatch(new RegExp(`\n\n${close}\n$`));
  });

  test('a bet that is not stated any more', () => {
    expect(renderWithdrawnForecast()).toBe(`<!-- soundings:forecast v1 measurable=no state=open -->

### This pull request no longer names an outcome

The description no longer names a key result or hypothesis, or the change belongs to the bet of another pull request. Nothing will be measured here unless the description names one before the merge.
`);
  });
});

test('redacted: relative figures, an index in the chart, no level anywhere', () => {
  const change = { kind: 'levels' as const, from: 0.0312, to: 0.03432, percent: true };
  const rows = [{ ...row, movement: { ...staked, change } }];
  const guards = forecast.guards.map((guard) => ({
    ...guard,
    guarded: { ...guard.guarded, limit: { kind: 'absolute' as const, low: 12.05, high: 12.05 } },
  }));
  const body = read(renderForecast(forecastAsTold({ ...forecast, rows, guards, disclosure: redacted })));
  expect(body).toContain('### Visit to sign-up rate should rise by the size stated within 14 days of the release');
  expect(body).toContain('| Visit to sign-up rate | steady | a rise of the size stated |');
  expect(body).toContain('| guard: p95 latency | steady | no more than the limit stated worse |');
  expect(body).toContain('- **KR1** Visit to sign-up rate, by 31 Dec.');
  expect(body).toContain('As an index: 100 is the mean of the 28 days shown in the table above.');
  expect(body).toContain('  title "Visit to sign-up rate, index"');
  expect(body).not.toMatch(/\b3\.\d+ ?%|\b2\d\d ms|12\.05|4\.0%|Because|, percent"/);
});

function level(value: number): Baseline {
  return { kind: 'level', level: value, history: { bucket: 'day', samples: [] } };
}
