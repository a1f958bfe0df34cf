import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeDataFolder } from './stage/database/data-folders.ts';
import { inRepository } from './stage/in-repository.ts';
import { environment, privateKey, webhookSecret } from './stage/process/server-process.ts';
import { within } from './stage/run/crowding.ts';

/* The image without an engine: what its last stage copies is put into a clean folder, and its command run there. Packages are those of this clone. */

const dockerfile = readFileSync('Dockerfile', 'utf8');
const [, , last = ''] = dockerfile.split(/^FROM .*$/m).slice(1);
const folder = mkdtempSync(join(tmpdir(), 'soundings-image-'));
afterAll(() => rmSync(folder, { recursive: true }));

const steps = (name: string) => [...last.matchAll(new RegExp(`^${name} (.+)$`, 'gm'))].map(([, rest = '']) => rest);
const copied = steps('COPY').flatMap((step) => {
  const words = step.split(' ');
  return step.startsWith('--from') ? [] : words.slice(0, -1).map((from) => [from, words.at(-1) as string] as const);
});
const files = () => readdirSync(app, { recursive: true }).filter((name) => !String(name).startsWith('node_modules'));
const app = join(folder, 'app');

test('its last stage has Node, no npm and no root, and says how it does', () => {
  expect(dockerfile.match(/^FROM .*$/gm)?.at(-1)).toBe('FROM alpine:3.22');
  expect(steps('COPY')).toContain('--from=node /usr/local/bin/node /usr/local/bin/');
  expect(last.replaceAll(/^#.*$/gm, '')).not.toMatch(/\b(npm|npx|corepack|yarn)\b/);
  expect(steps('USER')).toEqual(['1000:1000']);
  expect(steps('HEALTHCHECK')[0]).toContain('/healthz');
  expect(JSON.parse(steps('CMD')[0] ?? '')).toEqual(['node', '--max-semi-space-size=4', 'src/main.ts']);
});

test('what it copies is not kept out of the build, and is there', () => {
  const letIn = readFileSync('.dockerignore', 'utf8').match(/(?<=^!).+$/gm) ?? [];
  const all = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, rest = '']) =>
    rest.split(' ').slice(0, -1),
  );
  expect([...new Set(all)].sort()).toEqual([...letIn].sort());
  expect(all.filter((name) => !existsSync(name))).toEqual([]);
});

test('from that alone it starts, and writes nothing beside its data', async () => {
  for (const [from, to] of copied) {
    const target = to.endsWith('/') ? join(app, to, from) : join(app, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true });
  }
  symlinkSync(inRepository('node_modules'), join(app, 'node_modules'));
  const before = files();
  const child = spawn(process.execPath, JSON.parse(steps('CMD')[0] ?? '').slice(1), {
    cwd: app,
    env: environment({
      ...{ APP_ID: '1', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: webhookSecret, METRICS_PORT: '0' },
      DATA_DIR: await makeDataFolder(join(folder, 'data'), 'started'),
    }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await expect.poll(() => said, within(30)).toContain('"msg":"Listening"');
    const port = /"port":(\d+)/.exec(said)?.[1];
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  } finally {
    child.kill('SIGKILL');
  }
  expect(files()).toEqual(before);
});
