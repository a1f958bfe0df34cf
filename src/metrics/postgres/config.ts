import { z } from 'zod';
import { type ConnectionConfig, connectionKeys, mapping, queriesOf, textOf } from '../connection-config.ts';
import { networkKey } from '../network/network-config.ts';
import type { Network } from '../network/refused-range.ts';
import { bindWindow } from '../sql/bind-window.ts';
import { sessionKey } from '../sql/session-key.ts';
import { tlsExpected, tlsOf } from '../sql/tls.ts';
import { postgresDialect } from './dialect.ts';

const urlExpected = 'an address such as `postgres://reader@db.example.com/warehouse`';
const sqlExpected =
  'a query in SQL, such as `select day as t, rate as value from daily where day >= $from and day < $to`';

const query = textOf(sqlExpected).transform((sql, context) => {
  const bound = bindWindow(sql, postgresDialect);
  if (bound.kind === 'bound') return bound;
  context.addIssue({ code: 'custom', message: bound.expected });
  return z.NEVER;
});

export type PostgresQuery = z.output<typeof query>;

export interface PostgresConfig extends ConnectionConfig {
  url: string;
  network?: Network | undefined;
  session?: 'plain' | undefined;
  queries: Map<string, PostgresQuery>;
}

/** A PostgreSQL database, or one that speaks its protocol. */
export const postgresConfig: z.ZodType<PostgresConfig> = mapping({
  type: z.literal('postgres'),
  url: z
    .string({ error: urlExpected })
    .refine((text) => URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol), {
      error: urlExpected,
      abort: true,
    })
    .refine((text) => tlsOf(text) !== 'weak', { error: tlsExpected }),
  ...sessionKey,
  ...connectionKeys,
  ...networkKey,
  queries: queriesOf(query),
});
