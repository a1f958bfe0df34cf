import { issueReferences } from '../declaration/issue-reference.ts';
import type { Repository } from '../repository.ts';

/**
 * An issue or pull request of the same owner as it may be named in a comment: in a public repository one of another repository is not
 * named, since that may be private.
 * @param reference `owner/repository#42`; empty: one that its reader may not see
 */
export function referenceFrom(
  { owner, name, private: isPrivate }: Pick<Repository, 'owner' | 'name' | 'private'>,
  reference: string,
  what = 'a pull request',
): string {
  const [found] = issueReferences(reference);
  if (!found) return `${what} of another repository`;
  const { owner: itsOwner = owner, repository = name, number } = found;
  if (`${itsOwner}/${repository}`.toLowerCase() === `${owner}/${name}`.toLowerCase()) return `#${number}`;
  const mayBeNamed = isPrivate && itsOwner.toLowerCase() === owner.toLowerCase();
  return mayBeNamed ? `${itsOwner}/${repository}#${number}` : `${what} of another repository`;
}
