import type { CheckpointRecord } from '../../../domain/bet/bet-record.ts';
import type { Checkpoint } from '../../../domain/bet/checkpoint.ts';
import type { BetAddress } from '../job.ts';

/** Due dates of shipped bets. */
export interface CheckpointStore {
  /** The same checkpoint (kind and due date) again changes nothing. */
  saveCheckpoints(betId: string, checkpoints: Checkpoint[]): Promise<void>;
  cancelCheckpoints(betId: string): Promise<void>;
  checkpoints(betId: string): Promise<CheckpointRecord[]>;
  updateCheckpoint(checkpoint: CheckpointRecord): Promise<void>;
  /** Bets with a pending checkpoint due by `now`, however lately it was tried. */
  betsDue(now: Date): Promise<({ betId: string; dueAt: Date } & BetAddress)[]>;
  /**
   * Those whose time to be tried has come, at most so many, the installations in turn. They are not named again within an hour, as it takes that long
   * before a job that has no room comes to its turn.
   */
  claimDue(now: Date, most: number): Promise<BetAddress[]>;
  /** A job for what was due of a bet was given up: the next one comes after an hour, then after longer and longer rests, a week at most. */
  restDue(repositoryId: number, number: number, now: Date): Promise<void>;
}
