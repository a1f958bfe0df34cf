/**
 * Pull requests in a group of a merge queue, by all that tells of them: the last one by the group's branch (`gh-readonly-queue/main/pr-7-<sha>`), each
 * by what GitHub writes into commits: `Merge pull request #7 from ...`, or `Title (#7)` when it squashes. A title that people made up to look like the
 * one must not hide the others. Rebased ones leave no number but the branch's.
 */
export function mergeGroupMembers(headRef: string, messages: string[]): number[] {
  const last = /\/pr-(\d{1,10})-[0-9a-f]{7,64}$/i.exec(headRef)?.[1] ?? [];
  const titles = messages.map((message) => message.slice(0, 1000).split(/\r?\n/, 1)[0] ?? '');
  const named = titles.flatMap((title) => [
    /^Merge pull request #(\d{1,10}) from /.exec(title)?.[1] ?? [],
    /\(#(\d{1,10})\)\s{0,9}$/.exec(title)?.[1] ?? [],
  ]);
  return [...new Set([...named.flat(), last].flat().map(Number))].filter((number) => number > 0);
}

interface Commit {
  sha: string;
  message: string;
  /** Its first. */
  parent?: string;
}

/**
 * The commits that the queue itself made: those on the way from the head by first parents. What pull requests bring along may name others. All of
 * them where nobody tells the parents.
 */
export function madeByTheQueue(commits: Commit[], headSha: string): Commit[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const made: Commit[] = [];
  for (let at = bySha.get(headSha); at && made.length < commits.length; at = bySha.get(at.parent ?? '')) {
    if (at.parent === undefined) return commits;
    made.unshift(at);
  }
  return made.length > 0 ? made : commits;
}
