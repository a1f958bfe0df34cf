import { z } from 'zod';
import { type ConnectionConfig, connectionKeys, mapping, textOf } from '../connection-config.ts';
import { typeWithPeer } from '../peer.ts';
import { postgresDialect } from '../postgres/dialect.ts';
import type { BoundQuery } from '../sql/bind-window.ts';
import { sqlQueries } from '../sql/sql-config.ts';

const memoryExpected = 'megabytes from 64 to 65536, such as `256`';

export interface DuckDbConfig extends ConnectionConfig {
  /** Relative to the file of sources, or absolute. */
  folder: string;
  memory: number;
  queries: Map<string, BoundQuery>;
}

/** Files under a folder, read by DuckDB. Its lexer is PostgreSQL's. */
export const duckDbConfig: z.ZodType<DuckDbConfig> = mapping({
  // Exact: what keeps a query within the folder was tried with this one.
  type: typeWithPeer('duckdb', { package: '@duckdb/node-api', version: '1.5.6-r.1' }),
  folder: textOf('the path of a folder, such as `exports`'),
  memory: z
    .int({ error: memoryExpected })
    .min(64, { error: memoryExpected })
    .max(65_536, { error: memoryExpected })
    .default(256),
  ...connectionKeys,
  queries: sqlQueries(postgresDialect),
});
