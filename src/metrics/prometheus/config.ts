import { z } from 'zod';
import { type ConnectionConfig, connectionKeys, mapping, queriesOf, textOf } from '../connection-config.ts';
import { type EndpointConfig, endpointKeys } from '../endpoint-config.ts';

/** What one evaluation covers. */
const step = z.enum(['1d', '1h'], { error: '`1d` or `1h`' });

const promql = textOf('a PromQL expression such as `sum(increase(signups_total[1d]))`').optional();

const query = z.preprocess(
  (value) => (typeof value === 'string' ? { query: value } : value),
  mapping({
    query: promql,
    numerator: promql,
    denominator: promql,
    mean: promql,
    stddev: promql,
    n: promql,
    step: step.optional(),
    /** A numerator without a series, beside a denominator with one: nothing of its kind has happened. */
    absent: z.literal('zero', { error: '`zero`' }).optional(),
  })
    .refine(({ absent, numerator }) => absent === undefined || numerator !== undefined, {
      error: 'beside `absent` a `numerator`',
    })
    .refine(
      ({ step: _, absent: __, ...parts }) =>
        ['query', 'query n', 'numerator denominator', 'mean stddev n'].includes(
          Object.entries(parts)
            .flatMap(([name, text]) => (text ? [name] : []))
            .join(' '),
        ),
      { error: '`query`, with or without `n`, or `numerator` and `denominator`, or `mean`, `stddev` and `n`' },
    ),
);

export type PrometheusQuery = z.output<typeof query>;

export interface PrometheusConfig extends ConnectionConfig, EndpointConfig {
  step: '1d' | '1h';
  queries: Map<string, PrometheusQuery>;
}

/** A Prometheus server, or one that speaks its HTTP API. */
export const prometheusConfig: z.ZodType<PrometheusConfig> = mapping({
  type: z.literal('prometheus'),
  ...endpointKeys,
  step: step.default('1d'),
  ...connectionKeys,
  queries: queriesOf(query),
});
