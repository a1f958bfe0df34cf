import { z } from 'zod';
import { type ConnectionConfig, connectionKeys, mapping, queriesOf, textOf } from '../connection-config.ts';
import { type EndpointConfig, endpointKeys } from '../endpoint-config.ts';
import { type BoundQuery, bindWindow } from '../sql/bind-window.ts';
import { dialects, type Language } from './dialects.ts';

export interface InfluxConfig extends ConnectionConfig, EndpointConfig {
  database: string;
  language: Language;
  queries: Map<string, BoundQuery>;
}

const queryExpected =
  'a query such as `select sum(n) as value from signups where time >= $from and time < $to group by time(1d)`';

/** InfluxDB by its HTTP interfaces. Flux is left out: it answers only CSV, and its makers develop it no further. */
export const influxConfig: z.ZodType<InfluxConfig, unknown> = mapping({
  type: z.literal('influxdb'),
  ...endpointKeys,
  database: textOf('the name of a database'),
  language: z.enum(['influxql', 'sql'], { error: '`influxql`, or `sql` for InfluxDB 3' }).default('influxql'),
  ...connectionKeys,
  queries: queriesOf(textOf(queryExpected)),
}).transform((config, context) => {
  const queries = new Map<string, BoundQuery>();
  for (const [name, text] of config.queries) {
    const bound = bindWindow(text, dialects[config.language]);
    if (bound.kind === 'bound') queries.set(name, bound);
    else context.addIssue({ code: 'custom', path: ['queries', name], message: bound.expected });
  }
  return { ...config, queries };
});
