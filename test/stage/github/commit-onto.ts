import type { Hands } from './hands.ts';
import { machine } from './people.ts';

/** Content by path; null deletes. */
export type Files = Record<string, string | null>;

/** Makes a commit and moves no branch. Returns its SHA. */
export async function commitOnto(
  hands: Hands,
  repository: string,
  parent: string,
  files: Files,
  message: string,
  author: string,
): Promise<string> {
  const at = (path: string) => `/repos/${repository}${path}`;
  const { tree: base } = await hands.look(at(`/git/commits/${parent}`));
  const tree = await hands.act(machine, 'POST', at('/git/trees'), {
    base_tree: base.sha,
    tree: Object.entries(files).map(([path, content]) => ({
      ...{ path, mode: '100644', type: 'blob' },
      ...(content === null ? { sha: null } : { content }),
    })),
  });
  const commit = await hands.act(machine, 'POST', at('/git/commits'), {
    ...{ message, tree: tree.sha, parents: [parent] },
    author: { name: author, email: `${author}@users.noreply.github.com` },
  });
  return commit.sha;
}
