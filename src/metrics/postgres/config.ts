import { z } from 'zod';
import { mapping } from '../connection-config.ts';
import { type SqlConfig, sqlKeys } from '../sql/sql-config.ts';
import { tlsExpected, tlsOf } from '../sql/tls.ts';
import { postgresDialect } from './dialect.ts';

const urlExpected = 'an address such as `postgres://reader@db.example.com/warehouse`';

/** A PostgreSQL database, or one that speaks its protocol. */
export const postgresConfig: z.ZodType<SqlConfig> = mapping({
  type: z.literal('postgres'),
  url: z
    .string({ error: urlExpected })
    .refine((text) => URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol), {
      error: urlExpected,
      abort: true,
    })
    .refine((text) => tlsOf(text) !== 'weak', { error: tlsExpected }),
  ...sqlKeys(postgresDialect),
});
