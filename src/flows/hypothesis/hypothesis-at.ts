import type { Issue } from '../../domain/hypothesis/issue.ts';
import type { Repository } from '../../domain/repository.ts';
import { referenceTo } from '../../domain/repository.ts';
import type { Reply } from '../../render/commands/reply-comment.ts';
import type { World } from '../ports/world.ts';

/**
 * The repository in which a hypothesis that a pull request rests on is kept, where this person may say how it stands; otherwise why not.
 * Write access to the repository of the pull request was asked for already.
 */
export async function hypothesisAt(
  world: World,
  repository: Repository,
  issue: Issue,
  login: string,
): Promise<{ repository: Repository } | { problem: Reply }> {
  const { owner, repository: name, number } = issue;
  const reference = referenceTo(owner, name, number);
  if (owner.toLowerCase() !== repository.owner.toLowerCase())
    return { problem: { kind: 'foreign-hypothesis', reference } };
  if (name.toLowerCase() === repository.name.toLowerCase()) return { repository };
  const other = await world.forge.repositoryNamed(repository, name);
  if (!other || !(await world.forge.canWrite(other, login)))
    return { problem: { kind: 'no-write-access-there', login, reference } };
  await world.store.rememberRepository(other, world.now());
  return { repository: other };
}

/** What was said in a private repository is not repeated in a public one. */
export const reasonAt = (there: Repository, here: Repository, reason: string | undefined): string | undefined =>
  reason !== undefined && here.private && !there.private ? 'The reason was given in a private repository' : reason;
