import { expect, test } from 'vitest';
import { effectsOf, judgeReleases, judgeTogether } from '../../../src/cli/backtest/judge-releases.ts';
import { type Release, readReleases } from '../../../src/cli/backtest/read-releases.ts';
import { folderOf, runSoundings } from '../../stage/process/run-soundings.ts';
import { normal, uniform } from '../../stage/series/seeded-random.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const dated = (at: number) => new Date(start + at * day).toISOString().slice(0, 10);

/** Days with a weekend and 4% of chance; from each release on what it adds. */
function series(seed: number, added: Record<number, number> = {}, days = 300) {
  const chance = normal(uniform(seed));
  const samples = Array.from({ length: days }, (_, at) => {
    const weekday = at % 7 < 5 ? 1 : 0.7;
    const lift = Object.entries(added).reduce((sum, [from, size]) => (at >= Number(from) ? sum * (1 + size) : sum), 1);
    return { t: start + at * day, value: 1000 * weekday * lift * (1 + 0.04 * chance()) };
  });
  return { bucket: 'day' as const, samples };
}
const releases = (...days: number[]): Release[] =>
  days.map((at) => ({ name: `v${at}`, moment: { at: start + at * day, wall: start + at * day, isDay: true } }));
const asked = { windowDays: 28, good: 'up', neverFalls: false } as const;

test('effects are found where they are, and each of two that cannot be told apart names the other', () => {
  const rows = judgeReleases(series(1, { 120: 0.2, 200: -0.2 }), releases(60, 120, 200, 201, 297), asked);
  expect(rows.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['v60', 'inconclusive'],
    ['v120', 'moved'],
    ['v200', 'backfired'],
    ['v201', 'backfired'],
    ['v297', undefined],
  ]);
  const [, , one, other] = rows;
  expect([one, other].map((row) => row?.answer.kind === 'effect' && row.answer.sharedWith)).toEqual([
    ['v201'],
    ['v200'],
  ]);
  expect(effectsOf(rows.filter(({ verdict }) => verdict === 'backfired'))).toBe(1);
});

test('ten releases that do nothing, on six metrics: one in twenty such reports may say otherwise', () => {
  const wrong = Array.from({ length: 6 }, (_, seed) =>
    judgeReleases(series(seed + 50), releases(60, 82, 104, 126, 148, 170, 192, 214, 236, 258), asked).some(
      ({ verdict }) => verdict === 'moved' || verdict === 'backfired',
    ),
  );
  expect(wrong.filter(Boolean).length).toBeLessThanOrEqual(1);
});

test('metrics of one report pay for each other', () => {
  const question = (seed: number) => ({ series: series(seed), releases: releases(60, 120, 200), asked });
  const confidence = (rows: ReturnType<typeof judgeReleases>) =>
    rows.map(({ answer }) => (answer.kind === 'effect' ? (answer.confidence ?? 0) : 0)).sort();
  const [alone, together] = [judgeTogether([question(1)]), judgeTogether([question(1), question(2)])].map((all) =>
    confidence(all.flat()),
  );
  expect(alone?.map((one) => one.toFixed(3))).toEqual(['0.983', '0.983', '0.983']);
  expect(together?.map((one) => one.toFixed(3))).toEqual(Array(6).fill('0.992'));
});

const read = async (text: string) => {
  const folder = folderOf({ 'releases.csv': text });
  const found = await readReleases(`${folder}/releases.csv`, 'Europe/Berlin');
  return 'problem' in found
    ? found.problem.replace(`${folder}/`, '')
    : found.releases.map(({ name, moment }) => `${name} ${new Date(moment.at).toISOString().slice(0, 16)}`);
};

test.each<[string, string, string[] | string]>([
  [
    'a header, any order',
    'date,release\n2026-10-03,v2\n2026-10-01,v1\n',
    ['v1 2026-10-01T00:00', 'v2 2026-10-03T00:00'],
  ],
  ['no header', '2026-10-01,v1\n2026-10-03,v2\n', ['v1 2026-10-01T00:00', 'v2 2026-10-03T00:00']],
  ['days alone', '2026-10-01\n2026-10-03\n', ['2026-10-01 2026-10-01T00:00', '2026-10-03 2026-10-03T00:00']],
  ['names first, times with an hour', 'tag;at\nv1;2026-10-01 09:30\n', ['v1 2026-10-01T07:30']],
  ['people’s dates', 'day,what\n31/10/2026,a\n01/11/2026,b\n', ['a 2026-10-31T00:00', 'b 2026-11-01T00:00']],
  [
    'a date that can be two',
    'day,what\n01/11/2026,b\n',
    'releases.csv: line 2: "01/11/2026" is 2026-11-01 or 2026-01-11; write days as 2026-10-01',
  ],
  ['a cell that is no day', 'day,what\n2026-10-01,a\nsoon,b\n', 'releases.csv: line 3: "soon" is not a day'],
  [
    'no days at all',
    'a,b\nc,d\n',
    'releases.csv: no column of days; line 2 is "c,d"; expected: a line per release, such as 2026-10-01,v1.4.0',
  ],
  ['a header alone', 'day,what\n', 'releases.csv: there are no releases under the header'],
  ['nothing', '', 'releases.csv: the file is empty; expected: a line per release, such as 2026-10-01,v1.4.0'],
])('releases: %s', async (_, text, expected) => expect(await read(text)).toEqual(expected));

test('a report of two files, and the same for machines', async () => {
  const rows = series(1, { 120: 0.2 }).samples.map(
    ({ t, value }) => `${new Date(t).toISOString().slice(0, 10)},${value}`,
  );
  const files = {
    'sign-ups.csv': ['date,value', ...rows].join('\n'),
    'releases.csv': `date,release\n${dated(60)},v1\nFrozen\n${dated(120)},v2\n${dated(298)},v3\n`,
  };
  const run = (...args: string[]) =>
    runSoundings(['backtest', 'sign-ups.csv', '--releases', 'releases.csv', ...args], { cwd: folderOf(files) });
  const { status, stdout } = await run();
  expect(status).toBe(0);
  expect(stdout).toMatch(/^3 releases, 28 days of sign-ups after each\n/);
  expect(stdout).toMatch(/\nv2 +2026-05-01 +\+\d+(\.\d)?% +\+\d.* to \+\d.*% +moved +from \d/);
  expect(stdout).toMatch(/\nv3 +2026-10-26 +no-data +There is 1 day with a value since the release; 7 are needed\.\n/);
  expect(stdout).toContain(
    'Of 2 releases that can be measured 1 moved it for the better, 0 for the worse; of 1 nobody can tell.\n1 release cannot be measured.\n',
  );
  expect(stdout).toContain('\nNote: releases.csv: line 3 is left out: "Frozen" is not a day.\n');
  const machines = JSON.parse((await run('--format', 'json')).stdout);
  expect(machines.map(({ release, verdict }: Record<string, string>) => [release, verdict])).toEqual([
    ['v1', 'inconclusive'],
    ['v2', 'moved'],
    ['v3', 'no-data'],
  ]);
});
