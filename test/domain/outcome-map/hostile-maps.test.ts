import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { outcomeMapOf, readOutcomeMap } from '../../../src/domain/outcome-map/read-outcome-map.ts';
import { runs } from '../../stage/run/property-runs.ts';
import { problemsIn } from './read-map.ts';

const fits = 256 * 1024 - 100;
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

// Anyone can propose a map in a pull request: each of these must become a few problems, soon. Without the limits they take minutes or the
// process with them.
describe('texts that were written to do harm', () => {
  test.each<[string, string, string]>([
    ['half a megabyte', 'x'.repeat(2 * fits), '1:1 the file has 524088 characters | at most 262144'],
    ['nested brackets', '['.repeat(fits), '1:1 more parts than fit in an outcome map | fewer entries'],
    [
      'fewer nested brackets',
      `version: ${'['.repeat(500)}${']'.repeat(500)}`,
      '1:30 nested too deeply | at most 20 levels',
    ],
    ['nested braces that overflow a parser', '{a: '.repeat(20_000), '1:? nested too deeply | at most 20 levels'],
    ['nested dashes', '- '.repeat(60_000), '1:? nested too deeply | at most 20 levels'],
    ['nothing but commas', `[${','.repeat(fits)}]`, '1:1 more parts than fit in an outcome map | fewer entries'],
    [
      'aliases of aliases',
      `a: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n${lines(9, (i) => `a${i}: &a${i + 1} [${`*a${i},`.repeat(10)}]`)}`,
      '5:38 more parts than fit in an outcome map | fewer entries and aliases',
    ],
    [
      'an alias of what it is in',
      'version: 1\nmetrics: &m { a: *m }',
      '2:18 the alias `*m` stands for nothing above it | an anchor above it, complete before the alias',
    ],
    [
      'a control character',
      'version: 1\nmetrics: { a\u0007: {} }',
      '2:13 a control character (U+0007) | plain text in UTF-8',
    ],
    ['half a character', 'version: 1\n# \ud800', '2:3 a control character (U+D800) | plain text in UTF-8'],
    [
      'a control character behind an escape',
      'version: 1\nmetrics: { a: { good: up, title: "\\u0007" } }',
      '2:34 `metrics.a.title` is `\uFFFD` | text without control characters',
    ],
    [
      'the prototype of all objects',
      'version: 1\n__proto__: { a: 1 }',
      '2:1 `__proto__` is not a key of an outcome map | one of `_extends`, `version`, `vision`, `strategy`, `teams`, `metrics`, `objectives`, `policy`, `release`, `follow_up`, `digest`',
    ],
    [
      'the prototype of all objects for a metric',
      'version: 1\nmetrics: { __proto__: { good: up } }',
      '2:12 `__proto__` cannot be the name of a metric | small letters, digits, `_`, `.` and `-` (at most 80), such as `signup_rate`',
    ],
    [
      'a name of what every object has',
      'version: 1\nmetrics: { constructor: { good: sideways } }',
      '2:33 `metrics.constructor.good` is `sideways` | `up` or `down`',
    ],
    ['a list for a key', 'version: 1\n? [a, b]\n: 1', '2:3 a key that is not a name | a name before the colon'],
    [
      'a mention and markup for a key',
      'version: 1\n"@everyone `](https://example.com)": 1',
      "2:1 `@everyone '](https://example.com)` is not a key of an outcome map | one of `_extends`, `version`, `vision`, `strategy`, `teams`, `metrics`, `objectives`, `policy`, `release`, `follow_up`, `digest`",
    ],
    [
      'a very long name',
      `version: 1\n${'long'.repeat(200)}: 1`,
      `2:1 \`${'long'.repeat(15).slice(0, 59)}…\` is not a key of an outcome map | one of \`_extends\`, \`version\`, \`vision\`, \`strategy\`, \`teams\`, \`metrics\`, \`objectives\`, \`policy\`, \`release\`, \`follow_up\`, \`digest\``,
    ],
    [
      'steps out of the repository',
      '_extends: base:../../secrets.yml',
      '1:11 `_extends` is `base:../../secrets.yml` | `repository` or `owner/repository`, with `:path/to/file.yml` if need be',
    ],
    [
      'a step for a repository',
      '_extends: "..:secrets.yml"',
      '1:11 `_extends` is `..:secrets.yml` | `repository` or `owner/repository`, with `:path/to/file.yml` if need be',
    ],
  ])('%s', (_, text, first) => {
    // Where a parser gives up depends on the machine's stack.
    const [problem] = problemsIn(text);
    expect(first.startsWith('1:?') ? problem?.replace(/^1:\d+/, '1:?') : problem).toBe(first);
  });

  test.each<[string, string]>([
    ['metrics without end', `version: 1\nmetrics:\n${lines(fits / 14, (i) => ` A${i}: {}`)}`],
    ['one metric again and again', `version: 1\nmetrics:\n${lines(fits / 14, () => ' a: {}')}`],
    [
      'strangers by the thousand',
      `version: 1\nmetrics:\n${lines(2000, (i) => ` m${i}: { good: up, drives: [${'abcdefgh'.replaceAll(/./g, `$&x${i},`)}] }`)}`,
    ],
    ['escapes that are none', `a: "${'\\x'.repeat(fits / 3)}"`],
  ])('a flood is cut: %s', (_, text) => {
    const problems = problemsIn(text);
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toMatch(/more problems from here on \| those above put right first$/);
  });

  test.each(['"', '& ', '! ', '] '])('nothing but faults, all in one line: %s', (fault) => {
    // Of this thread: others may keep the machine busy.
    const from = process.threadCpuUsage();
    expect(readOutcomeMap('outcomes.yml', fault.repeat(120_000 / fault.length))).toHaveProperty('problems');
    expect(process.threadCpuUsage(from).user / 1_000).toBeLessThan(3_000);
  });

  test('a circle of all metrics is spelled in short', () => {
    const circle = lines(2000, (i) => `  m${i}: { good: up, drives: m${(i + 1) % 2000} }`);
    expect(problemsIn(`version: 1\nmetrics:\n${circle}`)).toEqual([
      '2002:30 `drives` goes round in a circle: m0 -> m1 -> m2 -> m3 -> m4 -> m5 -> m6 -> m7 -> m8 -> m9 -> … -> m0 | a tree, where no metric drives itself by any way',
    ]);
  });

  test('a large map in order is read', () => {
    const chain = lines(2000, (i) => `  m${i}: { good: up, drives: [${i < 1999 ? `m${i + 1}` : ''}] }`);
    expect(problemsIn(`version: 1\nmetrics:\n${chain}`)).toEqual([]);
  });
});

describe('whatever the text', () => {
  const scrap = fc.constantFrom(
    ...[
      'version: 1',
      'metrics:',
      ' a:',
      '  good: up',
      'drives: [a]',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '\n',
      ' ',
      '\t',
      '&x ',
      '*x',
      '"',
      "'",
      '|',
      '>',
      '#',
      '!!x ',
      '%',
      '...',
      '---',
      '? ',
      ': ',
      ',',
      '\r',
      '\ufeff',
      '<<',
      '_extends: a',
      '3.1%',
      '\ud800',
      '\u202e',
      '\u0000',
    ],
  );

  test('it is a document or at least one problem with a place, never an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(scrap).map((scraps) => scraps.join('')),
        ),
        (text) => {
          const read = readOutcomeMap('map.yml', text);
          const problems = 'problems' in read ? read.problems : undefined;
          if (problems) expect(problems.length).toBeGreaterThan(0);
          for (const problem of problems ?? []) {
            expect(problem.line).toBeGreaterThan(0);
            expect(problem.line).toBeLessThanOrEqual(text.split('\n').length);
            expect(problem.column).toBeGreaterThan(0);
          }
        },
      ),
      runs(),
    );
  });

  const shape = {
    version: 1,
    metrics: {
      a: {
        title: 't',
        definition: 'd',
        unit: 'ms',
        good: 'up',
        horizon: 'leading',
        drives: ['b'],
        owner: '@o',
        source: 'c/q',
      },
      b: { good: 'down' },
    },
    objectives: [
      {
        id: 'O1',
        title: 't',
        period: '2026',
        key_results: [{ id: 'K', title: 't', metric: 'a', from: 1, to: 2, by: '2026-12-31', owner: '@o' }],
      },
    ],
    policy: {
      mode: 'advise',
      issues: { mode: 'off', labels: ['x'] },
      require: 'reference',
      exempt: { authors: ['a'], labels: ['l'], paths: ['p'] },
      redact: true,
    },
    release: { on: 'merge', environment: 'e', tags: 't' },
    follow_up: { after: ['7d'] },
  };

  function placesIn(value: unknown, path: PropertyKey[] = []): PropertyKey[][] {
    const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return [path, ...inside.flatMap(([key, item]) => placesIn(item, [...path, key]))];
  }

  function put(value: unknown, [step, ...rest]: PropertyKey[], to: unknown): unknown {
    if (step === undefined) return to;
    const copy: Record<PropertyKey, unknown> = Array.isArray(value) ? ([...value] as never) : { ...(value as object) };
    copy[step] = put(copy[step], rest, to);
    return copy;
  }

  const oddValue = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      [],
      {},
      '',
      ' ',
      -1,
      0,
      3,
      1e300,
      true,
      'x'.repeat(2000),
      [null],
      { x: 1 },
      [[]],
      Array(300).fill('x'),
      'a b',
      '\u0007',
      '1,2',
      '%',
      '99999d',
    ),
    fc.jsonValue(),
  );

  test('what is wrong with a value is said in our own words, in the schema or in the map of a whole file', () => {
    fc.assert(
      fc.property(fc.constantFrom(...placesIn(shape)), oddValue, (path, value) => {
        const read = readOutcomeMap('map.yml', stringify(put(shape, path, value)));
        if (!('problems' in read)) expect(outcomeMapOf(read.document)).toHaveProperty('map');
        for (const { what, expected } of 'problems' in read ? read.problems : []) {
          expect(`${what} ${expected}`).not.toMatch(/Invalid|Unrecognized|Too (big|small)|undefined|\[object/);
        }
      }),
      runs(),
    );
  });
});
