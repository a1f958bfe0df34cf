/**
 * Pull requests in a group of a merge queue: the last one by the group's branch (`gh-readonly-queue/main/pr-7-<sha>`), the others by what GitHub
 * writes into commits: `Merge pull request #7 from ...`, or `Title (#7)` when it squashes. Where there are merge commits only they
 * count, because the commits they bring along may name others. Rebased ones leave no number but the branch's.
 */
export function mergeGroupMembers(headRef: string, messages: string[]): number[] {
  const last = /\/pr-(\d{1,10})-[0-9a-f]{7,64}$/i.exec(headRef)?.[1];
  const titles = messages.map((message) => message.slice(0, 1000).split(/\r?\n/, 1)[0] ?? '');
  const merged = titles.flatMap((title) => /^Merge pull request #(\d{1,10}) from /.exec(title)?.[1] ?? []);
  const squashed = titles.flatMap((title) => /\(#(\d{1,10})\)\s{0,9}$/.exec(title)?.[1] ?? []);
  const named = merged.length > 0 ? merged : squashed;
  return [...new Set([...named, last ?? []].flat().map(Number))].filter((number) => number > 0);
}
