import type { BrokenMap, GoodMap } from '../stored.ts';

/** The last good copy of a map, and the broken one in its place. */
export interface MapFiles {
  lastGood?: GoodMap;
  broken?: BrokenMap;
}

export interface MapStore {
  mapFiles(repositoryId: number): Promise<MapFiles>;
  saveMapState(repositoryId: number, state: MapFiles): Promise<void>;
}
