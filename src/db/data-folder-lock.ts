import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const busy = 5;

/** Another process has the data folder, most likely the server. */
export class FolderInUse extends Error {}

/**
 * Keeps a second process out of the folder of the embedded database, which it would damage.
 *
 * The operating system holds the lock, and releases it however the process ends; SQLite is how Node reaches such a
 * lock. Rejected: a file with the process id. It stays behind after kill -9, and in a container the next process often
 * has the same id, so nothing tells a stale file from a living owner.
 */
export function lockDataFolder(folder: string): { release(): void } {
  const note = join(folder, 'soundings.pid');
  const place = join(folder, 'soundings.lock');
  // SQLite itself would make the file readable for everybody.
  closeSync(openSync(place, 'a', 0o600));
  const lock = new DatabaseSync(place, { timeout: 0 });
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (cause) {
    lock.close();
    if ((cause as { errcode?: number }).errcode !== busy) throw cause;
    throw new FolderInUse(
      `The data folder ${folder} is in use by another Soundings process${ownerOf(note)}, and the embedded database allows one at a time. Stop that process, choose another DATA_DIR, or set DATABASE_URL to a Postgres, which any number of processes can share.`,
    );
  }
  writeFileSync(note, `${process.pid}\n`, { mode: 0o600 });
  return {
    release() {
      rmSync(note, { force: true });
      lock.close();
    },
  };
}

function ownerOf(note: string): string {
  try {
    return ` (process ${readFileSync(note, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
