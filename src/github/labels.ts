import type { Repository } from '../domain/facts.ts';
import { unlessAbsent } from './absent.ts';
import { at } from './at.ts';
import { unlessRefused } from './refused.ts';
import type { Requests } from './requests.ts';

/** GitHub makes the label when the repository has none of that name. Nothing is left to be labelled: nothing is done. */
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
