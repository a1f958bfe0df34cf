import { day } from '../../domain/day.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import { ofWorkingDirectory, type Variables } from '../../env.ts';
import type { Sources } from '../../metrics/sources.ts';
import { type OpenSources, openSources } from '../open-sources.ts';

/** A source, read as a server would, for the first owner that may use it. */
export interface Read {
  /** `connection/query`. */
  name: string;
  timezone: string;
  reading: Reading;
  tookMs: number;
}

/** What a command prints. `isWell`: no query failed. */
export interface Shown {
  text: string;
  isWell: boolean;
}

export interface Queries {
  sources: Sources;
  /** So many whole days, and today so far. */
  read(name: string, days: number): Promise<Read>;
  close(): Promise<void>;
}

/** The queries of the named sources, or else of the server's. Problems are for people, one line each. */
export async function openQueries(
  named: string | undefined,
  variables = ofWorkingDirectory(),
): Promise<Queries | { problems: string[] }> {
  const path = fileOfSources(named, variables);
  const found = await openSources(path, variables);
  return 'problems' in found ? found : queriesOf(found);
}

export const fileOfSources = (named: string | undefined, variables: Variables) =>
  named ?? (variables.SOUNDINGS_SOURCES || 'sources.yml');

/** `as`: the owner that reads; left out, the first that may. */
export function queriesOf({ sources, reader }: OpenSources, as?: { owner: string; ownerId: number }): Queries {
  return {
    sources,
    async read(name, days) {
      const { owners: [owner] = [], timezone = 'UTC' } = sources.get(name.split('/', 1)[0] ?? '') ?? {};
      const to = new Date();
      const began = performance.now();
      const reading = await reader.read({
        ...(as ?? {
          owner: typeof owner === 'string' ? owner : '',
          ...(typeof owner === 'number' ? { ownerId: owner } : {}),
        }),
        metric: { name, title: name, unit: 'count', good: 'up', drives: [], source: name },
        from: new Date(Math.floor(to.getTime() / day - days) * day),
        to,
      });
      return { name, timezone, reading, tookMs: performance.now() - began };
    },
    close: () => reader.close(),
  };
}
