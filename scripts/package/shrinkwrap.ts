import type { LockFile } from '../supply-chain/lock-file.ts';

interface Project {
  devDependencies?: unknown;
}

/** The lock file without what only development needs: npm installs from it by these hashes, where Soundings is somebody's dependency or run by `npx`. */
export function shrinkwrapOf(lock: LockFile): LockFile {
  const needed = Object.entries(lock.packages).filter(([, { dev, devOptional }]) => !dev && !devOptional);
  const { devDependencies: _, ...project } = (lock.packages[''] ?? {}) as Project;
  return { ...lock, packages: { ...Object.fromEntries(needed), '': project } };
}
