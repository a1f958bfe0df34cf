import type { Metric } from '../metric/metric.ts';
import type { OfferedKeyResult } from '../outcome-map/offered-key-results.ts';

/** What the record has of another bet of the repository, the latest one first. */
export interface EarlierBet {
  merged: boolean;
  keyResults: string[];
  /** The files that it changes. */
  paths: string[];
  shows?: WindowSize;
}

/** What the forecast of a bet said that a window can show of its first metric: a share of the level, and no level. */
export interface WindowSize {
  metric: string;
  source?: string;
  days: number;
  relative: number;
}

/** One to choose from, and what a window can show of its metric, where a forecast has said so. */
export interface KeyResultToName extends OfferedKeyResult {
  shows?: WindowSize;
}

const mostNamed = 3;

/**
 * The key results that merged pull requests on the same files named: those named most often first, files before folders, and of equals in
 * the order in which they are offered. What is not merged may be anybody's.
 */
export function namedNearby<One extends OfferedKeyResult>(offered: One[], paths: string[], bets: EarlierBet[]): One[] {
  const merged = bets.filter((bet) => bet.merged);
  const onFiles = merged.filter(sharesOneOf(new Set(paths), (path) => path));
  const inFolders = merged.filter(sharesOneOf(new Set(paths.map(folderOf)), folderOf));
  const timesIn = (among: EarlierBet[], id: string) => among.filter(({ keyResults }) => keyResults.includes(id)).length;
  return offered
    .map((one) => {
      const { id } = one.keyResult;
      return { one, files: timesIn(onFiles, id), folders: timesIn(inFolders, id) };
    })
    .filter(({ files, folders }) => files + folders > 0)
    .sort((a, b) => b.files - a.files || b.folders - a.folders)
    .slice(0, mostNamed)
    .map(({ one }) => one);
}

/** The root of a repository holds what has nothing in common. */
const sharesOneOf =
  (here: Set<string>, placeOf: (path: string) => string) =>
  ({ paths }: EarlierBet): boolean =>
    paths.map(placeOf).some((place) => place !== '' && here.has(place));

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** By name and source: another series under the name is another metric. */
export const lastShown = ({ name, source }: Metric, bets: EarlierBet[]): WindowSize | undefined =>
  bets.find(({ shows }) => shows?.metric === name && shows.source === source)?.shows;

export function withSize(one: OfferedKeyResult, bets: EarlierBet[]): KeyResultToName {
  const shows = one.metric && lastShown(one.metric, bets);
  return shows ? { ...one, shows } : one;
}
