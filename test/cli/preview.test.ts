import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, runSoundings } from '../stage/process/run-soundings.ts';

const map = `version: 1
metrics:
  sign_ups: { title: Sign-ups, definition: new accounts a day, unit: count, good: up, source: files/sign_ups }
  revenue: { title: Revenue, definition: paid subscriptions, unit: usd, good: up }
objectives:
  - id: O1
    title: More teams start
    key_results:
      - { id: KR1, metric: sign_ups, from: 100, to: 200, by: 2031-06-30 }
policy: { mode: enforce }
`;

/** Half a year of days up to yesterday; from the release on a fifth more. */
function exported(releasedDaysAgo: number): string {
  const today = Math.floor(Date.now() / 86_400_000);
  const days = Array.from({ length: 180 }, (_, at) => 180 - at);
  const rows = days.map((ago) => {
    const value = (100 + ((ago * 37) % 11)) * (ago <= releasedDaysAgo ? 1.2 : 1);
    return `${new Date((today - ago) * 86_400_000).toISOString().slice(0, 10)},${Math.round(value)}`;
  });
  return ['date,value', ...rows].join('\n');
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const sources = (more = '') => `connections:
  files:
    type: csv
${more}    queries:
      sign_ups: { file: sign-ups.csv, time: date }
`;
const bet = 'Key result: KR1\nExpect: sign_ups +10% within 14 days\nGuard: revenue -5%\n';

const preview = (input: string, args: string[] = [], files: Record<string, string> = {}) =>
  runSoundings(['preview', '--map', 'map.yml', ...args], { cwd: folderOf({ 'map.yml': map, ...files }), input });
const withData = { 'sources.yml': sources(), 'sign-ups.csv': exported(30) };

/** Headings, first lines and what data made of them; not every word of what other tests hold. */
const headings = (markdown: string) => markdown.split('\n').filter((line) => /^#{1,3} /.test(line));

test('the check, the forecast and the readout of a release in the past, on the data of a file', async () => {
  const page = join(folderOf({}), 'page.html');
  const args = ['--sources', 'sources.yml', '--at', daysAgo(30), '--html', page];
  const { status, stdout, stderr } = await preview(bet, args, withData);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(headings(stdout)).toEqual([
    '# Check: success',
    '# Forecast',
    '### Sign-ups should rise 10% within 14 days of the release',
    expect.stringMatching(/^# Readout, had it shipped on \d/),
    expect.stringMatching(/^### It moved: Sign-ups up \d+(\.\d)?%, 10% was expected$/),
  ]);
  expect(stdout).toMatch(/In the 28 days since the merge/);
  expect(stdout).toContain('```mermaid');
  expect(stdout).toContain('@author, the movement is there.');
  expect(stdout).not.toContain('<!-- soundings:');
  expect(readFileSync(page, 'utf8')).toMatch(/<h3>It moved: Sign-ups up [\s\S]*<polyline /);
});

test('a page that cannot be written: the Markdown, and why', async () => {
  const { status, stdout, stderr } = await preview(bet, ['--html', 'none/page.html']);
  expect({ status, first: headings(stdout)[0] }).toEqual({ status: 1, first: '# Check: success' });
  expect(stderr).toContain('none/page.html: cannot be written (ENOENT)');
});

test('without sources the forecast says what it was not told', async () => {
  const { status, stdout, stderr } = await preview(bet);
  expect(status).toBe(0);
  expect(stderr).toMatch(/^no file of sources is named: write --sources FILE/);
  expect(stdout).toContain('`sign_ups` cannot be measured: no file of sources was named (source `files/sign_ups`).');
});

test('what would stop the pull request: no forecast, and exit status 1', async () => {
  const { status, stdout } = await preview('A new form.');
  expect(status).toBe(1);
  expect(headings(stdout)[0]).toBe('# Check: failure');
  expect(stdout).toContain('**No key result or hypothesis named**');
  expect(stdout.trimEnd().endsWith('None: the description stakes nothing that could be measured.')).toBe(true);
});

test.each<[string, string[], Record<string, string>, RegExp]>([
  [
    'sources that are for others',
    ['--sources', 'sources.yml'],
    { ...withData, 'sources.yml': sources('    owners: [acme]\n') },
    /^some of the sources are for certain owners only: say with --owner/,
  ],
  ['a file that is not there', ['--sources', 'none.yml'], {}, /none\.yml/],
  ['a release to come', ['--at', daysAgo(-3)], {}, /^--at is no day that is over, expected a date such as \d{4}-/],
  ['no date', ['--at', 'soon'], {}, /^--at is no day that is over, .*: soon$/],
])('%s: one line that says what to do', async (_, args, files, said) => {
  const { status, stdout, stderr } = await preview(bet, args, files);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.trim()).toMatch(said);
});
