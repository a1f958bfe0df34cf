import type { Repository } from '../../../domain/repository.ts';

/** `confirmedAt`: when GitHub itself said so. */
export interface ConfirmedRepository {
  repository: Repository;
  confirmedAt?: Date;
  /** The lowest one that is known to be younger than the memory. */
  firstNumber?: number;
}

/** Repositories that we have heard of, as they are called now. */
export interface RepositoryStore {
  repository(id: number): Promise<Repository | undefined>;
  /** One that we have heard of, by its present name. */
  repositoryNamed(ownerId: number, name: string): Promise<Repository | undefined>;
  /** `confirmedAt`: when GitHub itself said so. One that was private, and is so no more, has everything written anew that was written of it. */
  rememberRepository(repository: Repository, confirmedAt?: Date): Promise<void>;
  confirmedRepository(id: number): Promise<ConfirmedRepository | undefined>;
  /** Since when GitHub has it no more, or not for us. */
  goneSince(id: number): Promise<Date | undefined>;
  /** Nothing is due for them any more. Those of this installation alone; which they are. */
  repositoriesGone(ids: number[], installationId: number, at: Date): Promise<number[]>;
  repositoryBack(id: number): Promise<void>;
}
