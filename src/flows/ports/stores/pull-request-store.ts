import type { BetRecord } from '../../../domain/bet/bet-record.ts';
import type { Exemption } from '../../../domain/gate/facts.ts';
import type { ChangedPaths } from '../stored.ts';
import type { MapFiles } from './map-store.ts';

/** What the gate asks for whenever it looks at a pull request. */
export interface KeptOfPullRequest {
  map: MapFiles;
  changed?: ChangedPaths;
  exemption?: Exemption;
  /** In all that the owner has. */
  hypotheses: number;
  bet?: BetRecord;
}

/** What a forecast asks for whenever it is looked at. */
interface KeptOfForecast {
  map: MapFiles;
  bet: BetRecord;
  /** Its comment has been written. */
  isWritten: boolean;
  /** What the published forecast rests on. */
  basis?: string;
}

/** What lies in many places and is asked for together, in one statement each. */
export interface PullRequestStore {
  keptOfPullRequest(repositoryId: number, number: number): Promise<KeptOfPullRequest>;
  /** Undefined: there is no bet. */
  keptOfForecast(repositoryId: number, number: number): Promise<KeptOfForecast | undefined>;
}
