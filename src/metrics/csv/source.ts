import { resolve } from 'node:path';
import { columnsOf, rowOf } from '../columns.ts';
import type { Connector } from '../connector.ts';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { linesOf } from '../table/lines-of.ts';
import { figuresOf, readCsv } from './client.ts';
import { type CsvConfig, type CsvQuery, csvConfig } from './config.ts';

/** CSV files on the server, columns by header. */
export const csv: Connector<CsvConfig> = {
  config: csvConfig,
  open({ queries }, { folder }) {
    return {
      async rows({ query, maxRows, signal, leftOut }) {
        const wanted = queries.get(query) as CsvQuery;
        const { delimiter, decimal } = wanted;
        const file = await readCsv(resolve(folder, wanted.file), { delimiter, maxRows, signal });
        const { columns, required } = columnsOf(wanted);
        const absent = [columns.t as string, ...required].find((header) => !file.column(header));
        if (absent) throw new SourceFailure('query-failed', `the file of the source has no column "${absent}"`);
        const cells = new Map(
          Object.entries(columns).flatMap(([name, header]) => {
            const found = file.column(header);
            if (!found) return [];
            const read = name === 't' || name === 'arm' ? found : figuresOf(found, header, { ...file, decimal });
            return [[header, read] as const];
          }),
        );
        if (file.left.length > 0)
          leftOut?.(`${linesOf(file.left)} of its file, which ${file.left.length === 1 ? 'is' : 'are'} words alone`);
        return Array.from({ length: file.rows }, (_, i): Row => rowOf(columns, (header) => cells.get(header)?.[i]));
      },
      async close() {},
    };
  },
};
