/**
 * Another commit that holds the change of a bet: of a backport or a cherry-pick, or of a pull request that took the bet's branch along and was squashed. Whichever
 * of them is released first, the bet has reached its users.
 */
export interface Carrier {
  sha: string;
  /** The pull request whose merge it is; absent: pushed by itself. */
  number?: number;
  /** The branch that it is on; absent: the default branch. */
  branch?: string;
  at: Date;
}

interface Held {
  number: number;
  mergeSha?: string;
  branch?: string;
  mergedAt?: Date;
  carriers?: Carrier[];
}

/** Every place where the change is, the merge of its own pull request first. */
export function placesOf({ number, mergeSha, branch, mergedAt, carriers = [] }: Held): Carrier[] {
  if (mergeSha === undefined || mergedAt === undefined) return carriers;
  return [{ sha: mergeSha, number, ...(branch === undefined ? {} : { branch }), at: mergedAt }, ...carriers];
}
