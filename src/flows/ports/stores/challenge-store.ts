import type { Challenge } from '../../../domain/commands/challenge.ts';

/** Challenges, answered or not. */
export interface ChallengeStore {
  /** Challenges of the owner that nobody has answered, oldest first; of these subjects (names, in lowercase), or all. */
  openChallenges(ownerId: number, subjects?: string[]): Promise<Challenge[]>;
  challenge(id: string): Promise<Challenge | undefined>;
  challengeByIssue(repositoryId: number, number: number): Promise<Challenge | undefined>;
  saveChallenge(ownerId: number, challenge: Challenge): Promise<void>;
}
