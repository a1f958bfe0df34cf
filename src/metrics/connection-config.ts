import { IANAZone } from 'luxon';
import ms from 'ms';
import { z } from 'zod';
import { sourceName } from '../domain/metric/source-name.ts';

/*
 * As in the outcome map's schema, the `error` of a part says what is expected there, as a noun phrase that can follow
 * "expected". For an unknown key it lists the existing keys, so that the nearest can be named.
 */

/** What every connection has, of any type. `queries` and all other keys are the connector's. */
export interface ConnectionConfig {
  type: string;
  /** GitHub owners that may use it, by login or by GitHub's number. Absent: every owner. Empty: nobody. */
  owners?: (string | number)[] | undefined;
  /** IANA name: where a day begins. */
  timezone: string;
  /** Milliseconds that one read may take. */
  timeout: number;
  max_rows: number;
  scan?: 'billed' | undefined;
  reads_a_day?: number | undefined;
  /** Absent: queries have names of their own. */
  queries?: Map<string, unknown>;
}

/** An object that refuses keys it does not know. */
export function mapping<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : 'a mapping (`key: value`)'),
  });
}

/** Text that is not blank; `expected` as above. */
export function textOf(expected: string) {
  return z.string({ error: expected }).regex(/\S/, { error: expected });
}

const durationPattern = /^\d{1,7} ?(?:ms|s|m)$/;
const durationExpected = 'a duration of at most 10 minutes, such as `30s`';
const ownerExpected = 'a GitHub owner such as `acme`, or its number such as `583231`';

/**
 * Offsets such as `+02:00` are not places: they have no summer time, and PostgreSQL reads their sign the other way
 * round.
 */
function isTimezone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);
}

const timezoneExpected = 'a time zone by its IANA name, such as `UTC` or `Europe/Berlin`';

/** The keys of every connection except `type` and `queries`. */
export const connectionKeys = {
  owners: z
    .array(
      z.union(
        [
          z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/),
          // A login can be given up and taken by somebody else; the number stays.
          z.int().min(1),
        ],
        { error: ownerExpected },
      ),
      { error: 'a list of GitHub owners such as `[acme]`' },
    )
    .optional(),
  timezone: z.string({ error: timezoneExpected }).refine(isTimezone, { error: timezoneExpected }).default('UTC'),
  timeout: z
    .string({ error: durationExpected })
    .regex(durationPattern, { error: durationExpected })
    .transform((text) => ms(text as ms.StringValue))
    .refine((time) => time >= 1 && time <= 600_000, { error: durationExpected })
    .default(30_000),
  scan: z.literal('billed', { error: '`billed`, where each read costs money' }).optional(),
  reads_a_day: z.int({ error: 'a whole number such as 500' }).min(1, { error: 'a whole number from 1' }).optional(),
  max_rows: z
    .int({ error: 'a whole number such as 100000' })
    .min(1, { error: 'a whole number from 1' })
    .max(1_000_000, { error: 'a whole number of at most 1000000' })
    .default(100_000),
};

export const nameExpected = 'a name of at most 80 letters, digits, `_`, `.` and `-`';

/** The queries of a connection by name, each in the connector's form. */
export const queriesOf = <Query extends z.ZodType>(query: Query) =>
  byName({ pattern: sourceName, expected: nameExpected }, query, 'queries by name, such as `signup_rate: ...`');

/** A Map, for any names that people give; `z.record` silently skips one that is called `__proto__`. */
export function byName<Value extends z.ZodType>(
  { pattern, expected }: { pattern: RegExp; expected: string },
  value: Value,
  mappingExpected: string,
) {
  const name = z.string().check(({ value: input, issues }) => {
    if (!pattern.test(input)) issues.push({ code: 'invalid_key', origin: 'map', issues: [], input, message: expected });
  });
  return z.preprocess(
    (given) => (typeof given === 'object' && given && !Array.isArray(given) ? new Map(Object.entries(given)) : given),
    z.map(name, value, { error: mappingExpected }),
  );
}
