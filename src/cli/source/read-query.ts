import { day } from '../../domain/day.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import { ofWorkingDirectory, type Variables } from '../../env.ts';
import type { PushedOf } from '../../flows/ports/metric-reader.ts';
import { metricReader } from '../../metrics/metric-reader.ts';
import type { Row } from '../../metrics/source.ts';
import type { Sources } from '../../metrics/sources.ts';
import type { Window } from '../../metrics/window.ts';
import { openSources } from '../open-sources.ts';

/** A source, read as a server would, for the first owner that may use it. */
export interface Read {
  /** `connection/query`. */
  name: string;
  timezone: string;
  window: Window;
  reading: Reading;
  /** As the source gave them. Absent: it gave none. */
  rows?: Row[];
  /** What of its answer the source left out. */
  left?: string[];
  /** Why it failed, as the log would say it: codes and counts. */
  detail?: Record<string, unknown>;
  tookMs: number;
}

/** What a command prints. `isWell`: no query failed. */
export interface Shown {
  text: string;
  isWell: boolean;
}

export interface Queries {
  sources: Sources;
  /** So many whole days, and today so far; of an experiment, where a query takes one. */
  read(name: string, days: number, experiment?: string): Promise<Read>;
  close(): Promise<void>;
}

/** The queries of the named sources, or else of the server's. Problems are for people, one line each. */
export async function openQueries(
  named: string | undefined,
  variables = ofWorkingDirectory(),
): Promise<Queries | { problems: string[] }> {
  const path = fileOfSources(named, variables);
  const found = await openSources(path, variables);
  return 'problems' in found ? found : queriesOf(found.sources);
}

export const fileOfSources = (named: string | undefined, variables: Variables) =>
  named ?? (variables.SOUNDINGS_SOURCES || 'sources.yml');

/** `as`: the owner that reads, with what they pushed; left out, the first that may. */
export function queriesOf(sources: Sources, as?: { owner: string; ownerId: number; pushedOf: PushedOf }): Queries {
  const given = new Map<string, Pick<Read, 'rows' | 'left'>>();
  const details = new Map<string, Record<string, unknown>>();
  const reader = metricReader({
    sources,
    log: {
      info() {},
      warn: ({ source, owner, reason, ...detail }) => void details.set(String(source), detail),
      error() {},
    },
    look: (source, rows, left) => void given.set(source, { rows, left }),
    ...(as && { pushedOf: as.pushedOf }),
  });
  return {
    sources,
    async read(name, days, experiment) {
      const { owners: [owner] = [], timezone = 'UTC' } = sources.get(connectionOf(name)) ?? {};
      const to = new Date();
      const window = { from: new Date(Math.floor(to.getTime() / day - days) * day), to };
      const began = performance.now();
      const reading = await reader.read({
        ...(as ?? {
          owner: typeof owner === 'string' ? owner : '',
          ...(typeof owner === 'number' ? { ownerId: owner } : {}),
        }),
        metric: { name, title: name, unit: 'count', good: 'up', drives: [], source: name },
        ...window,
        ...(experiment === undefined ? {} : { experiment }),
      });
      const [came, detail] = [given.get(name), details.get(name)];
      given.delete(name);
      return {
        ...{ name, timezone, window, reading, tookMs: performance.now() - began },
        ...came,
        ...(detail && { detail }),
      };
    },
    close: () => reader.close(),
  };
}

export const connectionOf = (name: string) => name.split('/', 1)[0] ?? '';
