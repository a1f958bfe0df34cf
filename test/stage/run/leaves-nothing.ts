import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { descendantsOf, leftBehind } from './left-behind.ts';

/* Before each file that may start processes: it has a folder for what it writes, and fails if it leaves something behind. */
const folder = mkdtempSync(join(tmpdir(), 'file-'));
// PostgreSQL may have to run as somebody else.
chmodSync(folder, 0o755);
process.env.TMPDIR = folder;

// The first one asked for is the last one done.
afterAll(async () => {
  const left = await leftBehind(
    () => descendantsOf(process.pid),
    () => readdirSync(folder).map((name) => join(folder, name)),
  );
  rmSync(folder, { recursive: true, force: true });
  if (left.length > 0) throw new Error(`The tests of this file left behind:\n${left.join('\n')}`);
});
