import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';
import { readJournal, type ServerProcess, startServerProcess, untilJournal } from '../stage/process/server-process.ts';
import { within } from '../stage/run/crowding.ts';

/** A disk of its own, which only root may make: that is why this is not among the other tests. `.ci/run` says so where there is no root. */
const isRoot = process.getuid?.() === 0;
let disk: string;
let postgres: PostgresServer;
let server: ServerProcess;
let journal: string;
beforeEach(async () => {
  disk = mkdtempSync(join(tmpdir(), 'soundings-small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=755', 'tmpfs', disk]);
  postgres = await startPostgresServer({ durable: true, under: disk });
  journal = join(mkdtempSync(join(tmpdir(), 'soundings-journal-')), 'journal');
  server = await startServerProcess({ DATABASE_URL: await postgres.createDatabase() }, journal);
});
afterEach(async () => {
  server?.kill('SIGTERM');
  await server?.ended;
  await postgres?.stop();
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
  rmSync(join(journal, '..'), { recursive: true });
});

function fill(file: string): void {
  const block = Buffer.alloc(64 * 1024);
  const to = openSync(file, 'w');
  try {
    for (;;) writeSync(to, block);
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
  } finally {
    closeSync(to);
  }
}

/** Hardly to be compressed, as large as GitHub's largest common payloads. */
const padding = () => Array.from({ length: 5_000 }, () => randomUUID()).join(' ');

test.runIf(isRoot)(
  'the disk of the database is full: what cannot be kept is not answered as if it were, and afterwards all of it is done once',
  async () => {
    const deliveries = new Map<string, number>();
    const send = async (id: string) => {
      const number = deliveries.get(id) ?? deliveries.size + 1;
      deliveries.set(id, number);
      return server.deliver({ number, ...{ padding: padding() } }, id).catch(() => 0);
    };
    expect(await send('before')).toBe(200);
    await untilJournal(journal, (lines) => lines.some(({ what, id }) => what === 'done' && id === 'before'));

    const filler = join(disk, 'filler');
    fill(filler);
    const refused: string[] = [];
    for (let n = 1; n <= 400 && refused.length < 20; n += 1) {
      const status = await send(`full-${n}`);
      if (status !== 200) refused.push(`full-${n}`);
      if (status !== 200 && status !== 0) expect(status).toBe(500);
    }
    expect(refused).toHaveLength(20);
    const isReady = async () => (await server.fetch('/readyz')).status === 200;
    await vi.waitUntil(async () => !(await isReady()), { ...within(30), interval: 500 });

    rmSync(filler);
    await vi.waitUntil(isReady, { ...within(30), interval: 500 });
    // Somebody presses Redeliver, or the hourly look at missed deliveries does.
    for (const id of refused)
      await vi.waitUntil(async () => (await send(id)) === 200, { ...within(30), interval: 500 });
    await untilJournal(journal, (lines) => lines.filter(({ what }) => what === 'done').length >= deliveries.size);
    const done = readJournal(journal).flatMap(({ what, id }) => (what === 'done' ? [id] : []));
    expect([...done].sort()).toEqual([...deliveries.keys()].sort());
  },
);
