import { z } from 'zod';
import { columnKeys, hasOneForm, oneFormExpected } from '../columns.ts';
import { type ConnectionConfig, connectionKeys, mapping, queriesOf, textOf } from '../connection-config.ts';
import { type EndpointConfig, endpointKeys } from '../endpoint-config.ts';
import {
  isExperimentBare,
  misspelledPlaceholder,
  placeholders,
  takesExperiment,
  textsOf,
  unknownPlaceholder,
} from './fill-template.ts';
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

const inBraces = placeholders.map((name) => `\`{${name}}\``).join(', ');

const addressWith = (...known: string[]) =>
  textOf('an address such as `daily?from={from}&to={to}`').refine((text) => !unknownPlaceholder(text, known), {
    error: `no other words in braces than ${[...known.map((name) => `\`{${name}}\``), inBraces, '`{experiment}`'].join(', ')}`,
  });

const bodyExpected = 'a mapping or a list, which is sent as JSON, or a text, which is sent as it is';

const body = z
  .unknown()
  .refine((value) => typeof value === 'string' || (typeof value === 'object' && value !== null), {
    error: bodyExpected,
    abort: true,
  })
  .refine((value) => !textsOf(value).some(misspelledPlaceholder), {
    error: ({ input }) => {
      const wrong = textsOf(input).map(misspelledPlaceholder).find(Boolean);
      return `for the time that is asked for one of ${inBraces}, instead of \`{${wrong}}\``;
    },
  })
  .refine((value) => !textsOf(value).some(isExperimentBare), {
    error: "`'{experiment}'`, in quotes, or a text of nothing else",
  });

const isMapping = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const armsExpected = 'the names of at least two groups in the order of the rows, such as `[control, treatment]`';

const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'a text, a number, true or false' });

/** The place of a job's state in an answer, and the value there. */
const sign = mapping({
  at: path,
  is: z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(scalar).min(1)),
});

const poll = mapping({
  /** The place of the job's id in the first answer. */
  id: path.optional(),
  path: addressWith('id').optional(),
  /** With it the job is looked at by POST. */
  body: body.optional(),
  done: sign.optional(),
  /** While it stands there, the first request is sent again. */
  wait: sign.optional(),
  failed: sign.optional(),
}).refine(
  ({ id, path, body, done, wait }) =>
    wait === undefined ? id !== undefined && path !== undefined && done !== undefined : !(id ?? path ?? body ?? done),
  { error: '`id`, `path` and `done`, or `wait` in place of them' },
);

const nextExpected =
  '`link-header`, a path to the address of the next page, `none`, or a mapping with `cursor` and with `path` or `body`';

const next = z.union(
  [
    path,
    mapping({
      cursor: path,
      /** The address of the next page. */
      path: addressWith('id', 'cursor').optional(),
      /** The key of the body that takes the cursor. */
      body: textOf('a key of the body').optional(),
      /** The place that says whether there is one. Absent: wherever there is a cursor. */
      more: path.optional(),
    }).refine((keys) => (keys.path === undefined) !== (keys.body === undefined), { error: nextExpected }),
  ],
  { error: nextExpected },
);

const query = z.preprocess(
  (value) => (typeof value === 'string' ? { path: value } : value),
  mapping({
    /** Relative to the connection's url, which it may not leave. */
    path: addressWith(),
    method: z.enum(['GET', 'POST'], { error: '`GET` or `POST`' }).optional(),
    body: body.optional(),
    /** The place of a text that is JSON itself: rows and columns are in there. */
    json: path.optional(),
    /** The rows are single events: how many there are a day, or the sum of their values. */
    tally: z.enum(['count', 'sum'], { error: '`count` or `sum`' }).optional(),
    /** Of a list of results, the one that is read; the paths below begin there. */
    of: mapping({ list: path, at: path, is: scalar }).optional(),
    /** The rows are groups of an experiment, in this order. */
    arms: z.array(textOf(armsExpected), { error: armsExpected }).min(2, { error: armsExpected }).optional(),
    /** The place of the list of rows. If this and the next two are absent, the answer itself is the list. */
    rows: path.optional(),
    /** The place of the columns, each a list. */
    columns: path.optional(),
    /** The place of a mapping from times to figures. */
    entries: path.optional(),
    /** Where an answer says that it failed or is not whole. */
    errors: z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(path)).optional(),
    next: next.optional(),
    poll: poll.optional(),
    ...columnKeys(path),
  })
    .refine(({ arms, ...keys }) => hasOneForm(arms ? { ...keys, arm: 'arms' } : keys), {
      error: ({ input }) =>
        oneFormExpected({ input: { ...Object(input), ...(Object(input).arms && { arm: 'arms' }) } }),
    })
    .refine(({ arms, arm, columns, entries }) => arms === undefined || !(arm ?? columns ?? entries), {
      error: 'beside `arms` rows without an `arm`',
    })
    .refine(({ rows, columns, entries }) => [rows, columns, entries].filter(Boolean).length <= 1, {
      error: 'one of `rows`, `columns` and `entries`',
    })
    .refine(({ poll, next }) => poll !== undefined || typeof next !== 'object' || !next.path?.includes('{id}'), {
      error: 'beside `{id}` a `poll`, which says where the id of the job stands',
    })
    .refine(({ body, next }) => typeof next !== 'object' || next.body === undefined || isMapping(body), {
      error: 'beside a cursor for the body a mapping as `body`',
    })
    .refine(({ method, body }) => method !== 'GET' || body === undefined, {
      error: 'a GET without `body`, or `method: POST`',
    }),
);

export type HttpQuery = z.output<typeof query>;

/** Whether the query is one for experiments, wherever it has the id. */
export const isForExperiments = ({ path, body }: HttpQuery): boolean =>
  takesExperiment(path) || textsOf(body).some(takesExperiment);

export interface HttpConfig extends ConnectionConfig, EndpointConfig {
  queries: Map<string, HttpQuery>;
}

/** A JSON endpoint. */
export const httpConfig: z.ZodType<HttpConfig> = mapping({
  type: z.literal('http'),
  ...endpointKeys,
  ...connectionKeys,
  queries: queriesOf(query),
}).superRefine(({ url, queries }, context) => {
  for (const [name, { path, poll, next }] of queries) {
    const addresses = [
      { at: ['path'], address: path },
      ...(poll?.path === undefined ? [] : [{ at: ['poll', 'path'], address: poll.path }]),
      ...(typeof next === 'object' && next.path !== undefined ? [{ at: ['next', 'path'], address: next.path }] : []),
    ];
    for (const { at, address } of addresses)
      if (!URL.canParse(address, url.href) || new URL(address, url).origin !== url.origin)
        context.addIssue({
          code: 'custom',
          path: ['queries', name, ...at],
          message: "an address on the connection's own server",
        });
  }
});
