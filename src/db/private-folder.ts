import { chmod, lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Rights of everybody but a file's owner. */
const ofOthers = 0o077;

/**
 * Makes a folder that nobody else on the machine can read, or narrows the rights of an existing one. The embedded
 * database makes its files readable and writable for everybody, no matter the umask.
 * @returns what the operator should know about it
 */
export async function privateFolder(folder: string): Promise<string | undefined> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode } = await lstat(folder);
  if ((mode & ofOthers) === 0) return undefined;
  const was = `The data folder ${folder} was open to other users of this machine (mode ${(mode & 0o777).toString(8)})`;
  try {
    await chmod(folder, 0o700);
    return `${was}; it is closed to them now`;
  } catch (error) {
    return `${was} and cannot be closed to them (${(error as NodeJS.ErrnoException).code}): see that nobody else gets at it`;
  }
}

/** Removes the rights of others on the contents of our folder. */
export async function narrow(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() && !entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await lstat(path);
    // Files of another user stay as they are: the folders around them let nobody through.
    if ((mode & ofOthers) !== 0) await chmod(path, mode & 0o700).catch(unlessNotOurs);
  }
}

function unlessNotOurs(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPERM') throw error;
}
