import { chmod, lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What anybody but the owner of a file may do with it. */
const ofOthers = 0o077;

/**
 * Makes a folder, if there is none, that nobody else on the machine can look into, and narrows one that is there. The embedded database makes its
 * files readable and writable for everybody, whatever the umask.
 * @returns what the operator ought to know about it
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

/** Takes away what others may do with what is in a folder of ours. */
export async function narrow(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() && !entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await lstat(path);
    // What belongs to another user stays as it is: the folders around it let nobody through.
    if ((mode & ofOthers) !== 0) await chmod(path, mode & 0o700).catch(unlessNotOurs);
  }
}

function unlessNotOurs(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPERM') throw error;
}
