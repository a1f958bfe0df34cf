import { describe, expect, test } from 'vitest';
import { type SoFar, soFarOf, viewSoFar } from '../../../src/domain/forecast/so-far.ts';
import type { TrackRecord } from '../../../src/domain/ledger/track-record.ts';
import { forecastAsTold } from '../../../src/domain/readout/told.ts';
import { trackRecordLine } from '../../../src/render/forecast/track-record-line.ts';
import { redacted } from '../../stage/samples/disclosures.ts';
import { renderForecast } from '../../stage/samples/rendered.ts';
import { forecast, latency } from '../../stage/samples/sample-bets.ts';

const [row] = forecast.rows;
if (!row) throw new Error('the sample has a row');

const reached = { median: 0.4, low: -0.12, high: 1.24, count: 9 };
const record = (part: Partial<TrackRecord> = {}): TrackRecord => ({
  concluded: 11,
  asExpected: 3,
  measured: 11,
  moved: 5,
  withoutData: 0,
  reached,
  ...part,
});
const said = (part: Partial<SoFar>, its = row, alone = true) =>
  trackRecordLine(
    viewSoFar({ of: 'metric', record: record(), onMetric: 11, ...part }, its),
    its.movement.metric,
    alone,
  ).replaceAll('\u00a0', ' ');
const onMetric = (part: Partial<TrackRecord>) => said({ record: record(part) });

describe('the record of the metric', () => {
  test('what a typical bet reached, and what that would be here', () => {
    expect(said({})).toBe(
      '**So far** 3 of 11 bets on this metric moved as expected; a typical one reached 0.4 of its hope (from -0.1 to 1.2). Here that would be +4%.',
    );
  });
  test('of ten or more, the range that eight in ten lie in', () => {
    expect(onMetric({ reached: { ...reached, count: 10 } })).toContain(
      'of its hope (eight in ten between -0.1 and 1.2).',
    );
  });
  test.each<[string, Partial<TrackRecord>, string]>([
    [
      'of two, nothing typical is said',
      { concluded: 2, asExpected: 1, reached: { ...reached, count: 2 } },
      '1 of 2 bets on this metric moved as expected.',
    ],
    [
      'the only one',
      { concluded: 1, asExpected: 1, reached: { ...reached, count: 1 } },
      'the one bet on this metric that has concluded moved as expected.',
    ],
    [
      'the only one, and it did not',
      { concluded: 1, asExpected: 0, reached: { ...reached, count: 1 } },
      'the one bet on this metric that has concluded did not move as expected.',
    ],
  ])('%s', (_, part, line) => {
    expect(onMetric(part)).toBe(`**So far** ${line}`);
  });
  test('the only one had no data', () => {
    const { reached: _, ...none } = record({ concluded: 1, asExpected: 0, withoutData: 1 });
    expect(said({ record: none })).toBe('**So far** the one bet on this metric that has concluded had no data.');
  });
  test('no bet named what it expected, and some had no data', () => {
    const { reached: _, ...none } = record({ asExpected: 0, withoutData: 2 });
    expect(said({ record: none })).toBe('**So far** none of 11 bets on this metric moved as expected, 2 had no data.');
  });
  test.each([
    [1.62, 'a typical one reached 1.6 times its hope (from -0.1 to 1.2). Here that would be +16.2%.'],
    [1.01, 'a typical one reached its hope (from -0.1 to 1.2). Here that would be +10.1%.'],
    [0.02, 'a typical one hardly moved (from -0.1 to 1.2 of its hope). Here that would be +0.2%.'],
    [-0.3, 'a typical one went the other way, by 0.3 of its hope (from -0.1 to 1.2). Here that would be -3%.'],
  ])('a typical one that reached %s', (median, line) => {
    expect(onMetric({ reached: { ...reached, median } })).toMatch(new RegExp(`; ${line.replace(/[.()+]/g, '\\$&')}$`));
  });
  test('a metric that is good when it falls: in its own sign, by the nearer end of a range', () => {
    const expected = { level: { low: 0, high: 0 }, relative: { low: -0.2, high: -0.1 } };
    expect(said({}, { ...row, movement: { metric: latency }, expected })).toContain('Here that would be -4%.');
  });
  test('without an expectation here nothing is worked out', () => {
    const { expected: _, ...rest } = row;
    expect(said({}, rest)).toMatch(/\(from -0\.1 to 1\.2\)\.$/);
  });
  test('which looks back no further says so', () => {
    expect(onMetric({ concluded: 400, asExpected: 131 })).toContain(
      '131 of the latest 400 bets on this metric moved as expected',
    );
  });
  test('beside other metrics it is named', () => {
    expect(said({}, row, false)).toContain('3 of 11 bets on Visit to sign-up rate moved as expected');
  });
});

describe('a wider record, where that of the metric is too short', () => {
  test('of the team', () => {
    expect(said({ of: 'team', team: '@acme/growth', onMetric: 2 })).toBe(
      '**So far** 2 bets on this metric have concluded, too few to tell; 3 of 11 bets on metrics of `@acme/growth` moved as expected; a typical one reached 0.4 of its hope (from -0.1 to 1.2). Here that would be +4%.',
    );
  });
  test('of the repository', () => {
    expect(said({ of: 'repository', onMetric: 0 })).toContain(
      '**So far** no bet on this metric has concluded yet; 3 of 11 bets in this repository moved as expected; ',
    );
    expect(said({ of: 'repository', onMetric: 1 })).toContain('**So far** 1 bet on this metric has concluded, too few');
  });
});

describe('whose record it is', () => {
  const of = (concluded: number) => record({ concluded });
  const choose = (metric: number, team: number, repository: number) =>
    soFarOf([
      { of: 'metric', record: of(metric) },
      { of: 'team', team: '@acme/growth', record: of(team) },
      { of: 'repository', record: of(repository) },
    ]);
  test.each([
    [3, 9, 20, 'metric'],
    [2, 3, 20, 'team'],
    [0, 2, 3, 'repository'],
    [1, 2, 2, 'metric'],
    [0, 1, 2, 'team'],
  ])('with %i, %i and %i concluded', (metric, team, repository, whose) => {
    expect(choose(metric, team, repository)).toMatchObject({ of: whose, onMetric: metric });
  });
  test('nothing has concluded: nothing is said', () => {
    expect(choose(0, 0, 0)).toBeUndefined();
  });
});

describe('on the forecast', () => {
  const soFar: SoFar = { of: 'metric', record: record(), onMetric: 11 };
  const shown = (part: Partial<typeof forecast>) => renderForecast({ ...forecast, soFar, ...part });
  test('while there is something to hope for', () => {
    for (const part of [{}, { state: 'shipped' as const }])
      expect(shown(part)).toMatch(/\n- \*\*So far\*\* 3 of 11 bets on this metric .*\+4%\.\n/);
    expect(shown({ state: 'concluded' })).not.toContain('So far');
  });
  test('where absolute figures are kept back: that they moved, not how far of what was expected', () => {
    const told = renderForecast(forecastAsTold({ ...forecast, soFar, disclosure: redacted }));
    expect(told).toMatch(/\n- \*\*So far\*\* 5 of 11 bets on this metric moved for the better\.\n/);
  });
  test('nor a word of levels that were reached, or were not', () => {
    const told = (measured: number, withoutData: number) => {
      const levels = { ...soFar, record: record({ measured, moved: 1, withoutData }) };
      return renderForecast(forecastAsTold({ ...forecast, soFar: levels, disclosure: redacted }));
    };
    expect(told(2, 1)).toMatch(/\*\*So far\*\* 1 of 3 bets on this metric moved for the better, 1 had no data\.\n/);
    expect(told(0, 0)).not.toContain('So far');
  });
});
