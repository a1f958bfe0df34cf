import type { HypothesisStanding } from '../../../domain/hypothesis/hypothesis-standing.ts';
import type { Issue } from '../../../domain/hypothesis/issue.ts';
import type { KeptHypothesis } from '../../../domain/hypothesis/near-hypotheses.ts';

/** What is known of issues as hypotheses. */
export interface HypothesisStore {
  /** What is known of these issues as hypotheses, in their order; undefined: nothing. Repositories by their present name. */
  hypothesisStandings(
    ownerId: number,
    issues: Pick<Issue, 'owner' | 'repository' | 'number'>[],
  ): Promise<(HypothesisStanding | undefined)[]>;
  /** Hypotheses of a repository, the newest first. */
  keptHypotheses(repositoryId: number): Promise<KeptHypothesis[]>;
  saveHypothesisStanding(repositoryId: number, number: number, standing: HypothesisStanding): Promise<void>;
  deleteHypothesisStanding(repositoryId: number, number: number): Promise<void>;
}
