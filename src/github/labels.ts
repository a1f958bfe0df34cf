import type { Repository } from '../domain/repository.ts';
import { unlessAbsent } from './requests/absent.ts';
import { at } from './requests/at.ts';
import { unlessRefused } from './requests/refused.ts';
import type { Requests } from './requests/requests.ts';

/** GitHub creates the label if the repository has none of that name. If the issue is gone, nothing is done. */
export async function addLabel(requests: Requests, repository: Repository, number: number, label: string) {
  const request = await requests(repository);
  await unlessAbsent(
    unlessRefused(
      request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
        ...at(repository),
        issue_number: number,
        labels: [label],
      }),
    ),
  );
}

export async function removeLabel(requests: Requests, repository: Repository, number: number, label: string) {
  const request = await requests(repository);
  await unlessAbsent(
    unlessRefused(
      request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', {
        ...at(repository),
        issue_number: number,
        name: label,
      }),
    ),
  );
}
