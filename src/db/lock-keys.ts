/**
 * What advisory locks of ours go by. Any number would do, as long as it stays the same for replicas of all versions, and no two have the same: a lock of
 * one number is another than a lock of two.
 */
export const lockKeys = {
  migrations: 7_368_786,
  confinement: 7_368_787,
  memory: 7_368_788,
  /** With a second number, of the repository. */
  reverts: 7_368_788,
  /** With a second number, of the owner. */
  pushed: 7_368_789,
};
