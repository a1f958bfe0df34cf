import { isIP } from 'node:net';
import { z } from 'zod';
import { type ConnectionConfig, connectionKeys, mapping, queriesOf, textOf } from '../connection-config.ts';
import { networkKey } from '../network/network-config.ts';
import type { Network } from '../network/refused-range.ts';
import { typeWithPeer } from '../peer.ts';
import { bindWindow } from '../sql/bind-window.ts';
import { sessionKey } from '../sql/session-key.ts';
import { tlsExpected, tlsOf } from '../sql/tls.ts';
import { mysqlDialect } from './dialect.ts';

const urlExpected = 'an address such as `mysql://reader@db.example.com/shop`';
const sqlExpected =
  'a query in SQL, such as `select day as t, rate as value from daily where day >= $from and day < $to`';

const query = textOf(sqlExpected).transform((sql, context) => {
  const bound = bindWindow(sql, mysqlDialect);
  if (bound.kind === 'bound') return bound;
  context.addIssue({ code: 'custom', message: bound.expected });
  return z.NEVER;
});

export type MysqlQuery = z.output<typeof query>;

export interface MysqlConfig extends ConnectionConfig {
  url: string;
  network?: Network | undefined;
  session?: 'plain' | undefined;
  queries: Map<string, MysqlQuery>;
}

/** A MySQL or MariaDB database, or one that speaks their protocol. */
export const mysqlConfig: z.ZodType<MysqlConfig> = mapping({
  type: typeWithPeer('mysql', { package: 'mysql2', version: '3' }),
  url: z
    .string({ error: urlExpected })
    .refine(isAddress, { error: urlExpected, abort: true })
    .refine((text) => tlsOf(text) !== 'weak', { error: tlsExpected, abort: true })
    .refine((text) => tlsOf(text) === 'none' || !isIP(bareHost(text)), {
      error: 'a name instead of an IP address with `sslmode=require`: certificates are checked for names',
    }),
  ...sessionKey,
  ...connectionKeys,
  ...networkKey,
  queries: queriesOf(query),
});

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, searchParams } = new URL(text);
  const isKnown = [...searchParams.keys()].every((key) => key === 'sslmode' || key === 'ssl');
  return protocol === 'mysql:' && hostname !== '' && isKnown;
}

const bareHost = (text: string) => new URL(text).hostname.replace(/^\[(.*)\]$/, '$1');
