import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { connectorContract, type Served } from '../../contracts/connector-contract.ts';

describe('csv', () => {
  connectorContract(
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'soundings-csv-'));
      let files = 0;
      const write = async (text: string): Promise<Served> => {
        files += 1;
        await writeFile(join(folder, `${files}.csv`), text);
        return served(`${files}.csv`);
      };
      const served = (file: string, columns = {}): Served => ({
        connection: { type: 'csv', queries: { q: { file: `\${FOLDER}/${file}`, ...columns } } },
        environment: { FOLDER: folder },
        hidden: [folder],
      });
      return {
        serve: (rows) => {
          const headers = Object.keys(rows[0] ?? {});
          const lines = rows.map((row) => headers.map((header) => row[header as 't'] ?? '').join(','));
          return write([headers.join(','), ...lines].join('\n'));
        },
        unreachable: async () => served('none.csv'),
        broken: () => write('t,value\n2026-11-01,1,2,3\n'),
        hanging: () => Promise.reject(new Error('not asked for')),
        stop: () => rm(folder, { recursive: true, force: true }),
      };
    },
    { cannotHang: 'only regular files are read, and they answer', nan: 'missing' },
  );
});
