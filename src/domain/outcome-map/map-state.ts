import type { MapProblem } from './map-problem.ts';
import type { OutcomeMap } from './outcome-map.ts';

/** What is in force for a repository. `version` names the blob (or blobs) that the map was read from. */
export type MapState =
  | { kind: 'none' }
  | { kind: 'valid'; map: OutcomeMap; version: string; home: MapHome }
  /** The default branch's copy is invalid: the last good copy stays in force. */
  | {
      kind: 'stale';
      map: OutcomeMap;
      version: string;
      home: MapHome;
      /** Absent: may not be shown to this reader. */
      since?: { commit: string; problem: MapProblem };
    }
  | { kind: 'invalid'; problems: MapProblem[]; home: MapHome };

/** Switched off: nothing is read or written. */
export function isQuiet(mapState: MapState): boolean {
  return mapState.kind === 'none' || ('map' in mapState && mapState.map.policy.mode === 'off');
}

/** Where a map is: the repository of the owner that the file is in (this one, or the owner's `.github`), and those of the files that it extends. */
export interface MapHome {
  name: string;
  others?: string[];
}
