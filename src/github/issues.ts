import type { Repository } from '../domain/repository.ts';
import type { NewIssue } from '../flows/ports/forge.ts';
import { unlessAbsent } from './requests/absent.ts';
import type { AppIdentity } from './requests/app-identity.ts';
import { at } from './requests/at.ts';
import { fitCharacters } from './requests/fit-text.ts';
import { unlessRefused } from './requests/refused.ts';
import type { Requests } from './requests/requests.ts';

const longestBody = 65_536;
const longestTitle = 256;

export async function createIssue(
  requests: Requests,
  repository: Repository,
  { title, body, labels }: NewIssue,
): Promise<number> {
  const request = await requests(repository);
  const { data } = await unlessRefused(
    request('POST /repos/{owner}/{repo}/issues', {
      ...at(repository),
      title: fitCharacters(title, longestTitle),
      body: fitCharacters(body, longestBody),
      labels,
    }),
    // 404: the repository is gone; 410: issues are switched off there.
    [403, 404, 410],
  );
  return data.number;
}

/** false: it is gone. */
export async function updateIssue(
  requests: Requests,
  repository: Repository,
  number: number,
  { title, body }: Partial<Omit<NewIssue, 'labels'>>,
): Promise<boolean> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    unlessRefused(
      request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
        ...at(repository),
        issue_number: number,
        ...(title === undefined ? {} : { title: fitCharacters(title, longestTitle) }),
        ...(body === undefined ? {} : { body: fitCharacters(body, longestBody) }),
      }),
    ),
  );
  return answer !== undefined;
}

/** The newest ones that our app opened, open or closed. */
export async function readOwnIssues(
  requests: Requests,
  identity: AppIdentity,
  repository: Repository,
): Promise<{ number: number; body: string }[]> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}/issues', {
      ...at(repository),
      creator: await identity.login(),
      state: 'all',
      sort: 'created',
      direction: 'desc',
      per_page: 100,
    }),
  );
  return (answer?.data ?? []).map(({ number, body }) => ({ number, body: body ?? '' }));
}
