import postgres from 'postgres';
import { describe } from 'vitest';
import { connectorContract, type Served, type ServedRow } from '../../contracts/connector-contract.ts';
import { startPostgresServer } from '../../stage/database/postgres-server.ts';

describe('postgres', () => {
  connectorContract(async () => {
    const server = await startPostgresServer();
    const url = await server.createDatabase();
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    let tables = 0;
    const served = (query: string, address = url): Served => ({
      connection: { type: 'postgres', url: `\${URL}`, queries: { q: query } },
      environment: { URL: address },
      hidden: [new URL(url).password, '127.0.0.1', new URL(address).port],
    });
    return {
      async serve(rows) {
        tables += 1;
        const table = `daily_${tables}`;
        const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 't') as (keyof ServedRow)[];
        const dates = rows.every(({ t }) => t.length === 10);
        const typeOf = (name: keyof ServedRow) => (rows.some((row) => isText(row[name])) ? 'text' : 'double precision');
        const typed = columns.map((name) => `${name} ${typeOf(name)}`).join(', ');
        await sql.unsafe(`create table ${table} (t ${dates ? 'date' : 'timestamptz'}, ${typed})`);
        await sql`insert into ${sql(table)} ${sql(rows as never[])}`;
        return served(`select * from ${table} where t >= $from and t < $to;`);
      },
      unreachable: async () => served('select 1', 'postgres://reader:secret-pw@127.0.0.1:1/w'),
      broken: async () => served('select day from daily where hidden_figure = 31337'),
      hanging: async () => served('select now() as t, 1 as value from pg_sleep(600)'),
      async stop() {
        await sql.end();
        await server.stop();
      },
    };
  });
});

function isText(value: unknown): boolean {
  return typeof value === 'string' && !/^(NaN|Infinity)$/.test(value);
}
