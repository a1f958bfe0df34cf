import { isIP } from 'node:net';
import { z } from 'zod';
import { mapping } from '../connection-config.ts';
import { typeWithPeer } from '../peer.ts';
import { type SqlConfig, sqlKeys } from '../sql/sql-config.ts';
import { tlsExpected, tlsOf } from '../sql/tls.ts';
import { mysqlDialect } from './dialect.ts';

const urlExpected = 'an address such as `mysql://reader@db.example.com/shop`';

/** A MySQL or MariaDB database, or one that speaks their protocol. */
export const mysqlConfig: z.ZodType<SqlConfig> = mapping({
  type: typeWithPeer('mysql', { package: 'mysql2', version: '3' }),
  url: z
    .string({ error: urlExpected })
    .refine(isAddress, { error: urlExpected, abort: true })
    .refine((text) => tlsOf(text) !== 'weak', { error: tlsExpected, abort: true })
    .refine((text) => tlsOf(text) === 'none' || !isIP(bareHost(text)), {
      error: 'a name instead of an IP address with `sslmode=require`: certificates are checked for names',
    }),
  ...sqlKeys(mysqlDialect),
});

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, searchParams } = new URL(text);
  const isKnown = [...searchParams.keys()].every((key) => key === 'sslmode' || key === 'ssl');
  return protocol === 'mysql:' && hostname !== '' && isKnown;
}

const bareHost = (text: string) => new URL(text).hostname.replace(/^\[(.*)\]$/, '$1');
