import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ArmNames } from '../../src/domain/metric/metric.ts';
import { metricReader } from '../../src/metrics/metric-reader.ts';
import { parseSources } from '../../src/metrics/parse-sources.ts';
import { postgresDialect } from '../../src/metrics/postgres/dialect.ts';
import type { Row } from '../../src/metrics/source.ts';
import { bindWindow, valuesOf } from '../../src/metrics/sql/bind-window.ts';
import { toGroups } from '../../src/metrics/to-samples.ts';
import { inShort } from '../stage/sources/read-one.ts';
import { startHttpServer } from '../stage/sources/start-http-server.ts';
import { silent } from '../stage/world/silent-log.ts';

const window = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-15T00:00:00Z') };

/** The groups with their figures, or the text of the failure. */
function groupsOf(rows: Row[], named?: ArmNames) {
  const reading = toGroups(rows, window, 'UTC', named);
  if (reading.kind !== 'samples') return reading.kind === 'failed' ? reading.failure.text : reading.kind;
  const { control, treatment, totals } = reading.arms ?? {};
  return { totals, groups: [control, treatment].map((arm) => [arm?.name, ...(arm?.samples ?? [])]) };
}

describe('totals by group', () => {
  const t = window.from.getTime();

  test('people, and how many of them did it', () => {
    const rows = [
      { arm: 'control', numerator: 1000, denominator: 20_000 },
      { arm: 'new', numerator: 1100, denominator: 20_000 },
    ];
    expect(groupsOf(rows)).toEqual({
      totals: true,
      groups: [
        ['control', { t, value: 0.05, numerator: 1000, denominator: 20_000 }],
        ['new', { t, value: 0.055, numerator: 1100, denominator: 20_000 }],
      ],
    });
  });

  test('a sum and the sum of squares: the mean and spread of 1, 2, 3, 4', () => {
    const rows = ['0', '1', '2'].map((arm) => ({ arm, sum: 10, sum_squares: 30, n: 4 }));
    expect(groupsOf(rows, { control: '0', treatment: '1' })).toMatchObject({
      groups: [
        ['0', { value: 2.5, stddev: expect.closeTo(1.2909944, 7), n: 4 }],
        ['1', { value: 2.5, n: 4 }],
      ],
    });
  });

  test('squares of equal figures: rounding makes no spread of what has none', () => {
    const rows = ['control', 'b'].map((arm) => ({ arm, sum: 0.3, sum_squares: 0.03, n: 3 }));
    expect(groupsOf(rows)).toMatchObject({
      groups: [
        ['control', { stddev: expect.closeTo(0, 6) }],
        ['b', {}],
      ],
    });
  });

  const both = (row: Row) => ['control', 'b'].map((arm) => ({ arm, ...row }));
  test.each<[string, Row[], string]>([
    ['no groups', [{ t: '2026-11-02', value: 3 }], 'the rows have no column "arm" for the groups of the experiment'],
    ['no rows', [], 'empty'],
    ['nobody', both({ sum: null, sum_squares: null, n: 0 }), 'empty'],
    [
      'squares that cannot be',
      both({ sum: 10, sum_squares: 3, n: 4 }),
      'the row of an arm has a "sum_squares" that is too small for its "sum" of "n" figures',
    ],
    [
      'two sums',
      both({ numerator: 3, denominator: 12, n: 2 }),
      'two sums of each arm do not say how far they spread: one row a day and arm is expected',
    ],
    [
      'two rows of one group',
      [...both({ numerator: 1, denominator: 2 }), { arm: 'b', numerator: 1, denominator: 2 }],
      'there are two rows of one arm: one row an arm, or one a day and arm, is expected',
    ],
    [
      'a figure without its people',
      both({ value: 3 }),
      'the rows have the columns "arm" and "value": a comparison needs the size of each arm, "numerator" and "denominator", or "mean", "stddev" and "n"',
    ],
  ])('%s', (_, rows, expected) => expect(groupsOf(rows)).toBe(expected));
});

/** A reader of connections, as the file has them. */
function readerOf(connections: Record<string, unknown>) {
  const parsed = parseSources({
    ...{ file: 'sources.yml', environment: {}, place: { folder: '/' } },
    text: JSON.stringify({ connections }),
  });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const reader = metricReader({ sources: parsed.value, log: silent });
  onTestFinished(() => reader.close());
  return async (source: string, experiment?: string, owner = 'acme') => {
    const metric = { name: 'm', title: 'M', unit: 'ratio', good: 'up' as const, drives: [], source };
    const reading = await reader.read({
      owner,
      metric,
      ...window,
      ...(experiment === undefined ? {} : { experiment }),
    });
    return reading.kind === 'samples' && reading.arms
      ? [reading.arms.control, reading.arms.treatment].map(({ name, samples }) => [name, samples[0]?.value])
      : inShort(reading);
  };
}

/** What was asked, of a server that knows `exp_1`. */
async function platform() {
  const asked: string[] = [];
  const server = await startHttpServer(async (request, response) => {
    asked.push(`${request.url} ${await text(request)}`);
    if (!asked.at(-1)?.includes('exp_1')) return response.writeHead(404).end('{}');
    const rows = [
      { arm: 'control', numerator: 5, denominator: 100 },
      { arm: 'b', numerator: 6, denominator: 100 },
    ];
    const results = [
      { metric: 'other', rows: [] },
      { metric: 'signups', rows },
    ];
    return response.end(JSON.stringify(request.url?.startsWith('/results') ? { results } : rows));
  });
  onTestFinished(() => server.stop());
  const queries = {
    plain: 'plain',
    path: 'experiments/{experiment}/rows?key={experiment}',
    sql: { path: 'sql', body: { sql: "select * from e where id = '{experiment}'", id: '{experiment}' } },
    results: { path: 'results/{experiment}', of: { list: 'results', at: 'metric', is: 'signups' }, rows: 'rows' },
    lost: { path: 'results/{experiment}', of: { list: 'results', at: 'metric', is: 'gone' }, rows: 'rows' },
  };
  const read = readerOf({
    platform: { type: 'http', url: server.url, network: 'any', owners: ['acme'], queries },
    files: { type: 'csv', queries: { rows: 'rows.csv' } },
  });
  return { read, asked };
}

describe('an experiment is asked for', () => {
  const groups = [
    ['control', 0.05],
    ['b', 0.06],
  ];

  test('in an address, and in a body', async () => {
    const { read, asked } = await platform();
    expect(await read('platform/path', 'exp_1')).toEqual(groups);
    expect(await read('platform/sql', 'exp_1')).toEqual(groups);
    expect(asked).toEqual([
      '/experiments/exp_1/rows?key=exp_1 ',
      `/sql {"sql":"select * from e where id = 'exp_1'","id":"exp_1"}`,
    ]);
  });

  test('one result of a list, and one that is not there', async () => {
    const { read } = await platform();
    expect(await read('platform/results', 'exp_1')).toEqual(groups);
    expect(await read('platform/lost', 'exp_1')).toBe('empty');
  });

  test('one that nobody knows has no groups', async () => {
    const { read } = await platform();
    expect(await read('platform/path', 'exp_2')).toBe('empty');
  });

  test('nothing is sent where the query takes none, where none is named, or where the owner may not', async () => {
    const { read, asked } = await platform();
    const takesNone = 'query-failed: its query takes no experiment, so that it cannot be asked for one';
    expect(await read('platform/plain', 'exp_1')).toBe(takesNone);
    expect(await read('files/rows', 'exp_1')).toBe(takesNone);
    expect(await read('platform/path')).toBe('query-failed: its query is one for experiments, and none is asked for');
    expect(await read('platform/path', 'exp_1', 'mallory')).toBe('not-available: source not available to mallory');
    expect(asked).toEqual([]);
  });
});

test('an id within another language stands in quotes', () => {
  const problemOf = (sql: string) => {
    const parsed = parseSources({
      ...{ file: 'sources.yml', environment: {}, place: { folder: '/' } },
      text: JSON.stringify({
        connections: { p: { type: 'http', url: 'https://p.example', queries: { q: { path: 'sql', body: { sql } } } } },
      }),
    });
    return 'problems' in parsed ? parsed.problems.length : 0;
  };
  expect(problemOf("where id = '{experiment}'")).toBe(0);
  expect(problemOf('where id = {experiment}')).toBe(1);
  expect(problemOf("where id = '{experiment}' or 1 = {experiment}")).toBe(1);
});

test('in SQL it is bound, as a text', () => {
  const bound = bindWindow("select '$experiment' as a where e = $experiment and t >= $from", postgresDialect);
  expect(bound).toEqual({
    kind: 'bound',
    sql: "select '$experiment' as a where e = ($1::text) and t >= ($2::timestamptz)",
    parameters: ['experiment', 'from'],
  });
  if (bound.kind !== 'bound') return;
  const id = "x'; drop table e";
  expect(valuesOf(bound, { ...window, experiment: id }, (at) => at.toISOString())).toEqual([
    id,
    '2026-11-01T00:00:00.000Z',
  ]);
});
