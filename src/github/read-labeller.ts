import type { Repository } from '../domain/repository.ts';
import { unlessAbsent } from './requests/absent.ts';
import { at } from './requests/at.ts';
import type { Requests } from './requests/requests.ts';

interface Event {
  event?: string;
  actor?: { login: string } | null;
  label?: { name?: string | null };
}

/**
 * Who set a label last. Events come oldest first: the first page names the last one, and the pages between are not
 * read.
 */
export async function readLabeller(
  requests: Requests,
  repository: Repository,
  number: number,
  label: string,
): Promise<string | undefined> {
  const request = await requests(repository);
  const read = (page: number) =>
    unlessAbsent(
      request('GET /repos/{owner}/{repo}/issues/{issue_number}/events', {
        ...at(repository),
        ...{ issue_number: number, per_page: 100, page },
      }),
    );
  const first = await read(1);
  const last = /[?&]page=(\d{1,6})[^>]*>; rel="last"/.exec(first?.headers.link ?? '')?.[1];
  const answers = last === undefined ? [first] : [first, await read(Number(last))];
  const events = answers.flatMap((answer) => (answer?.data ?? []) as Event[]);
  const isSetting = (one: Event) => one.event === 'labeled' && one.label?.name?.toLowerCase() === label.toLowerCase();
  return events.findLast(isSetting)?.actor?.login;
}
