import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { connectorContract, type Served } from '../contracts/connector-contract.ts';

const numberOf = (cell: string | undefined) => (cell === 'NaN' ? 0 : Number(cell ?? 0));

describe('duckdb', () => {
  connectorContract(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'soundings-duckdb-'));
    let files = 0;
    const served = (query: string, at = folder): Served => ({
      connection: { type: 'duckdb', folder: `\${FOLDER}`, queries: { q: query } },
      environment: { FOLDER: at },
      hidden: [folder],
    });
    return {
      async serve(rows) {
        files += 1;
        const headers = Object.keys(rows[0] ?? {});
        const lines = rows.map((row) => headers.map((header) => row[header as 't'] ?? '').join(','));
        await writeFile(join(folder, `${files}.csv`), [headers.join(','), ...lines].join('\n'));
        // It reads a lone `Infinity` as a date.
        const figures = headers.filter((name) => rows.every((row) => !Number.isNaN(numberOf(row[name as 't']))));
        const types = figures.map((name) => `${name}: 'DOUBLE'`).join(', ');
        const given = types === '' ? '' : `, types = {${types}}`;
        return served(`from read_csv('${files}.csv'${given}) where t >= $from and t < $to;`);
      },
      unreachable: async () => served('select 1', join(folder, 'none')),
      broken: async () => served('select day from daily where hidden_figure = 31337'),
      hanging: async () => served('select count(*) as value from range(100000000) a, range(100000000) b'),
      stop: () => rm(folder, { recursive: true, force: true }),
    };
  });
});
