import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerCase } from '../../src/commands/answer-case.ts';
import { readSeries } from '../../src/commands/read-series.ts';
import { dailySeries } from '../analysis/daily-series.ts';
import { folderOf, runSoundings } from './run-soundings.ts';

const values = (days: number, step = 0) =>
  dailySeries({ days, step, stepAt: 60 }).samples.map(({ value }) => Math.round(value));
const [pre, post] = [values(60), values(74, 0.2).slice(60)];
const one = { pre, post, freq: 'D', period: 7 };
const line = (changes: object) => JSON.stringify({ ...one, ...changes });

describe('one case a line', () => {
  test('in order, a bad one in its place, exit status 1', async () => {
    const input = `${line({})}\n{"pre":\n\n${line({ post: values(74).slice(60) })}\n`;
    const { status, stdout } = await runSoundings(['analyse', '--jsonl'], { input });
    const answers = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(status).toBe(1);
    expect(answers).toEqual([
      expect.objectContaining({ effect: expect.closeTo(0.2, 1), moved: true, verdict: 'moved' }),
      {
        error: 'not JSON: one case a line is expected, such as {"pre":[1,2,null],"post":[3],"freq":"D","period":7}',
      },
      expect.objectContaining({ moved: false, verdict: 'inconclusive' }),
    ]);
  });

  test('all answered: exit status 0', async () => {
    expect(await runSoundings(['analyse', '--jsonl'], { input: `${line({})}\n` })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  test.each([
    ['a number', '5', 'an object is expected, {"pre":[..],"post":[..],"freq":"D"}'],
    ['no pre', line({ pre: undefined }), 'pre: a list of numbers is expected, null for a missing value'],
    [
      'text among the values',
      line({ post: [1, 'x'] }),
      'post: a list of numbers is expected, null for a missing value',
    ],
    ['weekly', line({ freq: 'W' }), 'freq: "D" or "H" is expected, not "W"'],
    ['another period', line({ period: 30 }), 'period: 7 is expected with freq "D", not 30'],
    [
      'controls too short',
      line({ controls: [{ pre: [1], post: [2] }] }),
      'controls: each needs a pre and a post as long as those of the case',
    ],
    ['half a ratio', line({ num: pre }), 'num and den: two lists as long as pre and post together are expected'],
    [
      'all equal',
      line({ pre: pre.map(() => 3) }),
      'The value was the same on every day before the release: there is no telling what is usual.',
    ],
    ['1e300', line({ post: post.map(() => 1e300) }), 'One of the values is too large to be a measurement.'],
    ['one value', line({ pre: [4] }), 'There is 1 day with a value before the release; 14 are needed.'],
    ['no value since', line({ post: [null] }), 'There are 0 days with a value since the release; 1 is needed.'],
    [
      'three arms in one',
      '{"kind":"proportion","control":{"n":3,"successes":4},"treatment":{"n":3,"successes":1}}',
      'control: more successes than units',
    ],
  ])('%s', (_, text, error) => {
    expect(answerCase(text)).toMatchObject({ error });
  });

  test('a verdict needs four weeks before; the figures are given all the same', () => {
    expect(answerCase(line({ pre: pre.slice(-21) }))).toMatchObject({
      verdict: 'no-data',
      reason: 'too-few-before',
      moved: true,
    });
    // 28 days, but one of them without a value.
    const gap = [null, ...pre.slice(-27)];
    expect(answerCase(line({ pre: gap }))).toMatchObject({ verdict: 'no-data', reason: 'too-few-before' });
    expect(answerCase(line({ post: post.slice(0, 6) }))).toMatchObject({ verdict: 'no-data', reason: 'too-few-after' });
    expect(answerCase(line({ pre: pre.slice(-28) }))).not.toHaveProperty('reason');
  });

  test('judged against an expectation, whichever way is good', () => {
    expect(answerCase(line({ expected: 0.5 }))).toMatchObject({ verdict: 'moved-less' });
    expect(answerCase(line({ good: 'down' }))).toMatchObject({ verdict: 'backfired' });
  });

  test('an experiment', () => {
    const arms = {
      kind: 'proportion',
      control: { n: 20_000, successes: 1000 },
      treatment: { n: 20_000, successes: 1100 },
    };
    expect(answerCase(JSON.stringify(arms))).toMatchObject({
      effect: expect.closeTo(0.1, 9),
      moved: true,
      verdict: 'moved',
    });
  });
});

describe('a file', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'soundings-'));
    file = join(folder, 'data.csv');
    const rows = [...pre, ...post].map(
      (value, i) => `${new Date(Date.UTC(2026, 7, 3 + i)).toISOString().slice(0, 10)},${value}`,
    );
    writeFileSync(file, `t,value\n${rows.join('\n')}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('the readout, with the chart drawn', async () => {
    const { status, stdout } = await runSoundings(['analyse', file, '--at', '2026-10-02', '--expect', '+10%']);
    const lines = stdout.split('\n');
    expect(status).toBe(0);
    expect(lines[0]).toBe('moved');
    expect(lines[2]).toMatch(/^value rose by \d\d(\.\d)? % in the 13 days since the release; 10 % was expected\.$/);
    expect(lines.slice(5, 17).join('\n')).toMatch(/o.*\|/);
    expect(lines[17]).toBe(
      'o value, : where it would have been without the release, x outside of that, | release (13 days since)',
    );
  });

  test('the picture as a file of its own; where it cannot be written that is said, and nothing else', async () => {
    const svg = join(folder, 'readout.svg');
    const asked = ['analyse', file, '--at', '2026-10-02', '--svg'];
    expect(await runSoundings([...asked, svg])).toMatchObject({ status: 0 });
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg .*class="band".*<\/svg>$/);
    const nowhere = join(folder, 'no', 'such.svg');
    expect(await runSoundings([...asked, nowhere])).toMatchObject({
      ...{ status: 1, stdout: '', stderr: `${nowhere}: cannot be written (ENOENT)\n` },
    });
  });

  test('what could be seen', async () => {
    const { stdout } = await runSoundings(['detect', file, '--window', '14d', '--expect', '+0.1%']);
    expect(stdout).toMatch(/^\+0\.1 % is smaller than what 14 days can show here \(\d+(\.\d)? %\)\. /);
  });

  test('a sibling to compare with could do it', () => {
    const weather = Array.from({ length: 80 }, (_, i) => Math.sin(i * i));
    const csv = (seed: number) =>
      `t,value\n${dailySeries({ days: 80, seed, noise: 0.02 })
        .samples.map(
          ({ t, value }, i) =>
            `${new Date(t).toISOString().slice(0, 10)},${(value * Math.exp(0.3 * (weather[i] ?? 0))).toFixed(3)}`,
        )
        .join('\n')}\n`;
    const files = { 'here.csv': csv(1), 'austria.csv': csv(2) };
    const cwd = folderOf(files);
    return runSoundings(['detect', 'here.csv', '--window', '14d', '--expect', '+5%', '--control', 'austria.csv'], {
      cwd,
    }).then(({ stdout }) =>
      expect(stdout).toMatch(/so could a comparison with austria\.csv, if|A comparison with austria\.csv could, if/),
    );
  });

  test.each([
    [['analyse', 'none.csv', '--at', '2026-10-02'], 'cannot read none.csv: there is no such file'],
    [['analyse'], 'a CSV file is expected, or --jsonl and cases on standard input'],
    [['analyse', 'FILE'], '--at is expected: the day of the release, such as 2026-10-01'],
    [['analyse', 'FILE', '--at', 'soon'], '--at: "soon" is not a day; 2026-10-01 is expected'],
    [['analyse', 'FILE', '--at', '2030-01-01'], 'The release is in the future.'],
    [
      ['analyse', 'FILE', '--at', '2026-10-02', '--holidays', 'XX'],
      '--holidays: XX is not a country; DE or DE-BY is expected',
    ],
    [['detect', 'FILE', '--window', 'long'], '--window: "long" is not a number of days; 14d is expected'],
  ])('%j', async (args, said) => {
    const { status, stderr } = await runSoundings(args.map((arg) => (arg === 'FILE' ? file : arg)));
    expect(stderr.trim()).toBe(said);
    expect(status).toBe(1);
  });
});

describe('CSV', () => {
  test.each([
    ['', 'there are no rows under the header'],
    ['x,y\n1,2', 'there is no column of times; one named t, time, date, day is expected'],
    ['t,value\nyesterday,2', 'line 2: "yesterday" is not a time; 2026-10-01 or 2026-10-01T09:00:00Z is expected'],
    ['t,value\n2026-10-01,2\n2026-10-02,two', 'line 3: "two" is not a number'],
    ['t,metric,value\n2026-10-01,a,2\n2026-10-01,b,3', 'there are several metrics, choose one with --metric: a, b'],
    ['t\n2026-10-01', 'there is no column of values; value, or numerator and denominator, is expected'],
  ])('%j', (text, fault) => {
    expect(readSeries(text)).toEqual({ fault });
  });

  test('a ratio is numerator over denominator, hours are told from days, an empty cell is missing', () => {
    const text =
      'time,numerator,denominator\n2026-10-01T00:00:00Z,3,60\n2026-10-01T01:00:00Z,,\n2026-10-01T02:00:00Z,4,50\n2026-10-01T03:00:00Z,5,50\n';
    expect(readSeries(text)).toMatchObject({
      name: 'ratio',
      series: { bucket: 'hour', samples: [{ value: 0.05, numerator: 3 }, { value: 0.08 }, { value: 0.1 }] },
    });
  });

  test('any other column is a metric by its name', () => {
    const read = readSeries('date,visits,orders\n2026-10-01,10,1\n2026-10-02,20,2\n', 'orders');
    expect(read).toMatchObject({ name: 'orders', series: { samples: [{ value: 1 }, { value: 2 }] } });
    expect(readSeries('date,visits\n2026-10-01,10\n', 'orders')).toEqual({
      fault: 'there is no column orders; there are date, visits',
    });
  });
});
