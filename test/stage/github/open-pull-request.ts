import { commitOnto, type Files } from './commit-onto.ts';
import type { Hands } from './hands.ts';

export interface PullRequestWish {
  title: string;
  body?: string;
  /** Unless told, made from the title. */
  branch?: string;
  base?: string;
  draft?: boolean;
  author?: string;
  files?: Files;
  /** Instead of `files`: several commits, by several people. */
  commits?: { files: Files; message: string; author?: string }[];
  /** From a fork of the author's. */
  fork?: boolean;
  at?: Date;
}

/** Makes the branch with its commits, and the pull request. Returns its number. */
export async function openPullRequest(hands: Hands, repository: string, wish: PullRequestWish): Promise<number> {
  const { title, body = '', base = 'main', draft = false, author = 'ben', fork, at } = wish;
  const branch = wish.branch ?? `${author.replace(/\W/g, '')}/${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  const commits = wish.commits ?? [{ files: wish.files ?? { [`${branch}.txt`]: title }, message: title }];
  return hands.world.clock.during(at, async () => {
    const path = (rest: string) => `/repos/${repository}${rest}`;
    let { sha } = (await hands.look(path(`/git/ref/heads/${base}`))).object;
    for (const { files, message, author: committer = author } of commits) {
      sha = await commitOnto(hands, repository, sha, files, message, committer);
    }
    const writer = hands.writerFor(author);
    await hands.act(writer, 'POST', path('/git/refs'), { ref: `refs/heads/${branch}`, sha });
    if (fork) hands.world.pulls.comesFromFork(repository, branch, author);
    return (await hands.act(author, 'POST', path('/pulls'), { title, body, head: branch, base, draft })).number;
  });
}
