import { z } from 'zod';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';

const series = z.object({
  columns: z.array(z.string()),
  values: z.array(z.array(z.unknown())).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  partial: z.boolean().optional(),
});

const answer = z.object({
  results: z.tuple([
    z.object({ error: z.string().optional(), partial: z.boolean().optional(), series: z.array(series).optional() }),
  ]),
});

/** The rows in an answer to InfluxQL. Series may differ by the tag `arm` alone. Throws a SourceFailure. */
export function rowsOfSeries(json: unknown): Row[] {
  const read = answer.safeParse(json);
  if (!read.success) throw new SourceFailure('query-failed', 'the source did not answer as InfluxDB does');
  const [{ error, partial, series = [] }] = read.data.results;
  if (error !== undefined) throw new SourceFailure('query-failed', 'the source refused the query');
  if (partial || series.some((one) => one.partial))
    throw new SourceFailure('too-many-rows', 'the source gave a part of the rows, as many as it gives at a time');
  if (series.length > 1 && series.some(({ tags }) => Object.keys(tags ?? {}).join() !== 'arm'))
    throw new SourceFailure(
      'query-failed',
      `the query gives ${series.length} series where one is expected: group by time, and by no other tag than \`arm\``,
      { series: series.length },
    );
  return series.flatMap(({ columns, values = [], tags = {} }) =>
    values.map((cells) =>
      Object.fromEntries([
        ...Object.entries(tags),
        ...columns.map((name, i) => [name === 'time' ? 't' : name, cells[i]] as const),
      ]),
    ),
  );
}
