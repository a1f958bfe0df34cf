import { day } from '../../domain/day.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import { ofWorkingDirectory } from '../../env.ts';
import type { Log } from '../../flows/ports/log.ts';
import { metricReader } from '../../metrics/metric-reader.ts';
import { readSourcesFile } from '../../metrics/read-sources-file.ts';
import type { Sources } from '../../metrics/sources.ts';

/** A source that was read as a server would, for the first owner that may use it. */
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

export interface OpenSources {
  sources: Sources;
  /** That many whole days, and what there is of today. */
  read(name: string, days: number): Promise<Read>;
  close(): Promise<void>;
}

/** The sources that are named, or else the server's. Problems are for people, one line each. */
export async function openSources(named: string | undefined): Promise<OpenSources | { problems: string[] }> {
  const variables = ofWorkingDirectory();
  const path = named ?? (variables.SOUNDINGS_SOURCES || 'sources.yml');
  const found = await readSourcesFile({ path, required: true, environment: variables });
  if ('problems' in found)
    return {
      problems: found.problems.map(
        ({ file, line, column, what, expected }) => `${file}:${line}:${column}: ${what}, expected ${expected}`,
      ),
    };
  const { sources } = found;
  const reader = metricReader({ sources, log: quiet });
  return {
    sources,
    async read(name, days) {
      const { owners: [owner] = [], timezone = 'UTC' } = sources.get(name.split('/', 1)[0] ?? '') ?? {};
      const to = new Date();
      const began = performance.now();
      const reading = await reader.read({
        owner: typeof owner === 'string' ? owner : '',
        ...(typeof owner === 'number' ? { ownerId: owner } : {}),
        metric: { name, title: name, unit: 'count', good: 'up', drives: [], source: name },
        from: new Date(Math.floor(to.getTime() / day - days) * day),
        to,
      });
      return { name, timezone, reading, tookMs: performance.now() - began };
    },
    close: () => reader.close(),
  };
}

/** What goes wrong with a source is in its reading. */
const quiet: Log = { info() {}, warn() {}, error() {} };
