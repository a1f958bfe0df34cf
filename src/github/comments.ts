import type { Repository } from '../domain/repository.ts';
import { unlessAbsent } from './requests/absent.ts';
import type { AppIdentity } from './requests/app-identity.ts';
import { at } from './requests/at.ts';
import { fitCharacters } from './requests/fit-text.ts';
import { allPages } from './requests/pages.ts';
import { unlessRefused } from './requests/refused.ts';
import type { Requests } from './requests/requests.ts';

const longestBody = 65_536;

export async function createComment(
  requests: Requests,
  repository: Repository,
  number: number,
  body: string,
): Promise<number> {
  const request = await requests(repository);
  const { data } = await unlessRefused(
    request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...at(repository),
      issue_number: number,
      body: fitCharacters(body, longestBody),
    }),
    // 404 and 410: the conversation is gone, or the whole repository.
    [403, 404, 410],
  );
  return Number(data.id);
}

/** false: the comment is gone. */
export async function updateComment(requests: Requests, repository: Repository, id: number, body: string) {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    unlessRefused(
      request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
        ...at(repository),
        comment_id: id,
        body: fitCharacters(body, longestBody),
      }),
    ),
  );
  return answer !== undefined;
}

/** Comments of our own app, oldest first. Nobody else's are trusted, no matter which marker they carry (facts 23). */
export async function readOwnComments(
  requests: Requests,
  identity: AppIdentity,
  repository: Repository,
  number: number,
): Promise<{ id: number; body: string }[]> {
  const request = await requests(repository);
  const found = await unlessAbsent(
    allPages((page) =>
      request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...at(repository),
        issue_number: number,
        per_page: 100,
        page,
      }),
    ),
  );
  const comments = found ?? [];
  const own: { id: number; body: string }[] = [];
  for (const comment of comments)
    if (await isOwn(comment, identity)) own.push({ id: Number(comment.id), body: comment.body ?? '' });
  return own.sort((one, other) => one.id - other.id);
}

interface Author {
  user?: { login: string; type: string } | null;
  performed_via_github_app?: { id: number } | null;
}

/** GitHub also names the app on comments that a person wrote through it, so this checks that a bot wrote it. */
async function isOwn({ user, performed_via_github_app: app }: Author, identity: AppIdentity): Promise<boolean> {
  if (user?.type !== 'Bot') return false;
  return app ? app.id === identity.appId : user.login === (await identity.login());
}

/** The comment may be gone by now: then there is nothing to react to. */
export async function react(
  requests: Requests,
  repository: Repository,
  commentId: number,
  content: '+1' | '-1' | 'eyes' | 'confused',
) {
  const request = await requests(repository);
  await unlessAbsent(
    unlessRefused(
      request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
        ...at(repository),
        comment_id: commentId,
        content,
      }),
    ),
  );
}
