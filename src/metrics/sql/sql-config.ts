import { z } from 'zod';
import { type ConnectionConfig, connectionKeys, queriesOf, textOf } from '../connection-config.ts';
import { networkKey } from '../network/network-config.ts';
import type { Network } from '../network/refused-range.ts';
import { type BoundQuery, bindWindow, type Dialect } from './bind-window.ts';

/** A connection to a database by its address, with queries in SQL. */
export interface SqlConfig extends ConnectionConfig {
  url: string;
  network?: Network | undefined;
  /** `plain`: nothing is set before the query. The server has to have the connection's time zone by itself. */
  session?: 'plain' | undefined;
  queries: Map<string, BoundQuery>;
}

const sqlExpected =
  'a query in SQL, such as `select day as t, rate as value from daily where day >= $from and day < $to`';

/** The keys of such a connection, beside its type and its address. */
export const sqlKeys = (dialect: Dialect) => ({
  session: z.literal('plain', { error: '`plain`, for databases that know no settings of a session' }).optional(),
  ...connectionKeys,
  ...networkKey,
  queries: sqlQueries(dialect),
});

export const sqlQueries = (dialect: Dialect) =>
  queriesOf(
    textOf(sqlExpected).transform((sql, context) => {
      const bound = bindWindow(sql, dialect);
      if (bound.kind === 'bound') return bound;
      context.addIssue({ code: 'custom', message: bound.expected });
      return z.NEVER;
    }),
  );
