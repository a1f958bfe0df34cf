import { resolve } from 'node:path';
import { columnsOf, rowOf } from '../columns.ts';
import type { Connector } from '../connector.ts';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { csvRecords } from './client.ts';
import { type CsvConfig, type CsvQuery, csvConfig } from './config.ts';

/** CSV files on the server, columns by header. */
export const csv: Connector<CsvConfig> = {
  config: csvConfig,
  open({ queries }, { folder }) {
    return {
      async rows({ query, maxRows, signal }) {
        const wanted = queries.get(query) as CsvQuery;
        const { columns, required } = columnsOf(wanted);
        const rows: Row[] = [];
        for await (const cell of csvRecords(resolve(folder, wanted.file), wanted.delimiter, signal)) {
          const absent = required.find((header) => cell(header) === undefined);
          if (absent) throw new SourceFailure('query-failed', `the file of the source has no column "${absent}"`);
          rows.push(rowOf(columns, cell));
          if (rows.length > maxRows) break;
        }
        return rows;
      },
      async close() {},
    };
  },
};
