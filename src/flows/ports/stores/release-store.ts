import type { ShipSignal } from '../../../domain/bet/lifecycle.ts';

/** Releases and deployments that count. */
export interface ReleaseStore {
  /** A release or deployment that counts, kept so that a merge heard of later still finds it. The same key again changes nothing. */
  recordSignal(repositoryId: number, key: string, signal: ShipSignal, at: Date): Promise<void>;
  /** In the transaction that puts the jobs of a signal into the queue. */
  signalHandled(repositoryId: number, key: string): Promise<void>;
  signalOf(repositoryId: number, key: string): Promise<ShipSignal | undefined>;
  /** Oldest first. */
  signalsSince(repositoryId: number, since: Date): Promise<{ signal: ShipSignal; at: Date }[]>;
  /** Flagged as one; it may become a release later. Not among the signals. */
  notePreRelease(repositoryId: number, releaseId: number, signal: ShipSignal, at: Date): Promise<void>;
  wasPreRelease(repositoryId: number, releaseId: number): Promise<boolean>;
  lastDeployed(repositoryId: number, environment: string): Promise<{ sha: string; at: Date } | undefined>;
  saveDeployed(repositoryId: number, environment: string, sha: string, at: Date): Promise<void>;
}
