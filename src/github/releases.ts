import type { Repository } from '../domain/repository.ts';
import { unlessAbsent } from './requests/absent.ts';
import { at } from './requests/at.ts';
import { fitCharacters } from './requests/fit-text.ts';
import { unlessRefused } from './requests/refused.ts';
import type { Requests } from './requests/requests.ts';

const longestNotes = 125_000;

export async function readReleaseNotes(
  requests: Requests,
  repository: Repository,
  tag: string,
): Promise<{ id: number; notes: string } | undefined> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}/releases/tags/{tag}', { ...at(repository), tag }),
  );
  return answer && { id: answer.data.id, notes: answer.data.body ?? '' };
}

/** Without `contents: write` GitHub answers 403, and for a private repository 404. */
export async function updateReleaseNotes(
  requests: Requests,
  repository: Repository,
  id: number,
  notes: string,
): Promise<void> {
  const request = await requests(repository);
  await unlessRefused(
    request('PATCH /repos/{owner}/{repo}/releases/{release_id}', {
      ...at(repository),
      release_id: id,
      body: fitCharacters(notes, longestNotes),
    }),
    [403, 404],
  );
}
