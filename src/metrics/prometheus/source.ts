import { bucketsWithin } from '../buckets-within.ts';
import type { Connector } from '../connector.ts';
import { openEndpoint } from '../endpoint.ts';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { namesKnown, type Points, prometheusClient } from './client.ts';
import { type PrometheusConfig, type PrometheusQuery, prometheusConfig } from './config.ts';
import { evaluationsAtEnds } from './evaluations.ts';
import { namesIn } from './names-in.ts';

const steps = { '1d': { size: 'day', seconds: 86_400 }, '1h': { size: 'hour', seconds: 3_600 } } as const;

/** Prometheus: every expression is evaluated at the end of each bucket, so that `[1d]` or `[1h]` covers just that bucket. */
export const prometheus: Connector<PrometheusConfig> = {
  config: prometheusConfig,
  open(config, place) {
    const { step, queries, timezone } = config;
    const endpoint = openEndpoint(config, place);
    const ask = prometheusClient(endpoint);
    return {
      async rows({ query, from, to, maxRows, signal }) {
        const wanted = queries.get(query) as PrometheusQuery;
        const { size, seconds } = steps[wanted.step ?? step];
        const buckets = bucketsWithin({ from, to }, size, timezone, maxRows);
        if (buckets.length > maxRows)
          throw new SourceFailure(
            'too-many-rows',
            `the time asked for has more than ${maxRows.toLocaleString('en')} rows`,
          );
        const ranges = evaluationsAtEnds(buckets, seconds);
        const columns = await Promise.all(
          columnsOf(wanted).map(async ([column, expression]) => {
            const points: Points[] = [];
            for (const range of ranges) points.push(await ask(expression, range, signal));
            return { column, values: new Map(points.flat()) };
          }),
        );
        const numerators = columns.find(({ column }) => column === 'numerator')?.values;
        const date = (t: number) => new Date(t).toISOString().slice(0, 10);
        return buckets.flatMap(({ t, end }): Row[] => {
          const cells = columns.map(({ column, values }) => [column, figureOf(values.get(end / 1000))] as const);
          if (cells.every(([, figure]) => figure === null)) return [];
          if (wanted.absent && !numerators?.has(end / 1000)) cells.push(['numerator', '0']);
          return [{ t: size === 'day' ? date(t) : new Date(t), ...Object.fromEntries(cells) }];
        });
      },
      async unknownNames({ query, from, to, signal }) {
        const names = columnsOf(queries.get(query) as PrometheusQuery).flatMap(([, expression]) => namesIn(expression));
        if (names.length === 0) return [];
        const known = new Set(await namesKnown(endpoint, names, { from, to }, signal));
        return [...new Set(names)].filter((name) => !known.has(name));
      },
      async close() {
        endpoint.close();
      },
    };
  },
};

function columnsOf({ query, step: _, absent: __, ...parts }: PrometheusQuery): [string, string][] {
  const columns = { value: query, ...parts };
  return Object.entries(columns).flatMap(([column, expression]) => (expression ? [[column, expression]] : []));
}

/** In PromQL, NaN means that there was nothing to divide by, or that a series had ended. */
function figureOf(value: string | undefined): string | null {
  return value === undefined || value === 'NaN' ? null : value;
}
