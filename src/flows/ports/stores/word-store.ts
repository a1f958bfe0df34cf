import type { Repository } from '../../../domain/repository.ts';

/** Whom among those without write access we have spoken to. */
export interface WordStore {
  /** Somebody without write access is answered in words once a day, by owner. false: they were, to something else (`key`) than this. */
  claimWords(repository: Repository, login: string, key: string, now: Date): Promise<boolean>;
}
