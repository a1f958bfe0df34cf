import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Series } from '../../src/analysis/samples.ts';
import { healthOf } from '../../src/cli/source/health-of.ts';
import { listOf } from '../../src/cli/source/list-of.ts';
import { openQueries, queriesOf } from '../../src/cli/source/read-query.ts';
import { testOf } from '../../src/cli/source/test-of.ts';
import { parseSources } from '../../src/metrics/parse-sources.ts';
import { folderOf, runSoundings } from '../stage/process/run-soundings.ts';
import { startHttpServer } from '../stage/sources/start-http-server.ts';

const day = 86_400_000;
const dayBefore = (days: number) => new Date(Date.now() - days * day).toISOString().slice(0, 10);
const days = (from: number, to: number, but: number[] = []) =>
  Array.from({ length: from - to + 1 }, (_, at) => from - at).filter((at) => !but.includes(at));

describe('health', () => {
  const series = (bucket: 'day' | 'hour', times: string[], rest = {}): Series => ({
    bucket,
    samples: times.map((t) => ({ t: Date.parse(t), value: 1, ...rest })),
  });

  test.each<[string, Series, string, string, object]>([
    [
      'all there',
      series('day', ['2026-11-01', '2026-11-02', '2026-11-03']),
      'UTC',
      '2026-11-04T00:00:00Z',
      { form: 'figures', buckets: 3, behind: 0, missing: [] },
    ],
    [
      'a day that is not over yet is not late',
      series('day', ['2026-11-03']),
      'America/Los_Angeles',
      '2026-11-05T07:59:00Z',
      { behind: 0 },
    ],
    [
      'but a minute later it is',
      series('day', ['2026-11-03']),
      'America/Los_Angeles',
      '2026-11-05T08:01:00Z',
      { behind: 1 },
    ],
    [
      'gaps',
      series('day', ['2026-11-01', '2026-11-03', '2026-11-06'], { numerator: 1, denominator: 2 }),
      'UTC',
      '2026-11-08T12:00:00Z',
      { form: 'ratios', behind: 1, missing: ['2026-11-02', '2026-11-04', '2026-11-05'].map((t) => Date.parse(t)) },
    ],
    [
      'hours',
      series('hour', ['2026-11-01T00:00Z', '2026-11-01T02:00Z'], { n: 7 }),
      'Asia/Tokyo',
      '2026-11-01T05:30:00Z',
      { form: 'figures with n', behind: 2, missing: [Date.parse('2026-11-01T01:00Z')] },
    ],
    ['means', series('day', ['2026-11-01'], { stddev: 1, n: 7 }), 'UTC', '2026-11-02T00:00:00Z', { form: 'means' }],
  ])('%s', (_, given, timezone, now, expected) => {
    expect(healthOf(given, timezone, Date.parse(now))).toMatchObject(expected);
  });
});

const rows = (at: number[]) => ['t,value', ...at.map((n) => `${dayBefore(n)},${10 + (n % 5)}`), ''].join('\n');
const folder = () =>
  folderOf({
    'sources.yml': `connections:
  files:
    type: csv
    owners: [acme]
    reads_a_day: 90
    queries: { whole: whole.csv, gaps: gaps.csv, none: none.csv, total: total.csv, old: old.csv }
  warehouse: { type: http, url: "http://127.0.0.1:1/", scan: billed, queries: { visits: daily } }
  ours: { type: push }
  news: { type: slack, url: "http://127.0.0.1:1/", owners: [acme], events: [digest, shipped] }
`,
    'whole.csv': rows(days(40, 1)),
    'old.csv': rows(days(900, 880)),
    'gaps.csv': rows(days(40, 4, [9, 12])),
    'total.csv': ['t,value', ...days(40, 1).map((n) => `${dayBefore(n)},${10_000 - 37 * n - (n % 3)}`), ''].join('\n'),
  });

test('the list has the health of each query; what is billed is left alone, and one that fails ends in status 1', async () => {
  const { status, stdout, stderr } = await runSoundings(['source', 'list'], { cwd: folder() });
  const lines = stdout.split('\n').map((line) => line.split(/ {2,}/));
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(lines.map(([name]) => name)).toEqual([
    ...[
      'source',
      'files/whole',
      'files/gaps',
      'files/none',
      'files/total',
      'files/old',
      'warehouse/visits',
      'ours',
      'news',
      '',
    ],
    expect.stringMatching(
      /^When the server read them, and what was pushed, is not known here: there is no embedded database in /,
    ),
    '',
  ]);
  expect(lines[1]?.slice(1, 4)).toEqual([dayBefore(1), 'none', '0']);
  expect(lines[2]?.slice(1, 4)).toEqual([dayBefore(4), '3 days', '2']);
  expect(stdout).toContain('the file of the source could not be opened');
  expect(stdout).toMatch(/files\/total .*running total/);
  expect(stdout).toMatch(/files\/old .*21 rows came, none of a day of the last 28 days that is over: from /);
  expect(stdout).toContain('sends only: news of digest, shipped');
  expect(stdout).toMatch(
    /warehouse\/visits +billed by scan +not read now: `soundings source test warehouse\/visits` does, once/,
  );
  expect(stdout).toMatch(/files\/whole .* 90 reads a day$/m);
});

const mapOf = (metrics: string) => `version: 1\nmetrics:\n${metrics}`;

test.each<[map: string, says: string]>([
  [
    '  rate: { unit: ratio, good: up, source: c/percent }\n',
    'Misread: As rate: its values look like per cent, and those of a ratio are shares (0.12 for 12%). What to do: divide them by 100 in the query\n',
  ],
  ['  score: { unit: count, good: up, source: c/percent }\n', 'Misread: nothing that shows here\n'],
  ['  rate: { unit: ratio, good: up, source: c/other }\n', 'Misread: No metric of the map names it as its `source`\n'],
  ['  rate: { unit: share }\n', 'map.yml:3:3: '],
])('with an outcome map it says what its metrics would make of the values', async (metrics, says) => {
  const cwd = folderOf({
    'sources.yml': 'connections: { c: { type: csv, queries: { percent: percent.csv } } }',
    'percent.csv': ['t,value', ...days(40, 1).map((n) => `${dayBefore(n)},${3 + (n % 7) / 10}`), ''].join('\n'),
    'map.yml': mapOf(metrics),
  });
  const { stdout, stderr } = await runSoundings(['source', 'test', 'c/percent', '--map', 'map.yml'], { cwd });
  expect(stdout + stderr).toContain(says);
});

test('a read that costs money is told', async () => {
  const cwd = folderOf({
    'sources.yml': 'connections:\n  lake: { type: csv, scan: billed, queries: { whole: whole.csv } }\n',
    'whole.csv': rows(days(40, 1)),
  });
  const { stdout } = await runSoundings(['source', 'test', 'lake/whole'], { cwd });
  expect(stdout).toMatch(/\nCost: one read in \d\.\d s, 40 rows; its connection is billed by what it scans\n/);
});

test('a test shows what came, with delay and gaps', async () => {
  const { status, stdout, stderr } = await runSoundings(['source', 'test', 'files/gaps', '--days', '20'], {
    cwd: folder(),
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(`files/gaps: 15 days of figures, from ${dayBefore(20)} to ${dayBefore(4)}, days in UTC`);
  expect(stdout).toContain('Delay: 3 days are over and have no value so far');
  expect(stdout).toContain(`Gaps: 2 days without a value, which are not zero: ${dayBefore(12)}, ${dayBefore(9)}`);
  expect(stdout).toContain(`\n${dayBefore(4)}  14\n`);
  expect(stdout).toContain('\nLeft out: 20 rows of days before those asked for\n');
  expect(stdout).toContain('\nDuplicates: none, one row a day\nMisread: nothing that shows here\n');
});

const badFiles = {
  ...{
    'old.csv': rows(days(900, 880)),
    'blank.csv': rows(days(9, 1)).replaceAll(/,\d+/g, ','),
    'head.csv': 't,value\n',
  },
  ...{
    'today.csv': rows(days(9, 0)),
    'weeks.csv': 't,value\n2026-W36,5\n2026-W37,6\n',
    'twice.csv': rows([3, 2, 2, 1]),
  },
  'words.csv': `t,value\n${dayBefore(3)},5\nNew tracking\n${dayBefore(2)},6\n${dayBefore(1)},7\nSource: GA4\n`,
  'swapped.csv': ['t,numerator,denominator', ...days(30, 1).map((n) => `${dayBefore(n)},${300 + n},3`), ''].join('\n'),
};

test.each<[query: string, says: string]>([
  [
    'old',
    `old: 21 rows came, none of a day of the last 28 days that is over: from ${dayBefore(900)} to ${dayBefore(880)}`,
  ],
  ['blank', 'blank: 9 rows came for the last 28 days, none with a value: empty, null, or a denominator of zero'],
  ['head', 'head: it answered, and has no rows for the last 28 days'],
  ['today', 'Left out: 1 row of today, which is not over'],
  ['words', 'Left out: lines 3 and 6 of its file, which are words alone'],
  [
    'weeks',
    '2 rows came:\n  t "2026-W36", value 5\n  t "2026-W37", value 6\nWhat to do: let the query return one row a day',
  ],
  ['twice', `there are two rows for ${dayBefore(2)}: one row a day is expected`],
  ['swapped', 'Misread: The numerator is up to 109 times the denominator: as `unit: ratio` that is 10,900%.'],
  ['gone', 'Detail: code ENOENT\nWhat to do: check whether it is there and runs'],
])('what came and is not used is told: %s', async (query, says) => {
  const names = [...Object.keys(badFiles), 'gone.csv'];
  const file = `connections:\n  c:\n    type: csv\n    queries: { ${names.map((name) => `${name.slice(0, -4)}: ${name}`).join(', ')} }\n`;
  const open = await openQueries(join(folderOf({ 'sources.yml': file, ...badFiles }), 'sources.yml'), {});
  if ('problems' in open) throw new Error(open.problems.join());
  expect((await testOf(open, `c/${query}`, 28)).text).toContain(says);
  await open.close();
});

test.each<[string, string[], number, RegExp]>([
  [
    'a query that is not there',
    ['test', 'files/signups'],
    1,
    /no source named "files\/signups" .*\nThere are: files\/whole, /,
  ],
  [
    'what is pushed, without its owner',
    ['test', 'ours/x'],
    1,
    /known to the server alone .*\nWhat to do: give --owner, whose samples they are/,
  ],
  ['a file that is not there', ['list', '--sources', 'nowhere.yml'], 1, /^nowhere\.yml:1:1: there is no such file/],
  ['days that are none', ['test', 'files/whole', '--days', '0'], 2, /"0" is no number of days from 1 to 800/],
])('%s', async (_, args, status, said) => {
  const { status: ended, stdout, stderr } = await runSoundings(['source', ...args], { cwd: folder() });
  expect({ ended, said: stdout + stderr }).toEqual({ ended: status, said: expect.stringMatching(said) });
});

test('a query for experiments is not read by `list`, and by `test` for the one that is named', async () => {
  const asked: unknown[] = [];
  const server = await startHttpServer((request, response) => {
    asked.push(request.url);
    const rows = ['control', 'new'].map((arm, at) => ({ arm, numerator: 5 + at, denominator: 100 }));
    response.end(JSON.stringify(rows));
  });
  onTestFinished(() => server.stop());
  const parsed = parseSources({
    ...{ file: 'sources.yml', environment: {}, place: { folder: '/' } },
    text: JSON.stringify({
      connections: { p: { type: 'http', url: server.url, queries: { signups: 'of/{experiment}' } } },
    }),
  });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const queries = queriesOf(parsed.value);
  onTestFinished(() => queries.close());
  const list = await listOf(queries, { problem: 'no record' });
  expect(list).toMatchObject({
    isWell: true,
    text: expect.stringContaining('soundings source test p/signups --experiment'),
  });
  expect(asked).toEqual([]);
  expect((await testOf(queries, 'p/signups', 28)).text).toContain(
    'its query is one for experiments, and none is asked for',
  );
  const shown = await testOf(queries, 'p/signups', 28, { experiment: 'exp_1' });
  expect(shown.text.replace(/in .* s/, 'in 0.1 s')).toBe(
    'p/signups: two arms, all in all\nCost: one read in 0.1 s, 2 rows\ncontrol: 0.05 (5 of 100)\nnew: 0.06 (6 of 100)',
  );
  expect(asked).toEqual(['/of/exp_1']);
});
