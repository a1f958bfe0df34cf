import { existsSync } from 'node:fs';
import { mkdtemp, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Systems cut off or refuse longer addresses of sockets: macOS takes 103 bytes, Linux 107. */
const longestAddress = 103;

const entryIn = (folder: string) => join(folder, 'soundings.sock');
const isShort = (path: string) => Buffer.byteLength(path) <= longestAddress;

/** Where the server of a data folder listens; undefined: none has, or it went in good order. */
export async function socketOf(folder: string): Promise<string | undefined> {
  const entry = entryIn(folder);
  if (isShort(entry)) return existsSync(entry) ? entry : undefined;
  return realpath(entry).catch(() => undefined);
}

/**
 * A free address for the holder of the folder's lock: what lies there was left by a server that crashed. A folder whose path is too long gets a link to a
 * private folder with a short one.
 */
export async function freeSocket(folder: string): Promise<string> {
  const entry = entryIn(folder);
  await clearSocket(folder);
  if (isShort(entry)) return entry;
  const socket = join(await mkdtemp(join(tmpdir(), 'soundings-')), 'sock');
  await symlink(socket, entry);
  return socket;
}

/** Also what the link of a long path leads to. */
export async function clearSocket(folder: string): Promise<void> {
  const entry = entryIn(folder);
  const there = await readlink(entry).catch(() => undefined);
  if (there !== undefined) await rm(dirname(there), { recursive: true, force: true });
  await rm(entry, { force: true });
}
