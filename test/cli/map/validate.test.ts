import { describe, expect, test } from 'vitest';
import { folderOf, runSoundings } from '../../stage/process/run-soundings.ts';
import { acmeMap as acme } from '../../stage/samples/acme-map.ts';

const validate = (files: Record<string, string>, args = Object.keys(files)) =>
  runSoundings(['validate', ...args], { cwd: folderOf(files) });

/** What the example could say better. */
const warnings = (file: string) =>
  [4, 5]
    .map((line) => [line, line === 4 ? 'revenue' : 'projects_completed'])
    .map(
      ([
        line,
        name,
      ]) => `${file}:${line}:3: warning: \`${name}\` has no owner. There is nobody to ask when it moves, or when it is challenged. Better: \`owner: "@org/team"\`. (no-owner)
${file}:${line}:3: warning: \`${name}\` has no definition. Two people would count it differently. Better: \`definition: what is counted, and when, per UTC day\`. (no-definition)
`,
    )
    .join('');

test('a map in order, and what it could say better', async () => {
  expect(await validate({ 'map.yml': acme })).toEqual({
    status: 0,
    stdout: `map.yml: nothing wrong; 3 metrics, 1 objective, 1 key result; 4 warnings\n${warnings('map.yml')}`,
    stderr: '',
  });
});

test('a map that makes errors of warnings, and silences others', async () => {
  const strict = acme.replace('policy:', 'policy:\n  lint: { no-owner: error, no-definition: off }');
  expect(await validate({ 'map.yml': strict })).toEqual({
    status: 1,
    stdout: `map.yml: 2 errors; 3 metrics, 1 objective, 1 key result
map.yml:4:3: error: \`revenue\` has no owner. There is nobody to ask when it moves, or when it is challenged. Better: \`owner: "@org/team"\`. (no-owner)
map.yml:5:3: error: \`projects_completed\` has no owner. There is nobody to ask when it moves, or when it is challenged. Better: \`owner: "@org/team"\`. (no-owner)
`,
    stderr: '',
  });
});

test('no file named means that of the repository', async () => {
  expect(await validate({ '.github/soundings.yml': acme }, [])).toEqual({
    status: 0,
    stdout: `.github/soundings.yml: nothing wrong; 3 metrics, 1 objective, 1 key result; 4 warnings\n${warnings('.github/soundings.yml')}`,
    stderr: '',
  });
});

describe('--data', () => {
  const day = 86_400_000;
  const today = Math.floor(Date.now() / day) * day;
  const dateOf = (days: number) => new Date(today + days * day).toISOString().slice(0, 10);
  const csv = (level: (i: number) => number) =>
    `t,value\n${Array.from({ length: 200 }, (_, i) => `${dateOf(i - 200)},${level(i)}\n`).join('')}`;
  const map = `version: 1
metrics:
  revenue: { definition: paid, unit: usd, good: up, owner: cfo, source: files/steady }
  growing: { definition: d, good: up, drives: revenue, owner: o, source: files/growing }
  empty: { definition: d, good: up, drives: revenue, owner: o, source: files/empty }
  gone: { definition: d, good: up, drives: revenue, owner: o, source: elsewhere/gone }
objectives:
  - id: O1
    title: Small teams stay
    key_results:
      - { id: KR1, metric: growing, from: 100, to: 220, by: ${dateOf(90)} }
      - { id: KR2, metric: revenue, from: 100, to: 900, by: ${dateOf(90)} }
      - { id: KR3, metric: empty, from: 1, to: 2, by: ${dateOf(90)} }
      - { id: KR4, metric: gone, from: 1, to: 2, by: ${dateOf(90)} }
`;
  const files = {
    'map.yml': map,
    'sources.yml':
      'connections:\n  files: { type: csv, queries: { growing: growing.csv, steady: steady.csv, empty: empty.csv } }\n',
    'growing.csv': csv((i) => Math.round(10_000 * Math.exp(0.004 * i) * (1 + 0.02 * Math.sin(9 * i))) / 100),
    'steady.csv': csv((i) => 100 + 3 * Math.sin(7 * i)),
    'empty.csv': 't,value\n',
  };

  test('holds key results against what was measured', async () => {
    const run = await validate(files, ['--data', '--sources', 'sources.yml', 'map.yml']);
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    const [first, ...found] = run.stdout.trim().split('\n');
    expect(first).toBe('map.yml: nothing wrong; 4 metrics, 1 objective, 4 key results; 4 warnings');
    expect(found).toHaveLength(4);
    expect(found[0]).toMatch(
      /^map\.yml:5:\d+: warning: `empty` has never had a value \(`files\/empty`\)\. .* \(unmeasured\)$/,
    );
    expect(found[1]).toMatch(
      /^map\.yml:6:\d+: warning: `gone` cannot be read \(`elsewhere\/gone`\): the operator has no source named "elsewhere\/gone"\./,
    );
    expect(found[2]).toMatch(/^map\.yml:11:\d+: warning: Left alone, `growing` has a chance of .* \(sandbagged\)$/);
    expect(found[3]).toMatch(/^map\.yml:12:\d+: warning: `revenue` has a chance of less than 1% .* \(out-of-reach\)$/);
  });

  test('a metric that no key result is on is read too', async () => {
    const aside = map.replace(`      - { id: KR3, metric: empty, from: 1, to: 2, by: ${dateOf(90)} }\n`, '');
    const run = await validate({ ...files, 'map.yml': aside }, ['--data', '--sources', 'sources.yml', 'map.yml']);
    expect(run.stdout).toMatch(/^map\.yml:5:\d+: warning: `empty` has never had a value .* \(unmeasured\)$/m);
  });

  test('another file of sources, for an owner', async () => {
    const owned = files['sources.yml'].replace('type: csv', 'type: csv, owners: [acme]');
    const elsewhere = { ...files, 'sources.yml': 'connections: {}\n', 'other.yml': owned };
    const run = await validate(elsewhere, ['map.yml', '--data', '--sources', 'other.yml', '--owner', 'acme']);
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toContain('(sandbagged)');
    expect(await validate(elsewhere, ['map.yml', '--data', '--sources', 'other.yml'])).toMatchObject({
      status: 1,
      stderr: 'some of the sources are for certain owners only: say with --owner for whom they are to be read\n',
    });
  });

  test('without a file of sources there is nothing to hold it against', async () => {
    expect(await validate(files, ['map.yml', '--data'])).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^no file of sources is named: write --sources FILE, or set SOUNDINGS_SOURCES\. /),
    });
    expect(await validate({ 'map.yml': map }, ['map.yml', '--data', '--sources', 'gone.yml'])).toMatchObject({
      status: 1,
      stderr:
        'gone.yml:1:1: there is no such file, expected the file of sources that --sources or SOUNDINGS_SOURCES names\n',
    });
    expect(await validate({ 'map.yml': map }, ['map.yml', '--owner', 'acme'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--owner goes with --data'),
    });
  });
});

test('every problem of every file, as file:line:column', async () => {
  expect(
    await validate({
      'one.yml': 'version: 1\nmetrics:\n  rate: { good: upp, drives: [tim] }\n  time: { good: down }\npolice: {}\n',
      'two.yml': acme,
      'three.yml': 'version: 1\n\tpolicy:',
    }),
  ).toEqual({
    status: 1,
    stdout: `one.yml:3:17: \`metrics.rate.good\` is \`upp\`, expected \`up\` or \`down\`
one.yml:3:31: \`rate\` drives \`tim\`, which is not in the map, expected \`time\`, or another metric of the map
one.yml:5:1: \`police\` is not a key of an outcome map, expected \`policy\`
two.yml: nothing wrong; 3 metrics, 1 objective, 1 key result; 4 warnings
${warnings('two.yml')}three.yml:2:1: a tab in the indentation, expected spaces
`,
    stderr: '',
  });
});

test('an addition is valid as far as it goes', async () => {
  const addition = '_extends: acme/.github\nmetrics: { rate: { drives: revenue } }\n';
  expect(await validate({ 'map.yml': addition })).toEqual({
    status: 0,
    stdout: 'map.yml: nothing wrong; what it adds to (acme/.github:.github/soundings.yml) was not looked up\n',
    stderr: '',
  });
});

test('a file that cannot be read does not keep the others from being read', async () => {
  expect(await validate({ 'map.yml': 'version: 1' }, ['absent.yml', '.', 'map.yml'])).toEqual({
    status: 1,
    stdout: 'map.yml: nothing wrong; 0 metrics, 0 objectives, 0 key results\n',
    stderr: 'cannot read absent.yml: there is no such file\ncannot read .: it is a folder\n',
  });
});
