import { z } from 'zod';
import { columnKeys, hasOneForm, oneFormExpected } from '../columns.ts';
import { type ConnectionConfig, connectionKeys, mapping, queriesOf, textOf } from '../connection-config.ts';
import { headers, httpUrl } from '../http-config.ts';
import { networkKey } from '../network/network-config.ts';
import type { Network } from '../network/refused-range.ts';
import { placeholders, unknownPlaceholder } from './fill-template.ts';
import { stepsOf } from './path.ts';

const pathExpected = 'a path into the answer, such as `data.points[0].count`';

const path = textOf(pathExpected).refine(isPath, { error: pathExpected });

function isPath(text: string): boolean {
  try {
    return stepsOf(text).length > 0;
  } catch {
    return false;
  }
}

const template = textOf('an address such as `daily?from={from}&to={to}`').refine((text) => !unknownPlaceholder(text), {
  error: `no other words in braces than ${placeholders.map((name) => `\`{${name}}\``).join(', ')}`,
});

const query = z.preprocess(
  (value) => (typeof value === 'string' ? { path: value } : value),
  mapping({
    /** Behind the connection's url, which it may not leave. */
    path: template,
    /** Where the list of rows stands; absent: the answer itself is the list. */
    rows: path.optional(),
    ...columnKeys(path),
  }).refine(hasOneForm, { error: oneFormExpected }),
);

export type HttpQuery = z.output<typeof query>;

export interface HttpConfig extends ConnectionConfig {
  url: URL;
  headers: Record<string, string>;
  network?: Network | undefined;
  queries: Map<string, HttpQuery>;
}

/** A JSON endpoint. */
export const httpConfig: z.ZodType<HttpConfig> = mapping({
  type: z.literal('http'),
  url: httpUrl,
  headers,
  ...connectionKeys,
  ...networkKey,
  queries: queriesOf(query),
}).superRefine(({ url, queries }, context) => {
  for (const [name, { path }] of queries) {
    if (!URL.canParse(path, url.href) || new URL(path, url).origin !== url.origin)
      context.addIssue({
        code: 'custom',
        path: ['queries', name, 'path'],
        message: "an address on the connection's own server",
      });
  }
});
