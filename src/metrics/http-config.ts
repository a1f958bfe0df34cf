import { z } from 'zod';
import { byName } from './connection-config.ts';

const urlExpected = 'an address such as `https://stats.example.com/api/`';

/** The address of an HTTP server; may hold a name and a password. */
export const httpUrl = z
  .string({ error: urlExpected })
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), { error: urlExpected, abort: true })
  .transform((text) => new URL(text));

const headerExpected = 'a header such as `authorization: Bearer ...`';

/** Headers to send along, secrets among them. */
export const headers = byName(
  { pattern: /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, expected: headerExpected },
  z.string({ error: headerExpected }).regex(/^[\t\x20-\x7e]*$/, { error: 'text in ASCII on one line' }),
  headerExpected,
)
  .transform((given) => Object.fromEntries(given))
  .default({});
