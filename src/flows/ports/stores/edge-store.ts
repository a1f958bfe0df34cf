import type { EdgeTrial } from '../../../domain/ledger/track-record.ts';
import type { EdgeAlarm } from '../stored.ts';

/** What the edges of the metric tree have shown. */
export interface EdgeStore {
  saveEdgeTrials(ownerId: number, trials: EdgeTrial[]): Promise<void>;
  /** Trials of the edges that go up from these metrics, or of all edges, oldest first; the latest 400 at most. */
  edgeTrials(ownerId: number, lowers?: string[]): Promise<EdgeTrial[]>;
  /**
   * Writes down that the alarm of an edge is raised on this pull request. false: it stands on another one already, and no bet was followed
   * since. `followedAt`: when the upper metric followed last.
   */
  claimEdgeAlarm(ownerId: number, alarm: EdgeAlarm, followedAt?: Date): Promise<boolean>;
}
