/** Somebody doubts a metric, a key result or a hypothesis, which is wanted; it stays listed until it is answered. */
export interface Challenge {
  id: string;
  subject: { kind: 'metric' | 'key-result' | 'hypothesis'; name: string };
  /** Whom it is addressed to, as the map names them: `@user` or `@org/team`. */
  owner?: string;
  why: string;
  by: string;
  at: Date;
  /** Where it was raised. */
  from: { repositoryId: number; number: number };
  /** The issue in the map's repository; absent while it is about to be opened. */
  issue?: { repositoryId: number; number: number };
  answer?: { text: string; by: string; at: Date };
}
