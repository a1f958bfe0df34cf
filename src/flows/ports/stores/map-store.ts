import type { BrokenMap, GoodMap } from '../stored.ts';

/** The last good copy of a map, and the broken one in its place. */
export interface MapStore {
  mapFiles(repositoryId: number): Promise<{ lastGood?: GoodMap; broken?: BrokenMap }>;
  saveMapState(repositoryId: number, state: { lastGood?: GoodMap; broken?: BrokenMap }): Promise<void>;
}
