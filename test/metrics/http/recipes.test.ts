import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { inRepository } from '../../stage/in-repository.ts';
import { inShort, readOne } from '../../stage/sources/read-one.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';

/*
 * The files in docs/sources/recipes, each against a server that answers as the vendor's documentation has it. What is checked is our side alone: none of
 * them was run against a vendor.
 */
const folder = inRepository('docs/sources/recipes');
const names = readdirSync(folder).map((file) => file.replace('.md', ''));

interface Connection {
  url: string;
  auth?: { token_url?: string };
  queries: Record<string, unknown>;
}

interface Asked {
  line: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = unknown | { status: number; json: unknown };

const withStatus = (status: number, json: unknown): Answer => ({ status, json });

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

/** The one query of a recipe, read from a server with these answers; what is after the last one is the last one again. */
async function read(name: string, answers: Answer[]) {
  const [, yaml = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(readFileSync(`${folder}/${name}.md`, 'utf8')) ?? [];
  const [connection] = Object.values((parse(yaml) as { connections: Record<string, Connection> }).connections);
  if (!connection) throw new Error(`${name} has no connection`);
  const asked: Asked[] = [];
  const server = await startHttpServer(async (request, response) => {
    const body = await text(request);
    if (request.url === '/token')
      return response.end(JSON.stringify({ access_token: 'borrowed', token_type: 'Bearer', expires_in: 3_600 }));
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    const answer = answers[Math.min(asked.length, answers.length) - 1] as { status?: unknown; json?: unknown };
    const { status, json } =
      typeof answer.status === 'number' && 'json' in answer ? answer : { status: 200, json: answer };
    return response.writeHead(status as number).end(JSON.stringify(json));
  });
  onTestFinished(() => server.stop());
  const { pathname } = new URL(connection.url);
  const { auth } = connection;
  const [query] = Object.values(connection.queries);
  const here = {
    ...connection,
    url: `${server.url}${pathname}`,
    ...(auth ? { auth: { ...auth, ...(auth.token_url ? { token_url: `${server.url}/token` } : {}) } } : {}),
    queries: { q: query },
  };
  const variables = [...yaml.matchAll(/\$\{(\w+)\}/g)].map(([, variable = '']) => [variable, `hidden-${variable}`]);
  const google = { client_email: 'reader@p.example', private_key: pem, token_uri: `${server.url}/token` };
  const { reading, said } = await readOne(here as unknown as Record<string, unknown>, {
    from: '2026-11-01T00:00:00Z',
    to: '2026-11-05T00:00:00Z',
    ...(yaml.includes('{experiment}') ? { experiment: 'checkout' } : {}),
    environment: { ...Object.fromEntries(variables), GOOGLE_KEY: JSON.stringify(google), SNOWFLAKE_KEY: pem },
  });
  const arms = reading.kind === 'samples' ? reading.arms : undefined;
  const found = arms
    ? [arms.control, arms.treatment].map(({ name: arm, samples }) => [arm, ...samples.map(({ value }) => value)])
    : inShort(reading);
  return { found, asked, said };
}

const growthbookVariation = (variationId: string, users: number, mean: number) => ({
  ...{ variationId, users },
  analyses: [
    {
      ...{
        engine: 'bayesian',
        numerator: users * mean,
        denominator: users,
        mean,
        stddev: Math.sqrt(mean * (1 - mean)),
      },
      ...{ percentChange: 0.2, ciLow: -0.05, ciHigh: 0.45, pValue: 0.17, risk: 0.01, chanceToBeatControl: 0.92 },
    },
  ],
});

const two = [
  ['2026-11-01', 5],
  ['2026-11-02', 6],
];
const midnights = { utc: Date.UTC(2026, 10, 1), berlin: Date.UTC(2026, 9, 31, 23) };
const day = 86_400_000;

interface Recipe {
  whole: unknown;
  /** Absent: two days. */
  found?: unknown;
  /** The first request, its authentication, and what is in its body. */
  line: RegExp;
  header: [string, RegExp];
  body?: RegExp;
  /** Documented answers with status 200 that are not the whole answer. */
  partial?: [string, unknown][];
}

const recipes: Record<string, Recipe> = {
  amplitude: {
    whole: { data: { series: [[5, 6]], seriesLabels: [0], xValues: ['2026-11-01', '2026-11-02'] } },
    line: /^GET \/api\/2\/events\/segmentation\?e=%7B%22event_type%22%3A%22activated%22%7D&m=uniques&i=1&start=20261101&end=20261105$/,
    header: ['authorization', /^Basic /],
    partial: [
      [
        'two series',
        {
          data: {
            series: [
              [5, 6],
              [1, 2],
            ],
            xValues: ['2026-11-01', '2026-11-02'],
          },
        },
      ],
    ],
  },
  cloudwatch: {
    whole: {
      MetricDataResults: [
        {
          Id: 'errors',
          StatusCode: 'Complete',
          Timestamps: [midnights.utc / 1_000, midnights.utc / 1_000 + 86_400],
          Values: [5, 6],
        },
      ],
      Messages: [],
    },
    line: /^POST \/$/,
    header: [
      'authorization',
      /^AWS4-HMAC-SHA256 Credential=hidden-AWS_ACCESS_KEY_ID\/\d{8}\/eu-central-1\/monitoring\/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, /,
    ],
    body: /"StartTime":1793491200,"EndTime":1793836800/,
    partial: [
      [
        'a message',
        { MetricDataResults: [{ Timestamps: [], Values: [] }], Messages: [{ Code: 'MaxQueryTimeRangeExceeded' }] },
      ],
    ],
  },
  cube: {
    whole: {
      query: {},
      data: [
        { 'signups.created_at.day': '2026-11-01T00:00:00.000', 'signups.count': '5' },
        { 'signups.created_at.day': '2026-11-02T00:00:00.000', 'signups.count': '6' },
      ],
      annotation: {},
    },
    line: /^POST \/cubejs-api\/v1\/load$/,
    header: ['authorization', /^hidden-CUBE_TOKEN$/],
    body: /"dateRange":\["2026-11-01","2026-11-05"\]/,
    partial: [['an error', { error: 'Query was too slow' }]],
  },
  databricks: {
    whole: {
      statement_id: 's-1',
      status: { state: 'SUCCEEDED' },
      manifest: { truncated: false },
      result: {
        data_array: [
          ['2026-11-01', '5'],
          ['2026-11-02', '6'],
        ],
      },
    },
    line: /^POST \/api\/2\.0\/sql\/statements$/,
    header: ['authorization', /^Bearer borrowed$/],
    body: /"wait_timeout":"30s"/,
    partial: [
      [
        'the first of two chunks',
        {
          statement_id: 's-1',
          status: { state: 'SUCCEEDED' },
          result: {
            data_array: [['2026-11-01', '5']],
            next_chunk_internal_link: '/api/2.0/sql/statements/s-1/result/chunks/1',
          },
        },
      ],
      [
        'a truncated one',
        { statement_id: 's', status: { state: 'SUCCEEDED' }, manifest: { truncated: true }, result: {} },
      ],
    ],
  },
  datadog: {
    whole: {
      status: 'ok',
      error: '',
      series: [
        {
          pointlist: [
            [midnights.utc, 5],
            [midnights.utc + day, 6],
          ],
        },
      ],
    },
    line: /^GET \/api\/v1\/query\?from=1793491200&to=1793836800&query=sum:checkout\.errors%7B\*%7D/,
    header: ['dd-application-key', /^hidden-DD_APPLICATION_KEY$/],
    partial: [['an error', { status: 'error', error: 'Timeout', series: [{ pointlist: [[midnights.utc, 5]] }] }]],
  },
  'dbt-semantic-layer': {
    whole: {
      data: {
        createQuery: { queryId: 'q-1' },
        query: {
          ...{ status: 'SUCCESSFUL', error: null, totalPages: 1 },
          jsonResult: JSON.stringify({
            schema: { fields: [] },
            data: [
              { METRIC_TIME__DAY: '2026-11-01T00:00:00.000Z', SIGNUPS: 5 },
              { METRIC_TIME__DAY: '2026-11-02T00:00:00.000Z', SIGNUPS: 6 },
            ],
          }),
        },
      },
    },
    line: /^POST \/api\/graphql$/,
    header: ['authorization', /^Bearer hidden-DBT_TOKEN$/],
    body: /\{\{ TimeDimension\('metric_time', 'DAY'\) \}\} >= '2026-11-01'/,
    partial: [
      [
        'an error on the way',
        { errors: [{ message: 'x' }], data: { createQuery: { queryId: 'q' }, query: { status: 'SUCCESSFUL' } } },
      ],
    ],
  },
  elasticsearch: {
    whole: {
      timed_out: false,
      _shards: { total: 5, successful: 5, failed: 0 },
      aggregations: {
        days: {
          buckets: [
            { key_as_string: '2026-11-01T00:00:00.000+01:00', key: midnights.berlin, doc_count: 5 },
            { key_as_string: '2026-11-02T00:00:00.000+01:00', key: midnights.berlin + day, doc_count: 6 },
          ],
        },
      },
    },
    line: /^POST \/checkouts-\*\/_search$/,
    header: ['authorization', /^ApiKey hidden-ELASTIC_KEY$/],
    body: /"gte":"2026-10-31T23:00:00\.000Z","lt":"2026-11-05T00:00:00\.000Z"/,
    partial: [
      ['a shard that failed', { timed_out: false, _shards: { failed: 1 }, aggregations: { days: { buckets: [] } } }],
      ['one out of time', { timed_out: true, _shards: { failed: 0 }, aggregations: { days: { buckets: [] } } }],
    ],
  },
  'github-traffic': {
    whole: {
      count: 20,
      uniques: 11,
      views: [
        { timestamp: '2026-11-01T00:00:00Z', count: 9, uniques: 5 },
        { timestamp: '2026-11-02T00:00:00Z', count: 11, uniques: 6 },
      ],
    },
    line: /^GET \/repos\/acme\/shop\/traffic\/views\?per=day$/,
    header: ['accept', /^application\/vnd\.github\+json$/],
  },
  'google-analytics': {
    whole: {
      rows: [
        { dimensionValues: [{ value: '20261101' }], metricValues: [{ value: '5' }] },
        { dimensionValues: [{ value: '20261102' }], metricValues: [{ value: '6' }] },
      ],
      metadata: { currencyCode: 'EUR', timeZone: 'Europe/Berlin' },
    },
    line: /^POST \/v1beta\/properties\/123456789:runReport$/,
    header: ['authorization', /^Bearer borrowed$/],
    body: /"startDate":"2026-11-01","endDate":"2026-11-05"/,
    partial: [['withheld figures', { rows: [], metadata: { subjectToThresholding: true } }]],
  },
  grafana: {
    whole: {
      results: {
        A: {
          status: 200,
          frames: [
            {
              schema: { fields: [{ name: 'time' }, { name: 'signups' }] },
              data: {
                values: [
                  [midnights.utc, midnights.utc + day],
                  [5, 6],
                ],
              },
            },
          ],
        },
      },
    },
    line: /^POST \/api\/ds\/query$/,
    header: ['authorization', /^Bearer hidden-GRAFANA_TOKEN$/],
    body: /"from":1793491200000,"to":1793836800000/,
    partial: [['an error', { results: { A: { status: 500, error: 'timeout', frames: [] } } }]],
  },
  mixpanel: {
    whole: {
      data: { series: ['2026-11-01', '2026-11-02'], values: { activated: { '2026-11-01': 5, '2026-11-02': 6 } } },
    },
    line: /^GET \/api\/query\/segmentation\?project_id=12345&event=activated&type=unique&unit=day&from_date=2026-11-01&to_date=2026-11-05$/,
    header: ['authorization', /^Basic /],
    partial: [['an error', { error: 'query timed out', data: { values: { activated: {} } } }]],
  },
  'new-relic': {
    whole: {
      data: {
        actor: {
          account: {
            nrql: {
              results: [
                { beginTimeSeconds: midnights.utc / 1_000, endTimeSeconds: (midnights.utc + day) / 1_000, errors: 5 },
                { beginTimeSeconds: (midnights.utc + day) / 1_000, endTimeSeconds: 0, errors: 6 },
              ],
            },
          },
        },
      },
    },
    line: /^POST \/graphql$/,
    header: ['api-key', /^hidden-NEW_RELIC_USER_KEY$/],
    body: /SINCE 1793491200000 UNTIL 1793836800000 TIMESERIES 1 day\\"\) \{ results \}/,
    partial: [['errors', { data: { actor: { account: { nrql: { results: [] } } } }, errors: [{ message: 'limit' }] }]],
  },
  'npm-downloads': {
    whole: {
      package: 'left-pad',
      downloads: [
        { downloads: 5, day: '2026-11-01' },
        { downloads: 6, day: '2026-11-02' },
      ],
    },
    line: /^GET \/downloads\/range\/2026-11-01:2026-11-05\/left-pad$/,
    header: ['user-agent', /^soundings$/],
    partial: [['an error', { error: 'package left-pad not found' }]],
  },
  plausible: {
    whole: {
      results: [
        { metrics: [5], dimensions: ['2026-11-01'] },
        { metrics: [6], dimensions: ['2026-11-02'] },
      ],
      meta: {},
    },
    line: /^POST \/api\/v2\/query$/,
    header: ['authorization', /^Bearer hidden-PLAUSIBLE_KEY$/],
    body: /"date_range":\["2026-11-01","2026-11-05"\],"dimensions":\["time:day"\]/,
    partial: [['a warning', { results: [], meta: { metric_warnings: { visitors: { code: 'no_imported' } } } }]],
  },
  posthog: {
    whole: {
      columns: ['day', 'uniq(person_id)'],
      results: [
        ['2026-11-01', 5],
        ['2026-11-02', 6],
      ],
      hasMore: false,
      error: null,
    },
    line: /^POST \/api\/projects\/12345\/query\/$/,
    header: ['authorization', /^Bearer hidden-POSTHOG_KEY$/],
    body: /timestamp >= toDateTime\('2026-11-01T00:00:00\.000Z'\)/,
    partial: [['the first of more rows', { results: [['2026-11-01', 5]], hasMore: true }]],
  },
  'growthbook-experiment': {
    whole: {
      result: {
        experimentId: 'checkout',
        results: [
          {
            dimension: '',
            totalUsers: 4000,
            checks: { srm: 0.8 },
            metrics: [
              { metricId: 'met_other', variations: [] },
              {
                metricId: 'met_signups',
                variations: [growthbookVariation('var_a', 2000, 0.05), growthbookVariation('var_b', 2000, 0.06)],
              },
            ],
          },
        ],
      },
    },
    found: [
      ['control', 0.05],
      ['treatment', 0.06],
    ],
    line: /^GET \/api\/v1\/experiments\/checkout\/results$/,
    header: ['authorization', /^Bearer hidden-GROWTHBOOK_KEY$/],
  },
  'posthog-experiment': {
    whole: {
      results: [
        ['2026-11-01', 'control', 3, 10],
        ['2026-11-01', 'test', 5, 10],
        ['2026-11-02', 'control', 2, 10],
        ['2026-11-02', 'test', 4, 10],
      ],
      hasMore: false,
      error: null,
    },
    found: [
      ['control', 0.3, 0.2],
      ['test', 0.5, 0.4],
    ],
    line: /^POST \/api\/projects\/12345\/query\/$/,
    header: ['authorization', /^Bearer hidden-POSTHOG_KEY$/],
    body: /\$feature_flag = 'checkout'.*first >= toDateTime\('2026-11-01T00:00:00\.000Z'\)/,
    partial: [['the first of more rows', { results: [['2026-11-01', 'control', 3, 10]], hasMore: true }]],
  },
  snowflake: {
    whole: {
      code: '090001',
      statementHandle: 'h-1',
      resultSetMetaData: { partitionInfo: [{ rowCount: 2 }] },
      data: [
        ['2026-11-01', '5'],
        ['2026-11-02', '6'],
      ],
    },
    line: /^POST \/api\/v2\/statements$/,
    header: ['x-snowflake-authorization-token-type', /^KEYPAIR_JWT$/],
    body: /"warehouse":"REPORTING"/,
    partial: [
      [
        'the first of two partitions',
        {
          code: '090001',
          statementHandle: 'h-1',
          resultSetMetaData: { partitionInfo: [{ rowCount: 1 }, { rowCount: 1 }] },
          data: [['2026-11-01', '5']],
        },
      ],
    ],
  },
  stripe: {
    found: [...two, ['2026-11-03', 0], ['2026-11-04', 0]],
    whole: {
      object: 'list',
      has_more: false,
      data: [
        ...Array.from({ length: 6 }, (_, i) => ({ id: `sub_${i}`, created: midnights.berlin / 1_000 + 90_000 + i })),
        ...Array.from({ length: 5 }, (_, i) => ({ id: `sub_${i}`, created: midnights.berlin / 1_000 + i })),
      ],
    },
    line: /^GET \/v1\/subscriptions\?status=all&limit=100&created\[gte\]=1793487600&created\[lt\]=1793836800$/,
    header: ['authorization', /^Bearer hidden-STRIPE_KEY$/],
    partial: [['an error', { error: { type: 'api_error' }, data: [] }]],
  },
};

test('each recipe is tried', () => {
  expect(Object.keys(recipes).sort()).toEqual(names.sort());
});

describe.each(Object.entries(recipes))(
  '%s',
  (name, { whole, found: expected = two, line, header, body, partial = [] }) => {
    test('its query is asked as the vendor wants it, and its answer read', async () => {
      const { found, asked, said } = await read(name, [whole]);
      expect(found).toEqual(expected);
      expect(asked[0]?.line).toMatch(line);
      expect(asked[0]?.headers[header[0]]).toMatch(header[1]);
      if (body) expect(asked[0]?.body).toMatch(body);
      expect(said).not.toContain('hidden-');
    });

    test.each([401, 403, 404, 429, 500])('status %i is a failure', async (status) => {
      const { found, said } = await read(name, [withStatus(status, { error: 'secret 31337' })]);
      // Where the address is the experiment's own, nobody knows that experiment.
      const isUnknown = status === 404 && name === 'growthbook-experiment';
      expect(found).toBe(isUnknown ? 'empty' : `query-failed: the source answered with status ${status}`);
      expect(said).not.toContain('31337');
    });

    test.each(partial)('%s is a failure', async (_, answer) => {
      expect((await read(name, [answer])).found).toMatch(/^query-failed: the answer of the source says at `/);
    });
  },
);

describe('jobs', () => {
  test.each([
    ['snowflake', { code: '333334', statementHandle: 'h-1', message: 'in progress' }, 'GET /api/v2/statements/h-1'],
    ['cube', { error: 'Continue wait' }, 'POST /cubejs-api/v1/load'],
    ['dbt-semantic-layer', { data: { createQuery: { queryId: 'q-1' } } }, 'POST /api/graphql'],
    ['databricks', { statement_id: 's-1', status: { state: 'PENDING' } }, 'GET /api/2.0/sql/statements/s-1'],
  ])('%s is looked at until it is done', async (name, running, look) => {
    const { found, asked } = await read(name, [running, recipes[name]?.whole]);
    expect({ found, look: asked[1]?.line }).toEqual({ found: two, look });
  });
});
