import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { insertEntry } from '../../src/cli/source/insert-entry.ts';
import { kinds } from '../../src/cli/source/kinds.ts';
import { entryOf } from '../../src/cli/source/new-entry.ts';
import { parseSources } from '../../src/metrics/parse-sources.ts';
import { registry } from '../../src/metrics/registry.ts';
import { inRepository } from '../stage/in-repository.ts';
import { folderOf, runSoundings } from '../stage/process/run-soundings.ts';

const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const csv = ['t,value', ...Array.from({ length: 30 }, (_, at) => `${dayBefore(30 - at)},${100 + (at % 7)}`), ''].join(
  '\n',
);
const file = `# ours
connections:
  files: # here
    type: csv
    queries: { a: a.csv } # keep this
  warehouse:
    type: csv
    queries:
      # why this one
      b: >
        a.csv

# the end
`;

test.each<[what: string, text: string, place: string[], expected: string | RegExp]>([
  ['no file', '', ['connections'], 'connections:\n  k: v\n'],
  ['remarks alone', '# ours', ['connections'], '# ours\nconnections:\n  k: v\n'],
  ['another key', 'network: public\n', ['connections'], 'network: public\nconnections:\n  k: v\n'],
  ['block', file, ['connections'], file.replace('\n# the end', '  k: v\n\n# the end')],
  [
    'block, deeper',
    file,
    ['connections', 'warehouse', 'queries'],
    file.replace('\n# the end', '      k: v\n\n# the end'),
  ],
  ['braces', file, ['connections', 'files', 'queries'], file.replace('a.csv }', 'a.csv, k: v }')],
  ['braces without anything', 'connections: {}', ['connections'], 'connections: { k: v }'],
  [
    'no line end',
    'connections:\n    x: { type: push }',
    ['connections'],
    'connections:\n    x: { type: push }\n    k: v\n',
  ],
  ['a text in its place', 'connections: none', ['connections'], /^the entry does not fit/],
  ['nothing in its place', 'connections:\n', ['connections'], /^the entry does not fit/],
  ['no YAML', 'connections: [', ['connections'], /^it is no YAML/],
])('an entry in %s: the rest stays as it is', (_, text, place, expected) => {
  const made = insertEntry(text, place, 'k', 'v');
  if (typeof expected === 'string') expect(made).toMatchObject({ text: expected });
  else expect(made).toEqual({ problem: expect.stringMatching(expected) });
});

test('what is there already is not replaced', () => {
  expect(insertEntry(file, ['connections', 'files', 'queries'], 'a', 'b.csv')).toEqual({
    problem: 'it has connections.files.queries.a already',
  });
});

const { privateKey } = generateKeyPairSync('ed25519');
const serviceAccount = {
  ...{ client_email: 'r@p.example', token_uri: 'https://oauth2.googleapis.com/token' },
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
};
const secrets = new Map([
  ['postgres', 'postgres://ada:hunter2@db.example/w'],
  ['mysql', 'mysql://ada:hunter2@db.example/w'],
  ['influxdb', 'https://ada:hunter2@influx.example/'],
  ['bigquery', JSON.stringify(serviceAccount)],
]);

test('every type that gives figures can be added', () => {
  expect([...kinds.keys(), 'grafana', 'slack', 'webhook'].sort()).toEqual([...registry.keys()].sort());
});

test.each([...kinds.keys()])('an entry of type %s is one that the server takes, and holds no secret', (kind) => {
  const secret = secrets.get(kind) ?? 'hunter2';
  const { query, settings = [] } = kinds.get(kind) ?? {};
  const wanted = {
    ...{ kind, connection: 'new', name: 'q', credentials: 'SECRET', owners: ['acme', '7'] },
    ...{ address: kind === 'duckdb' ? 'exports' : 'https://x.example/', ...(query && { query: query.example }) },
    settings: Object.fromEntries(settings.map(({ key, example }) => [key, example])),
  };
  const { place, key, value } = entryOf(wanted, false);
  const made = insertEntry('', place, key, value);
  expect(made).toEqual({ text: expect.any(String), added: expect.any(String) });
  const { text } = made as { text: string };
  expect(text).not.toContain(secret);
  expect(text).not.toContain('hunter2');
  const read = parseSources({ file: 'sources.yml', text, environment: { SECRET: secret }, place: { folder: '.' } });
  const queries = query && { queries: new Set(['q']) };
  expect(read).toEqual({ value: new Map([['new', expect.objectContaining({ owners: ['acme', 7], ...queries })]]) });
});

describe('without a terminal', () => {
  const run = (cwd: string, ...args: string[]) => runSoundings(['source', 'add', ...args], { cwd });

  test('flags do the same: the query is tried, then written', async () => {
    const cwd = folderOf({ 'sources.yml': file, 'a.csv': csv });
    const { status, stdout, stderr } = await run(cwd, '--name', 'warehouse/signups', '--query', 'a.csv');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('warehouse/signups: 28 days of figures, from ');
    expect(stdout).toMatch(
      /Written to sources\.yml:\n\n {6}signups: a\.csv\n\nIn the outcome map: `source: warehouse\/signups`\./,
    );
    expect(readFileSync(join(cwd, 'sources.yml'), 'utf8')).toBe(
      file.replace('\n# the end', '      signups: a.csv\n\n# the end'),
    );
    expect(await run(cwd, '--name', 'warehouse/signups', '--query', 'a.csv')).toMatchObject({
      ...{ status: 1, stdout: '' },
      stderr:
        'soundings source add: sources.yml: it has connections.warehouse.queries.signups already. Nothing was written\n',
    });
  });

  test('what is pushed has no query; a new file names its schema for editors', async () => {
    const cwd = folderOf({});
    const { status, stdout, stderr } = await run(cwd, '--kind', 'push', '--name', 'pushed/signups', '--owners', 'acme');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('`npx soundings token create --owner acme --metrics signups`');
    const text = readFileSync(join(cwd, 'sources.yml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=https:\S+\/schema\/sources\.schema\.json\nconnections:\n/);
    expect(parse(text)).toEqual({ connections: { pushed: { type: 'push', owners: ['acme'] } } });
    expect((await run(cwd, '--name', 'pushed/visits')).stderr).toContain('pushed is there, and takes every name');
  });

  test.each<[string[], number, string]>([
    [[], 1, 'there is no terminal to ask in: give --name'],
    [['--name', 'x'], 1, '--name: write connection/query, such as warehouse/signup_rate'],
    [['--name', 'x/y'], 1, 'there is no terminal to ask in: give --kind, for a new connection'],
    [['--kind', 'csv', '--name', 'x/y'], 1, 'there is no terminal to ask in: give --query'],
    [['--kind', 'oracle', '--name', 'x/y'], 2, "option '--kind <type>' argument 'oracle' is invalid"],
    [['--kind', 'csv', '--name', 'x/y', '--query', 'none.csv'], 1, 'It gives no figures'],
    [
      ['--kind', 'influxdb', '--name', 'x/y', '--query', 'd', '--address', 'https://x.example'],
      1,
      'there is no terminal to ask in: give --set database=growth',
    ],
    [
      ['--kind', 'csv', '--name', 'x/y', '--query', 'd', '--set', 'delimiter=;'],
      1,
      '--set delimiter: csv is not asked for it here',
    ],
    [['--kind', 'csv', '--name', 'x/y', '--set', 'delimiter'], 2, '"delimiter" is no key with a value'],
    [
      ['--kind', 'http', '--name', 'x/y', '--query', '{ path: [', '--address', 'https://x.example'],
      1,
      'It gives no figures',
    ],
    [
      ['--kind', 'http', '--name', 'x/y', '--query', '{ a: { }', '--address', 'https://x.example'],
      1,
      '--query: it begins as a mapping and is none',
    ],
    [
      ['--kind', 'http', '--name', 'x/y', '--query', 'd', '--address', 'https://a:hunter2@x.example'],
      1,
      '--address: it holds a password: put it into a variable',
    ],
    [
      ['--kind', 'mysql', '--name', 'x/y', '--query', 'd', '--credentials', 'NOT_SET'],
      1,
      '--credentials: NOT_SET is not set: write it into .env of this folder',
    ],
    [
      ['--kind', 'mysql', '--name', 'x/y', '--query', 'd', '--credentials', 'mysql://a:hunter2@x'],
      1,
      '--credentials: write the name of a variable, not what is in it',
    ],
  ])('%s is refused, and nothing is written', async (args, status, why) => {
    const cwd = folderOf({});
    const told = await run(cwd, ...args);
    expect(told).toMatchObject({ status, stderr: expect.stringContaining(why) });
    expect(told.stdout + told.stderr).not.toContain('hunter2');
    expect(existsSync(join(cwd, 'sources.yml'))).toBe(false);
  });
});

/** Runs it in a pseudo-terminal, and types each answer once its question is there. */
async function inTerminal(cwd: string, answers: [question: string, typed: string][]) {
  const command = `stty cols 120 rows 40; '${process.execPath}' '${inRepository('bin/soundings.js')}' source add`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { ...process.env, TERM: 'xterm', CI: '' },
  });
  let said = '';
  const left = [...answers];
  let seen = 0;
  child.stdout.on('data', (chunk) => {
    said += chunk;
    for (;;) {
      const [question, typed] = left[0] ?? [];
      const at = question === undefined ? -1 : said.indexOf(question, seen);
      if (question === undefined || at === -1) return;
      seen = at + question.length;
      left.shift();
      child.stdin.write(typed ?? '');
    }
  });
  // A question that never comes is a test that fails, with what was said.
  const patience = setTimeout(() => child.kill('SIGKILL'), 30_000);
  const [status] = await once(child, 'close');
  clearTimeout(patience);
  return { status, said, left };
}

test('in a terminal it asks, tries, lets a query be mended, and writes', async () => {
  const cwd = folderOf({ 'a.csv': csv });
  const { status, said, left } = await inTerminal(cwd, [
    ['Name, as the outcome map', 'files/visits\r'],
    ['What is it?', '\u001b[B\u001b[B\u001b[B\u001b[B\r'],
    ['GitHub owners', 'acme\r'],
    ['File, with the columns', 'none.csv\r'],
    ['What now?', '\r'],
    ['Query', 'a.csv\r'],
    ['Write it to sources.yml', '\r'],
  ]);
  expect({ status, left }, said).toEqual({ status: 0, left: [] });
  expect(said).toContain('files/visits: 28 days of figures');
  expect(parse(readFileSync(join(cwd, 'sources.yml'), 'utf8'))).toEqual({
    connections: { files: { type: 'csv', owners: ['acme'], queries: { visits: 'a.csv' } } },
  });
});

test('Ctrl+C leaves, and nothing is written', async () => {
  const cwd = folderOf({});
  const { status, said } = await inTerminal(cwd, [['Name, as the outcome map', '\u0003']]);
  expect({ status, said }).toEqual({
    status: 1,
    said: expect.stringContaining('soundings source add: left. Nothing was written'),
  });
  expect(existsSync(join(cwd, 'sources.yml'))).toBe(false);
});
