import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const byVersion = new Intl.Collator('en', { numeric: true });

/**
 * The tags of the repository that a folder is the root of, the highest version first.
 *
 * Read from its files. Rejected: `git for-each-ref`, which runs what a checkout's configuration names if it is a partial
 * clone; the checkout may be somebody else's.
 */
export function tagsOf(dir: string): string[] {
  const common = commonFolder(join(dir, '.git'));
  if (common === undefined) return [];
  return [...new Set([...looseIn(join(common, 'refs/tags')), ...packedIn(join(common, 'packed-refs'))])].sort((a, b) =>
    byVersion.compare(b, a),
  );
}

/** In a worktree `.git` is a file that names a folder, which names the one that all worktrees share. */
function commonFolder(git: string): string | undefined {
  const found = statSync(git, { throwIfNoEntry: false });
  if (!found) return undefined;
  const folder = found.isDirectory()
    ? git
    : resolve(
        git,
        '..',
        readFileSync(git, 'utf8')
          .replace(/^gitdir: /, '')
          .trim(),
      );
  const shared = join(folder, 'commondir');
  return existsSync(shared) ? resolve(folder, readFileSync(shared, 'utf8').trim()) : folder;
}

function looseIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function packedIn(file: string): string[] {
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/^[0-9a-f]+ refs\/tags\/(.+)$/gm)].map(([, tag = '']) => tag);
}
