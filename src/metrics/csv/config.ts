import { z } from 'zod';
import { columnKeys, hasOneForm, oneFormExpected } from '../columns.ts';
import { type ConnectionConfig, connectionKeys, mapping, queriesOf, textOf } from '../connection-config.ts';

const header = textOf('the header of a column, such as `signups`');

const query = z.preprocess(
  (value) => (typeof value === 'string' ? { file: value } : value),
  mapping({
    /** Relative to the file of sources, or absolute. */
    file: textOf('the path of a file, such as `signups.csv`'),
    /** Absent: found in the file. */
    delimiter: z
      .string({ error: 'one character such as `;`' })
      .length(1, { error: 'one character such as `;`' })
      .optional(),
    /** Absent: found in the column, if possible. */
    decimal: z.enum(['.', ','], { error: 'the mark before the decimals, `.` or `,`' }).optional(),
    ...columnKeys(header),
  }).refine(hasOneForm, { error: oneFormExpected }),
);

export type CsvQuery = z.output<typeof query>;

export interface CsvConfig extends ConnectionConfig {
  queries: Map<string, CsvQuery>;
}

/** Files on the server. */
export const csvConfig: z.ZodType<CsvConfig> = mapping({
  type: z.literal('csv'),
  ...connectionKeys,
  queries: queriesOf(query),
});
