import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { parsers } from '../embedded-client.ts';
import { startParams } from './start-params.ts';

/**
 * WebAssembly is compiled once, fast, and not again for speed: that takes 600 MB for the parser of Postgres alone, within the first seconds of every start, and an
 * event costs the processor 3 to 13% less with it (docs/decisions/0160).
 */
const lean = ['--no-wasm-dynamic-tiering', '--no-wasm-tier-up'];

/** Opens the embedded database in a folder that is there, and makes it if the folder is empty. `memory://`: nothing is written to disk. */
export async function openFiles(folder: string): Promise<PGlite> {
  for (const flag of lean) setFlagsFromString(flag);
  if (!folder.startsWith('memory://')) await haveFiles(folder);
  return withReason((onStderr) => PGlite.create(folder, { parsers, onStderr, startParams }));
}

/** What PGlite throws says only that it could not start; the reason is a line that Postgres writes before. */
async function withReason(open: (onStderr: (line: string) => boolean) => Promise<PGlite>): Promise<PGlite> {
  let reason: string | undefined;
  try {
    return await open((line) => {
      reason = /(?:FATAL|PANIC): +(.*)/.exec(line)?.[1] ?? reason;
      return true;
    });
  } catch (cause) {
    if (reason === undefined) throw cause;
    throw damaged(reason, cause);
  }
}

const damaged = (reason: string, cause?: unknown) =>
  new Error(`its files are damaged or incomplete: ${reason}. Restore the folder from a backup`, { cause });

// In the package both are JavaScript.
const program = fileURLToPath(new URL(`./make-files${extname(import.meta.url)}`, import.meta.url));
const draftName = 'postgres-being-made-';

/** Made under another name: what was interrupted is made anew, and never taken for a database. */
async function haveFiles(folder: string): Promise<void> {
  const found = await readdir(folder);
  if (found.includes('PG_VERSION')) return;
  if (found.length > 0) throw damaged('PG_VERSION is missing');
  const beside = dirname(folder);
  for (const name of await readdir(beside))
    if (name.startsWith(draftName)) await rm(join(beside, name), { recursive: true, force: true });
  const draft = await mkdtemp(join(beside, draftName));
  try {
    await makeFiles(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function makeFiles(folder: string): Promise<void> {
  const child = spawn(process.execPath, [...lean, '--max-semi-space-size=4', program, folder], {
    ...{ env: {}, stdio: ['ignore', 'ignore', 'pipe'] },
  });
  const { promise: status, resolve, reject } = Promise.withResolvers<number | NodeJS.Signals | null>();
  child.once('error', reject).once('close', (code, signal) => resolve(code ?? signal));
  const [said, ended] = await Promise.all([text(child.stderr), status]);
  if (ended !== 0) throw new Error(`its files could not be made: ${said.trim() || `the program ended with ${ended}`}`);
}
