import type { Issue } from '../../domain/hypothesis/issue.ts';
import { referenceTo } from '../../domain/repository.ts';
import { inertCode } from './inert.ts';

/** `acme/shop#42`: GitHub makes a link of it, and shows `#42` where it is the same repository. */
export function issueReference({ owner, repository, number }: Pick<Issue, 'owner' | 'repository' | 'number'>): string {
  const name = referenceTo(owner, repository, number);
  return /^[A-Za-z0-9-]+\/[\w.-]+#\d+$/.test(name) ? name : inertCode(name, { maxLength: 150 });
}
