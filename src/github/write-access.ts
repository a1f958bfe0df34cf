import type { Repository } from '../domain/repository.ts';
import { unlessAbsent } from './requests/absent.ts';
import { at } from './requests/at.ts';
import type { Requests } from './requests/requests.ts';

const mayWrite = new Map([
  ['admin', true],
  ['maintain', true],
  ['write', true],
  ['triage', false],
  ['read', false],
  ['none', false],
]);

/**
 * Whether this person has write access or more, now. A custom role counts as the one it was built on (`permission`).
 */
export async function hasWriteAccess(requests: Requests, repository: Repository, login: string): Promise<boolean> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', { ...at(repository), username: login }),
  );
  if (!answer) return false;
  const { role_name: role, permission } = answer.data;
  return mayWrite.get(role) ?? mayWrite.get(permission) ?? false;
}
