/** What a change does to one file, as GitHub tells it. */
export interface FileChange {
  path: string;
  /** The path before, where it was renamed. */
  before?: string;
  status: string;
  /** Its hunks. Absent: there are none to show, as of a picture, or too many. */
  patch?: string;
  /** Added and removed. */
  lines: number;
  /** The SHA of what it holds afterwards. */
  blob: string;
}

/**
 * Whether two changes are the same as `git patch-id --stable` sees it: the same files in any order, and in each the same hunks, whatever the numbers of
 * their lines and the blanks in them. What GitHub does not show is never the same.
 */
export function samePatch(one: readonly FileChange[], other: readonly FileChange[]): boolean {
  const patch = patchOf(one);
  return patch !== undefined && patch === patchOf(other);
}

function patchOf(files: readonly FileChange[]): string | undefined {
  const parts = files.map(partOf);
  return parts.length > 0 && parts.every((part) => part !== undefined) ? parts.sort().join('\n') : undefined;
}

function partOf({ path, before = path, status, patch, lines, blob }: FileChange): string | undefined {
  const head = JSON.stringify([status, before, path]);
  if (patch !== undefined) return [head, ...hunkLines(patch)].join('\n');
  return lines === 0 ? `${head} ${blob}` : undefined;
}

/** Without `@@`, which has the numbers of lines, and without `\ No newline at end of file`. */
const hunkLines = (patch: string) =>
  patch
    .split('\n')
    .filter((line) => !/^(?:@@ |\\ )/.test(line))
    .map((line) => line.replace(/\s+/g, ''));
