import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { keepReads } from '../../src/db/source-reads.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { makeDataFolder } from '../stage/database/data-folders.ts';
import { runSoundings, spawnSoundings } from '../stage/process/run-soundings.ts';
import { type ServerProcess, startServerProcess } from '../stage/process/server-process.ts';
import { saveSampleRecord } from '../stage/samples/sample-record.ts';

describe('beside a running server on the embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'soundings-beside-'));
  const where = { DATA_DIR: join(folder, 'data') };
  let server: ServerProcess;
  const run = (...args: string[]) => runSoundings(args, { cwd: folder, env: where });

  beforeAll(async () => {
    const connection = await connect({ dataDir: await makeDataFolder(where.DATA_DIR, 'started') });
    const store = createStore(connection.database, async () => {});
    await saveSampleRecord(store);
    await store.rememberRepository({
      ...{ id: 99, ownerId: 1, owner: 'acme', name: 'tools', defaultBranch: 'main', private: true, installationId: 3 },
    });
    const failure = { reason: 'unreachable', text: 'the source could not be reached' } as const;
    const at = new Date('2026-11-03T09:00:00Z');
    const read = { source: 'files', query: 'signups', at, seconds: 1, failure };
    await keepReads(connection.database, [read], new Date());
    await connection.close();
    writeFileSync(
      join(folder, 'sources.yml'),
      'connections: { pushed: { type: push, owners: [acme] }, files: { type: csv, queries: { signups: a.csv, visits: a.csv } } }\n',
    );
    writeFileSync(join(folder, 'a.csv'), `t,value\n${new Date().toISOString().slice(0, 8)}01,3\n`);
    server = await startServerProcess(where, join(folder, 'journal'));
  });
  afterAll(async () => {
    server.kill('SIGKILL');
    await server.ended;
    rmSync(folder, { recursive: true });
  });

  test('commands read and write, several at once, and the server sees what they do', async () => {
    const dayBefore = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const [why, ledger, doctor, made] = await Promise.all([
      run('why', 'acme/shop#10'),
      run('ledger', '--until', '2026-10-05', '--since', '2026-10-05'),
      run('doctor'),
      run('token', 'create', '--owner', 'acme', '--metrics', 'signups'),
    ]);
    expect(why).toMatchObject({ status: 0, stdout: expect.stringMatching(/^acme\/shop#10 "/), stderr: '' });
    expect(ledger.stdout).toContain('2026-10-05  acme/shop#10  signup_rate');
    expect(doctor.stdout).toMatch(/embedded in\s+\S+data,\s+tables up to date/);
    expect(doctor.stdout).not.toContain('in use by');
    expect(made).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^snd_[\w-]{43}\n$/),
      stderr: expect.stringMatching(/^Token/),
    });
    const push = await server.fetch('/api/v1/o/acme/metrics/signups', {
      method: 'POST',
      headers: { authorization: `Bearer ${made.stdout.trim()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ samples: [{ t: dayBefore, value: 12 }] }),
    });
    expect(push.status).toBe(202);
    const pushed = await run('source', 'test', 'pushed/signups', '--owner', 'acme', '--days', '90');
    expect(pushed).toMatchObject({ status: 0, stdout: expect.stringContaining(`\n${dayBefore}  12\n`), stderr: '' });
    const sources = (await run('source', 'list')).stdout.split('\n').map((line) => line.split(/ {2,}/));
    expect(sources[0]?.slice(0, 3)).toEqual(['source', 'server read', 'last value']);
    expect(sources.find(([name]) => name === 'pushed/signups')).toEqual([
      ...['pushed/signups', dayBefore, 'none', expect.stringMatching(/^of acme: 1 sample, pushed last at 20/)],
    ]);
    const ofFiles = sources.filter(([name]) => name?.startsWith('files/'));
    expect(ofFiles.map(([, lastRead]) => lastRead)).toEqual(['2026-11-03 09:00', 'never']);
    const listed = await run('token', 'list', '--owner', 'acme');
    expect(listed.stdout).toMatch(/signups {2}made \S+, last used /);
    expect(await run('purge', '--owner', 'acme')).toMatchObject({
      ...{ status: 1, stderr: '' },
      stdout: expect.stringMatching(/^This would delete all data about 1 repository of acme/),
    });
    expect(await run('purge', '--owner', 'acme', '--yes')).toMatchObject({ status: 0, stderr: '' });
    expect((await run('why', 'acme/tools#1')).stderr).toContain('nothing has been heard of acme/tools');
  });

  test('commands that are killed anywhere leave the server well', async () => {
    for (const milliseconds of [200, 400, 600, 800]) {
      const command = spawnSoundings(['ledger', '--calibration'], { cwd: folder, env: where });
      setTimeout(() => command.kill('SIGKILL'), milliseconds);
      await once(command, 'exit');
    }
    expect((await server.fetch('/healthz')).status).toBe(200);
    expect(await server.deliver({ number: 1 })).toBe(200);
    expect(await run('why', 'acme/shop#10')).toMatchObject({ status: 0 });
  });

  test('after the server has gone, in good order or by a crash, commands open the folder themselves', async () => {
    server.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(server.said()).not.toContain('"level":50');
    expect(await run('why', 'acme/shop#10')).toMatchObject({ status: 0 });
    server = await startServerProcess(where, join(folder, 'journal'));
    server.kill('SIGKILL');
    await server.ended;
    expect(await run('why', 'acme/shop#10')).toMatchObject({ status: 0 });
  });
});
