import { z } from 'zod';
import { type GoogleKey, googleKey } from '../auth/auth-config.ts';
import { type ConnectionConfig, connectionKeys, mapping, textOf } from '../connection-config.ts';
import { httpUrl } from '../http-config.ts';
import { networkKey } from '../network/network-config.ts';
import type { Network } from '../network/refused-range.ts';
import type { BoundQuery } from '../sql/bind-window.ts';
import { sqlQueries } from '../sql/sql-config.ts';
import { googleDialect } from './dialect.ts';

const bytesExpected = 'a whole number of bytes, such as `10000000000` for 10 GB';

export interface BigQueryConfig extends ConnectionConfig {
  url: URL;
  project: string;
  location: string;
  dataset?: string | undefined;
  maximum_bytes_billed?: number | undefined;
  key: GoogleKey;
  network?: Network | undefined;
  queries: Map<string, BoundQuery>;
}

/** BigQuery by its HTTP interface. It bills what a query scans. */
export const bigQueryConfig: z.ZodType<BigQueryConfig> = mapping({
  type: z.literal('bigquery'),
  url: httpUrl.default(new URL('https://bigquery.googleapis.com/')),
  project: textOf('the id of a project, such as `my-project`'),
  location: textOf('where the data set is, such as `EU` or `europe-west3`'),
  dataset: textOf('the name of a data set').optional(),
  maximum_bytes_billed: z.int({ error: bytesExpected }).min(1, { error: bytesExpected }).optional(),
  key: googleKey,
  ...connectionKeys,
  scan: connectionKeys.scan.default('billed'),
  ...networkKey,
  queries: sqlQueries(googleDialect),
});
