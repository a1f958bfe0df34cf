import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Connector } from '../connector.ts';
import { SourceFailure } from '../source-failure.ts';
import { type BoundQuery, isForExperiments, valuesOf } from '../sql/bind-window.ts';
import { askProcess } from './client.ts';
import { type DuckDbConfig, duckDbConfig } from './config.ts';

/** CSV, Parquet and JSON files under one folder, by SQL. */
export const duckdb: Connector<DuckDbConfig> = {
  config: duckDbConfig,
  open({ folder, queries, timezone, timeout, memory }, place) {
    const closing = new AbortController();
    return {
      takesExperiment: (query) => isForExperiments(queries.get(query)),
      async rows({ query, maxRows, signal, ...asked }) {
        const bound = queries.get(query) as BoundQuery;
        return askProcess(
          {
            folder: await folderAt(resolve(place.folder, folder)),
            ...{ sql: bound.sql, values: valuesOf(bound, asked, (at) => at.toISOString()) },
            ...{ timezone, maxRows, memory, timeout },
          },
          AbortSignal.any([signal, closing.signal]),
        );
      },
      close: async () => closing.abort(new SourceFailure('unreachable', 'the sources are closed')),
    };
  },
};

async function folderAt(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new SourceFailure('unreachable', 'the folder of the source could not be opened', { code });
  }
}
