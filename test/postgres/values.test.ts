import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type DatabaseConnection } from '../../src/db/connect.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';
import { runs } from '../stage/run/property-runs.ts';

let server: PostgresServer;
let connection: DatabaseConnection;
beforeAll(async () => {
  server = await startPostgresServer();
  connection = await connect({ databaseUrl: await server.createDatabase(), dataDir: '' });
});
afterAll(async () => {
  await connection?.close();
  await server?.stop();
});

async function read(expression: ReturnType<typeof sql>): Promise<unknown> {
  const { rows } = (await connection.database.execute(sql`select ${expression} as value`)) as unknown as {
    rows: { value: unknown }[];
  };
  return rows[0]?.value;
}

/** As `pg` under Drizzle read them, which was here before. */
describe('values are read', () => {
  test.each([
    ['null::int', null],
    ['true', true],
    ['false', false],
    ['7::smallint', 7],
    ['-7::int', -7],
    ['7::oid', 7],
    ['9007199254740993::bigint', '9007199254740993'],
    ['0.10::numeric', '0.10'],
    ['0.5::real', 0.5],
    ['1e300::double precision', 1e300],
    ["'NaN'::double precision", Number.NaN],
    ["'-Infinity'::double precision", Number.NEGATIVE_INFINITY],
    ["'naïve \\ \" text'::text", 'naïve \\ " text'],
    ["'x'::varchar", 'x'],
    [`'{"a": [1, null, "b"], "c": 1.5}'::json`, { a: [1, null, 'b'], c: 1.5 }],
    [`'{"a": [1, null, "b"]}'::jsonb`, { a: [1, null, 'b'] }],
    [`'"text"'::json`, 'text'],
    ["'null'::json", null],
    ["'\\xdeadbeef'::bytea", Buffer.from('deadbeef', 'hex')],
    ["'0123abcd-0000-4000-8000-000000000000'::uuid", '0123abcd-0000-4000-8000-000000000000'],
    ["timestamptz '2026-11-01 10:20:30.123456+02'", '2026-11-01 08:20:30.123456+00'],
    ["timestamp '2026-11-01 10:20:30.5'", '2026-11-01 10:20:30.5'],
    ["date '2026-11-01'", '2026-11-01'],
    ["time '10:20'", '10:20:00'],
    ["interval '1 day 2 hours'", '1 day 02:00:00'],
    ["'{}'::text[]", []],
    [
      `array['a', null, 'null', '', 'b,"c"', 'd\\e', '{f}', ' g ']`,
      ['a', null, 'null', '', 'b,"c"', 'd\\e', '{f}', ' g '],
    ],
    [
      "array[['a', 'b'], ['c', 'd']]",
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['array[1, null, 3]', [1, null, 3]],
    ['array[1, 2]::smallint[]', [1, 2]],
    ['array[9007199254740993, null]::bigint[]', ['9007199254740993', null]],
    ['array[0.5]::real[]', [0.5]],
    ['array[0.5, null]::float8[]', [0.5, null]],
    ['array[true, false, null]', [true, false, null]],
    [`array['{"a": 1}']::jsonb[]`, [{ a: 1 }]],
    ["array['x']::varchar[]", ['x']],
    ["array['0123abcd-0000-4000-8000-000000000000']::uuid[]", ['0123abcd-0000-4000-8000-000000000000']],
    ["array[timestamptz '2026-11-01 00:00Z']", '{"2026-11-01 00:00:00+00"}'],
  ])('%s', async (expression, expected) => {
    await connection.database.transaction(async (within) => {
      await within.execute(sql`set local time zone 'UTC'`);
      const plain = (await within.execute(sql.raw(`select ${expression} as value`))) as unknown as { rows: unknown[] };
      expect(plain.rows).toEqual([{ value: expected }]);
      // The same in the other protocol, which has parameters.
      const asked = await within.execute(sql`select ${sql.raw(expression)} as value where ${1}::int = 1`);
      expect(asked).toMatchObject({ rows: [{ value: expected }] });
    });
  });
});

/** By the type on the other side each would be written differently; by what they are, they are not. */
describe('parameters are written', () => {
  const day = new Date('2026-11-01T10:20:30.123Z');
  test.each([
    ['a text that means a truth', sql`${'true'}::boolean`, true],
    ['a text that means none', sql`${'f'}::boolean`, false],
    ['true', sql`${true}::boolean`, true],
    ['true, as a text', sql`${true}::boolean::text`, 'true'],
    ['nothing', sql`${null}::text`, null],
    ['a number', sql`${7}::int`, 7],
    ['a number as a text', sql`${7}::text`, '7'],
    ['a large number', sql`${9_007_199_254_740_991}::bigint`, '9007199254740991'],
    ['a bigint', sql`${2n ** 62n}::bigint`, String(2n ** 62n)],
    ['a fraction', sql`${0.1}::numeric`, '0.1'],
    ['an instant', sql`${day}::timestamptz = '2026-11-01T10:20:30.123Z'`, true],
    ['an instant as a text', sql`${day}::text`, '2026-11-01T10:20:30.123Z'],
    ['an object', sql`${sql.param({ a: [1, "it's"] })}::json`, { a: [1, "it's"] }],
    ['a text that is JSON', sql`${'{"a":1}'}::json`, { a: 1 }],
    ['bytes', sql`${sql.param(Buffer.from('\u0000ÿ\\'))}::bytea`, Buffer.from('\u0000ÿ\\')],
    ['numbers', sql`${sql.param([1, null, 3])}::bigint[]`, ['1', null, '3']],
    ['no numbers', sql`${sql.param([])}::bigint[]`, []],
    ['truths', sql`${sql.param([true, false])}::boolean[]`, [true, false]],
    ['instants', sql`${sql.param([day])}::timestamptz[] = array[timestamptz '2026-11-01T10:20:30.123Z']`, true],
    [
      'texts in texts',
      sql`${sql.param([
        ['a', 'b'],
        ['c', 'd'],
      ])}::text[]`,
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  ])('%s', async (_, expression, expected) => {
    expect(await read(expression)).toEqual(expected);
  });

  test('any texts, and come back', async () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom(...'"\\{},; \n'), fc.string({ unit: 'grapheme' })) });
    const sound = text.filter((one) => !one.includes('\0') && one.isWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(sound)), async (texts) => {
        expect(await read(sql`${sql.param(texts)}::text[]`)).toEqual(texts);
      }),
      runs(),
    );
  });
});
