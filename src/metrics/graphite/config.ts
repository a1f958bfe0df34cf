import { z } from 'zod';
import { type ConnectionConfig, connectionKeys, mapping, queriesOf, textOf } from '../connection-config.ts';
import { type EndpointConfig, endpointKeys } from '../endpoint-config.ts';

const target = textOf("a target such as `summarize(sumSeries(shop.*.signups), '1day', 'sum', false)`").optional();
const forms = ['value', 'value n', 'numerator denominator', 'mean stddev n'];

const query = z.preprocess(
  (value) => (typeof value === 'string' ? { value } : value),
  mapping({ value: target, numerator: target, denominator: target, mean: target, stddev: target, n: target }).refine(
    (targets) =>
      forms.includes(
        Object.entries(targets)
          .flatMap(([name, text]) => (text ? [name] : []))
          .join(' '),
      ),
    { error: '`value`, with or without `n`, or `numerator` and `denominator`, or `mean`, `stddev` and `n`' },
  ),
);

export type GraphiteQuery = z.output<typeof query>;

export interface GraphiteConfig extends ConnectionConfig, EndpointConfig {
  queries: Map<string, GraphiteQuery>;
}

/** Graphite, or a server that has its `/render`. */
export const graphiteConfig: z.ZodType<GraphiteConfig> = mapping({
  type: z.literal('graphite'),
  ...endpointKeys,
  ...connectionKeys,
  queries: queriesOf(query),
});
