import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../stage/in-repository.ts';

/** `npx soundings readouts --now`, cut off by kill -9 after a while if told so. Resolves to its exit code, null: killed. */
export async function readouts(
  folder: string,
  environment: Record<string, string>,
  now: Date,
  killAfterMs?: number,
): Promise<number | null> {
  const child = spawn(process.execPath, ['bin/soundings.js', 'readouts', '--ahead', '--now', now.toISOString()], {
    cwd: inRepository(),
    env: { PATH: process.env.PATH, HOME: folder, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(folder, 'readouts.log'), { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  log.end();
  return code;
}
