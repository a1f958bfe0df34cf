import type { Reading } from '../../domain/metric/reading.ts';
import { readSurroundings } from '../../env.ts';
import type { metricReader } from '../../metrics/metric-reader.ts';
import { openSources } from '../open-sources.ts';

/**
 * Reads metrics without a server, from the named file of sources, or else the environment's. undefined: there is none.
 * Problems are for people, one line each.
 */
export async function openReader(
  named: string | undefined,
): Promise<{ reader: ReturnType<typeof metricReader> } | { problems: string[] } | undefined> {
  const { sources, variables } = readSurroundings();
  const path = named ?? sources;
  if (path === undefined) return undefined;
  return openSources(path, variables);
}

export const ownerWanted =
  'some of the sources are for certain owners only: say with --owner for whom they are to be read';

export const sourcesWanted =
  'no file of sources is named: write --sources FILE, or set SOUNDINGS_SOURCES. One that merely lies in the working directory is not taken, since it may be somebody else’s';

export const isForOthers = (reading: Reading) =>
  reading.kind === 'failed' && reading.failure.reason === 'not-available';
