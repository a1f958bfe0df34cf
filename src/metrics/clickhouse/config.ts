import { z } from 'zod';
import { type ConnectionConfig, connectionKeys, mapping, textOf } from '../connection-config.ts';
import { type EndpointConfig, endpointKeys } from '../endpoint-config.ts';
import type { BoundQuery } from '../sql/bind-window.ts';
import { sqlQueries } from '../sql/sql-config.ts';
import { clickHouseDialect } from './dialect.ts';

export interface ClickHouseConfig extends ConnectionConfig, EndpointConfig {
  database?: string | undefined;
  queries: Map<string, BoundQuery>;
}

/** ClickHouse by its HTTP interface. */
export const clickHouseConfig: z.ZodType<ClickHouseConfig> = mapping({
  type: z.literal('clickhouse'),
  ...endpointKeys,
  database: textOf('the name of a database').optional(),
  ...connectionKeys,
  queries: sqlQueries(clickHouseDialect),
});
