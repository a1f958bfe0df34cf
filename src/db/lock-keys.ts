/**
 * The numbers of our advisory locks. Any number would do if it stays the same for replicas of all versions and is
 * unique. A lock of one number differs from a lock of two.
 */
export const lockKeys = {
  migrations: 7_368_786,
  confinement: 7_368_787,
  memory: 7_368_788,
  /** With a second number, of the repository. */
  reverts: 7_368_788,
  /** With a second number, of the owner. */
  pushed: 7_368_789,
  sourceReads: 7_368_790,
};
