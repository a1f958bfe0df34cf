/** Parts of a set-up, in the order in which one is made. */
export const areas = [
  ...(['settings', 'clock', 'app', 'installation', 'webhook', 'database', 'sources', 'map', 'memory'] as const),
] as const;

export type Area = (typeof areas)[number];

/**
 * What was seen of a part, in words, and what to do. `remark`: it works, and should be changed all the same. `unknown`:
 * nobody could look.
 */
export type Finding = { area: Area; seen: string } & (
  | { state: 'well' }
  | { state: 'broken' | 'remark' | 'unknown'; todo: string }
);
