import type { Repository } from '../../domain/repository.ts';

/** A repository as GitHub's routes address it. */
export const at = ({ owner, name }: Pick<Repository, 'owner' | 'name'>) => ({ owner, repo: name });
