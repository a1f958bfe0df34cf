import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerCase } from '../../../src/cli/analyse/answer-case.ts';
import { answerLines } from '../../../src/cli/analyse/answer-lines.ts';
import { folderOf, runSoundings, spawnSoundings } from '../../stage/process/run-soundings.ts';
import { dailySeries } from '../../stage/series/daily-series.ts';
import { readText } from '../../stage/series/read-text.ts';

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

  test('a file in place of standard input; one that is not there is named', async () => {
    const cwd = folderOf({ 'cases.jsonl': `${line({})}\n` });
    const { status, stdout } = await runSoundings(['analyse', '--jsonl', 'cases.jsonl'], { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ moved: true });
    expect(await runSoundings(['analyse', '--jsonl', 'none.jsonl'], { cwd })).toMatchObject({
      ...{ status: 1, stdout: '', stderr: 'cannot read none.jsonl: there is no such file\n' },
    });
  });

  test('each answer comes before the next case is there, and anyone who has seen enough may go', async () => {
    const child = spawnSoundings(['analyse', '--jsonl']);
    const errors = text(child.stderr);
    child.stdin.on('error', () => {}); // It goes while more is being written.
    child.stdin.write(`${line({})}\n`);
    const [first] = await once(child.stdout, 'data');
    expect(JSON.parse(String(first))).toMatchObject({ moved: true });
    child.stdout.destroy();
    child.stdin.end(`${line({})}\n`.repeat(3));
    await once(child, 'close');
    expect(await errors).toBe('');
    expect(child.exitCode).toBe(0);
  });

  test('lines end at line feeds alone; marks and returns of Windows are no part of them', async () => {
    const input = [`\ufeff${line({})}\r\n`, `${line({ note: 'one\u2028line' })}\r\n`, line({})];
    const { status, stdout } = await runSoundings(['analyse', '--jsonl'], { input: input.join('') });
    expect({ status, answers: stdout.trim().split('\n').length }).toEqual({ status: 0, answers: 3 });
  });

  test('a line that never ends is not kept', async () => {
    const piece = 'x'.repeat(10_000_000);
    const input = Readable.from([...Array.from({ length: 11 }, () => piece), '\n', line({}), '\n']);
    const said: object[] = [];
    const output = new Writable({
      write: (chunk, _, done) => {
        said.push(JSON.parse(String(chunk)));
        done();
      },
    });
    expect(await answerLines(input, output, (text) => ({ length: text.length }))).toBe(1);
    expect(said).toEqual([
      { error: 'too long: a line of at most 100 million letters is expected' },
      { length: line({}).length },
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
    [
      'an arm that is half there',
      '{"kind":"mean","control":{"n":3,"mean":4},"treatment":{"n":3,"mean":1,"stddev":1}}',
      'control.stddev: a number is expected',
    ],
    [
      'no arm',
      '{"kind":"ratio","control":7,"treatment":{}}',
      'control: an object is expected with n, numerator, denominator, covariance',
    ],
    [
      'medians',
      '{"kind":"median","treatment":{}}',
      'kind: "proportion", "mean", "mean-with-past" or "ratio" is expected',
    ],
    ['another unit', line({ post: post.map((value) => value * 100) }), expect.stringMatching(/^From post\[0\] on the/)],
  ])('%s', (_, text, error) => {
    expect(answerCase(text)).toMatchObject({ error });
  });

  test('what is expected of an experiment is written as that of a case', () => {
    const arms = '"kind":"proportion","control":{"n":20000,"successes":1000},"treatment":{"n":20000,"successes":1100}';
    expect(answerCase(`{${arms},"expected":"+5%"}`)).toEqual(answerCase(`{${arms},"expected":0.05}`));
    expect(answerCase(`{${arms},"expected":"+30%"}`)).toMatchObject({ verdict: 'moved-less' });
    expect(answerCase(`{${arms},"expected":"+5pp"}`)).toEqual({
      error: 'expected: of an experiment 0.03 or "+3%" is expected',
    });
  });

  test('of two arms as small as these the verdict says what p says', () => {
    const answer = answerCase(
      '{"kind":"proportion","control":{"n":3,"successes":0},"treatment":{"n":4,"successes":2}}',
    );
    expect(answer).toMatchObject({ p: expect.closeTo(0.147, 3), moved: false, verdict: 'inconclusive' });
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

  test.each([
    [{}, 'moved'],
    [{ expected: 0.1 }, 'moved'],
    [{ expected: '+10%' }, 'moved'],
    [{ expected: '+10% to +50%' }, 'moved'],
    [{ expected: '+1' }, 'moved'],
    [{ expected: 0.5 }, 'moved-less'],
    [{ expected: '+50%' }, 'moved-less'],
    [{ expected: '+1000' }, 'moved-less'],
    [{ expected: null }, 'moved'],
    [{ good: 'down' }, 'backfired'],
    [{ good: 'down', expected: '-10%' }, 'backfired'],
    [{ post: values(74).slice(60), expected: 0.5 }, 'flat'],
    [{ post: values(74).slice(60), expected: '-50%', good: 'down' }, 'flat'],
    [{ post: values(74).slice(60), expected: 0.001 }, 'inconclusive'],
    [{ post: values(74).slice(60) }, 'inconclusive'],
  ])('judged against an expectation, as a number or as people write it: %j', (changes, verdict) => {
    expect(answerCase(line(changes))).toMatchObject({ verdict });
  });

  test.each([
    ['3%', 'expected: The change has no sign; 0.03 or "+3%" is expected'],
    ['much', 'expected: "much" is not a change; 0.03 or "+3%" is expected'],
    [true, 'expected: a change is needed, 0.03 or "+3%"'],
  ])('an expectation of %j is none', (expected, error) => {
    expect(answerCase(line({ expected }))).toEqual({ error });
  });

  test('a verdict needs most of a week since; the figures are given all the same', () => {
    const holes = post.map((value, i) => (i < 5 ? value : null));
    expect(answerCase(line({ post: holes }))).toMatchObject({ verdict: 'no-data', moved: true });
    expect(answerCase(line({ post: post.slice(0, 7).with(2, null as unknown as number) }))).toMatchObject({
      verdict: 'moved',
    });
  });

  test('of a ratio the parts are enough, and nothing of nothing is a missing day', () => {
    const all = [...pre, ...post];
    const den = all.map((_, i) => (i === 7 ? 0 : 1000));
    const given = { pre: pre.map(() => null), post: post.map(() => null), num: all.with(7, 0), den };
    const without = [...pre.with(7, null as unknown as number)].map((value) => (value === null ? null : value / 1000));
    const parts = { pre: without, post: post.map((value) => value / 1000), num: all, den: den.with(7, 1000) };
    expect(answerCase(line(given))).toEqual(answerCase(line({ ...parts, num: all.with(7, 0), den })));
    expect(answerCase(line(given))).toMatchObject({ effect: expect.closeTo(0.2, 1), verdict: 'moved' });
    // A zero written where nothing was counted is no value.
    expect(answerCase(line({ ...parts, pre: parts.pre.with(7, 0), num: all.with(7, 0), den }))).toEqual(
      answerCase(line(given)),
    );
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
    expect(lines[2]).toMatch(/^data rose by \d\d(\.\d)?% in the 13 days since the release; 10% was expected\.$/);
    expect(lines.slice(5, 17).join('\n')).toMatch(/o.*\|/);
    expect(lines[17]).toBe(
      'o data, : where it would have been without the release, x outside of that, | release (13 days since)',
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

  test('a time of day says which day; of hours a day is all of its hours', async () => {
    const figures = async (name: string, at: string) =>
      (await runSoundings(['analyse', name, '--at', at])).stdout.split('\n').find((said) => said.startsWith('effect'));
    const day = await figures(file, '2026-10-02');
    expect(day).toMatch(/; 60 before, 13 after;/);
    expect(await figures(file, '2026-10-02T15:30+09:00')).toBe(day);
    // Days of Berlin, written in UTC: they begin on the evening before.
    const evenings = join(folder, 'evenings.csv');
    const at = (i: number) => new Date(Date.UTC(2026, 7, 2 + i, 22)).toISOString();
    writeFileSync(evenings, `t,value\n${[...pre, ...post].map((value, i) => [at(i), value].join()).join('\n')}\n`);
    expect(await figures(evenings, '2026-10-02')).toBe(day);
    const rows = Array.from({ length: 20 * 24 }, (_, i) =>
      [new Date(Date.UTC(2026, 8, 1, i)).toISOString(), 100 + ((i * 7919) % 13) + (i % 24)].join(),
    );
    const hours = join(folder, 'hours.csv');
    writeFileSync(hours, `t,value\n${rows.join('\n')}\n`);
    expect(await figures(hours, '2026-09-16')).toMatch(/; 360 before, 96 after;/);
    expect(await figures(hours, '2026-09-16T09:20')).toMatch(/; 369 before, 110 after;/);
  });

  test('what could be seen', async () => {
    const { stdout } = await runSoundings(['detect', file, '--window', '14d', '--expect', '+0.1%']);
    expect(stdout).toMatch(/^\+0\.1% is smaller than what 14 days can show here \(\d+(\.\d)?%\)\. /);
  });

  test('what could be seen of a metric that varies too much', async () => {
    const rows = Array.from({ length: 60 }, (_, i) =>
      [new Date(Date.UTC(2026, 7, 1 + i)).toISOString().slice(0, 10), 10 + ((i * 7919) % 97)].join(),
    );
    const cwd = folderOf({ 'wild.csv': `t,value\n${rows.join('\n')}\n` });
    const { stdout } = await runSoundings(['detect', 'wild.csv', '--window', '1 week'], { cwd });
    expect(stdout).toMatch(
      /^7 days can show changes of [\d.]+% or more\. That is more than most changes do: a metric closer to the change, or an experiment, would tell more\.$/m,
    );
  });

  test('a sibling to compare with could do it', async () => {
    const weather = Array.from({ length: 80 }, (_, i) => Math.sin(i * i));
    const csv = (seed: number) =>
      `t,value\n${dailySeries({ days: 80, seed, noise: 0.02 })
        .samples.map(
          ({ t, value }, i) =>
            `${new Date(t).toISOString().slice(0, 10)},${(value * Math.exp(0.3 * (weather[i] ?? 0))).toFixed(3)}`,
        )
        .join('\n')}\n`;
    const cwd = folderOf({ 'here.csv': csv(1), 'austria.csv': csv(2) });
    const asked = ['detect', 'here.csv', '--window', '14d', '--control', 'austria.csv'];
    const expecting = await runSoundings([...asked, '--expect', '+5%'], { cwd });
    expect(expecting.stdout).toMatch(
      /so could a comparison with austria\.csv, if|A comparison with austria\.csv could, if/,
    );
    const plain = await runSoundings(asked, { cwd });
    expect(plain.stdout).toMatch(/^14 days, compared with austria\.csv, can show changes of \d\.?\d?% or more\.$/m);
  });

  test.each([
    [['analyse', 'none.csv', '--at', '2026-10-02'], 'cannot read none.csv: there is no such file'],
    [['analyse'], 'a CSV file is expected, or --jsonl and cases on standard input'],
    [['analyse', 'FILE'], '--at is expected: the day of the release, such as 2026-10-01'],
    [['analyse', 'FILE', '--at', 'soon'], '--at: "soon" is not a day; 2026-10-01 is expected'],
    [['analyse', 'FILE', '--at', '2026-02-30'], '--at: "2026-02-30" is not a day; 2026-10-01 is expected'],
    [['analyse', 'FILE', '--at', '1.10.2026'], '--at: "1.10.2026" is not a day; 2026-10-01 is expected'],
    [['analyse', 'FILE', '--at', '2030-01-01'], 'The release is in the future.'],
    [
      ['analyse', 'FILE', '--at', '2026-10-02', '--holidays', 'XX'],
      '--holidays: XX is not a country; DE or DE-BY is expected',
    ],
    [['detect', 'FILE', '--window', 'long'], '--window: "long" is not a window of whole days; 14d is expected'],
    [['detect', 'FILE', '--window', '500d'], '--window: The window is not from 1 to 365 days; 14d is expected'],
  ])('%j', async (args, said) => {
    const { status, stderr } = await runSoundings(args.map((arg) => (arg === 'FILE' ? file : arg)));
    expect(stderr.trim()).toBe(said);
    expect(status).toBe(1);
  });
});

describe('CSV', () => {
  test.each([
    ['', 'the file is empty'],
    ['t,value\n', 'there are no rows under the header'],
    [
      'x,y\n1,2',
      'no column holds times; one is expected, such as date with 2026-10-01, or --time with the name of the column (there are x, y)',
    ],
    ['t,value\nyesterday,2', 'line 2: "yesterday" is not a time; 2026-10-01 or 2026-10-01T09:00:00Z is expected'],
    ['t,value\n2026-10-01,2\n2026-10-02,two', 'line 3 (2026-10-02): "two" is not a number'],
    ['t,metric,value\n2026-10-01,a,2\n2026-10-01,b,3', 'there are several metrics, choose one with --metric: a, b'],
    ['t,visits,orders\n2026-10-01,1,2', 'there are several metrics, choose one with --metric: visits, orders'],
    ['t,value\n2026-10-01,1\n2026-10-02,1,2', 'line 3 has 3 cells, the header has 2'],
    ['t,value\n2026-10-01,"1', 'line 2 cannot be read: perhaps a quote is not closed'],
    ['t,value\n2026-10-01,5"x', 'line 2 (2026-10-01): "5"x" is not a number'],
    ['t,value\n2026-10-01,"5x', 'line 2 cannot be read: perhaps a quote is not closed'],
    ['t,value,value\n2026-10-01,1,2', 'there are two columns value'],
    ['t,value\n\n\n2026-02-30,1', 'line 4: "2026-02-30" is not a time; 2026-10-01 or 2026-10-01T09:00:00Z is expected'],
    ['t,value\n2026-10-01,0x10', 'line 2 (2026-10-01): "0x10" is not a number'],
    ['t,value\n2026-10-01,Infinity', 'line 2 (2026-10-01): "Infinity" is not a number'],
    ['t,mean,stddev,n\n2026-10-01,5,x,9', 'line 2 (2026-10-01): "x" is not a number'],
    ['t\n2026-10-01', 'there is no column of values; value, or numerator and denominator, is expected'],
  ])('%j', async (text, problem) => {
    expect(await readText(text)).toEqual({ problem });
  });

  test('a ratio is numerator over denominator, hours are told from days, an empty cell is missing', async () => {
    const text =
      'time,numerator,denominator\n2026-10-01T00:00:00Z,3,60\n2026-10-01T01:00:00Z,,\n2026-10-01T02:00:00Z,4,50\n2026-10-01T03:00:00Z,5,50\n';
    expect(await readText(text)).toMatchObject({
      isShare: true,
      series: { bucket: 'hour', samples: [{ value: 0.05, numerator: 3 }, { value: 0.08 }, { value: 0.1 }] },
    });
  });

  test('a quantile with how many it is of', async () => {
    expect(await readText('t,value,n\n2026-10-01,240,5000\n')).toMatchObject({
      series: { samples: [{ value: 240, n: 5000 }] },
    });
  });

  test('any other column is a metric by its name', async () => {
    const text = 'date,visits,Orders\n2026-10-01,10,1\n2026-10-02,20,2\n';
    expect(await readText(text, { metric: 'orders' })).toMatchObject({
      name: 'Orders',
      series: { samples: [{ value: 1 }, { value: 2 }] },
    });
    expect(await readText('date,visits\n2026-10-01,10\n', { metric: 'orders' })).toEqual({
      problem: 'there is no column orders; there are date, visits',
    });
  });
});
