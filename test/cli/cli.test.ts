import { readFileSync } from 'node:fs';
import { Command, Help } from 'commander';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { inRepository } from '../stage/in-repository.ts';
import { folderOf, runSoundings } from '../stage/process/run-soundings.ts';

test('the help lists the commands', async () => {
  const { status, stdout, stderr } = await runSoundings(['--help']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: soundings \[options\] \[command\]\n\nTies pull requests to outcomes/);
  expect(stdout).toMatch(/^ {2}init \[options\] \[dir\] +write the starter files of a repository$/m);
  expect(stdout).toMatch(/^ {2}validate \[options\] \[file\.\.\.\] +check an outcome map for mistakes$/m);
  expect(stdout).toMatch(/^ {2}check \[options\] +check the description of a pull request, offline$/m);
  expect(stdout).toMatch(/Exit status: 0 success, 1 failure, 2 invalid usage\.\n$/);
});

test('the help lists each command as it would list itself', async () => {
  const [program, byCommander] = [new Command(), new Help()];
  for (const { load } of commands) (await load())(program);
  expect(commands.map(({ name, usage }) => [name, usage].join(' ').trim())).toEqual(
    program.commands.map((command) => byCommander.subcommandTerm(command)),
  );
});

test('the help loads no command', async () => {
  const folder = folderOf({
    'told.mjs': `import { registerHooks } from 'node:module';
      registerHooks({ load: (url, context, next) => (process.stderr.write(url + '\\n'), next(url, context)) });`,
  });
  const loadedFor = async (...args: string[]) => {
    const { stderr } = await runSoundings(args, { node: ['--import', `${folder}/told.mjs`] });
    return stderr.split('\n').filter((url) => url.startsWith('file:')).length;
  };
  // The entry, the list of commands, commander, and what a bundler adds.
  expect(await loadedFor('--help')).toBeLessThanOrEqual(4);
  expect(await loadedFor('check', '--help')).toBeGreaterThan(6);
});

test('the help of a command is at hand either way', async () => {
  const [one, other] = await Promise.all([runSoundings(['help', 'check']), runSoundings(['check', '--help'])]);
  expect(one).toEqual(other);
  expect(one).toMatchObject({ status: 0, stdout: expect.stringContaining('Example: soundings check --body') });
});

test('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  expect(await runSoundings(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test.each<[situation: string, args: string[], stderr: string]>([
  [
    'an unknown command',
    ['valdate'],
    "error: unknown command 'valdate'\n(Did you mean validate?)\nRun `soundings --help` for usage.\n",
  ],
  [
    'a command that is a word of the language',
    ['constructor'],
    "error: unknown command 'constructor'\nRun `soundings --help` for usage.\n",
  ],
  [
    'an unknown option',
    ['check', '--boddy', 'x'],
    "error: unknown option '--boddy'\n(Did you mean --body?)\nRun `soundings --help` for usage.\n",
  ],
  [
    'no file',
    ['validate'],
    'error: there is no .github/soundings.yml here; name the file: soundings validate FILE\nRun `soundings --help` for usage.\n',
  ],
])('%s is refused with status 2', async (_, args, stderr) => {
  expect(await runSoundings(args, { cwd: folderOf({}) })).toEqual({ status: 2, stdout: '', stderr });
});

test('no command at all shows the help, with status 2', async () => {
  const { status, stdout, stderr } = await runSoundings([]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^Usage: soundings/);
});

test.each(['12.0.0', '20.20.2', '22.19.9'])('Node %s is told in one line that it is too old', async (version) => {
  const folder = folderOf({
    'older.cjs': `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  });
  expect(await runSoundings(['--version'], { node: ['--require', `${folder}/older.cjs`] })).toEqual({
    status: 1,
    stdout: '',
    stderr: `soundings needs Node 22.20 or newer, and this is Node ${version}\n`,
  });
});

test('the entry is written for a Node that knows nothing new', () => {
  const entry = readFileSync(inRepository('bin/soundings.js'), 'utf8');
  expect(entry).not.toMatch(/\?\.|\?\?|\|\|=|&&=|^import |^export |await|require\(/m);
});

test('readouts of days that have not come are refused, unless that is meant', async () => {
  const { status, stdout, stderr } = await runSoundings(['readouts', '--now', '2999-01-01'], { cwd: folderOf({}) });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^2999-01-01T00:00:00\.000Z is later than the clock, which says \d{4}-.*--ahead.*--dry-run/);
});
