import { generateKeyPairSync } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { inShort, readOne } from '../../stage/sources/read-one.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';

/* By Google's reference alone (`jobs.query`, `jobs.getQueryResults`, read on 2026-11-29): BigQuery runs nowhere else. */

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const keyWith = (token_uri: string) => JSON.stringify({ client_email: 'r@p.example', private_key: pem, token_uri });
const query =
  "select day as t, n as value from daily where note <> '''it's $from''' and day >= date($from) and day < date($to);";

const schema = {
  fields: [
    { name: 't', type: 'DATE' },
    { name: 'value', type: 'INTEGER' },
  ],
};
const jobReference = { projectId: 'my-project', jobId: 'job_1', location: 'EU' };
const row = (...cells: unknown[]) => ({ f: cells.map((v) => ({ v })) });
const done = (more: object) => ({ jobComplete: true, jobReference, schema, ...more });

async function ask(answers: unknown[], keys: Record<string, unknown> = {}, status = 200, experiment?: string) {
  const asked: { line: string; body: string }[] = [];
  const server = await startHttpServer(async (request, response) => {
    const body = await text(request);
    if (request.url === '/token') return response.end(JSON.stringify({ access_token: 'borrowed', expires_in: 3_600 }));
    if (request.headers.authorization !== 'Bearer borrowed') return response.writeHead(401).end();
    asked.push({ line: `${request.method} ${request.url}`, body });
    return response.writeHead(status).end(JSON.stringify(answers[Math.min(asked.length, answers.length) - 1]));
  });
  onTestFinished(() => server.stop());
  const { reading, said } = await readOne(
    {
      ...{ type: 'bigquery', url: `${server.url}/`, project: 'my-project', location: 'EU' },
      ...{ key: keyWith(`${server.url}/token`), queries: { q: query }, ...keys },
    },
    {
      ...{ from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' },
      ...(experiment === undefined ? {} : { experiment }),
    },
  );
  return { found: inShort(reading), asked, said };
}

const two = [
  ['2026-11-01', 5],
  ['2026-11-02', 6],
];
const results = 'GET /bigquery/v2/projects/my-project/queries/job_1?location=EU&formatOptions.useInt64Timestamp=true';

test('the window is bound, and what a query may cost is told', async () => {
  const rows = [row('2026-11-01', '5'), row('2026-11-02', '6')];
  const { found, asked } = await ask([done({ rows })], { dataset: 'growth', maximum_bytes_billed: 1_000_000_000 });
  expect(found).toEqual(two);
  const time = (name: string, value: string) => ({
    name,
    parameterType: { type: 'TIMESTAMP' },
    parameterValue: { value },
  });
  expect(asked.map(({ line, body }) => [line, JSON.parse(body)])).toEqual([
    [
      'POST /bigquery/v2/projects/my-project/queries',
      {
        query:
          "select day as t, n as value from daily where note <> '''it's $from''' and day >= date(@p1) and day < date(@p2)",
        ...{ useLegacySql: false, location: 'EU', jobTimeoutMs: 30_000, defaultDataset: { datasetId: 'growth' } },
        ...{ maximumBytesBilled: '1000000000', formatOptions: { useInt64Timestamp: true }, parameterMode: 'NAMED' },
        queryParameters: [time('p1', '2026-11-01T00:00:00.000Z'), time('p2', '2026-11-05T00:00:00.000Z')],
      },
    ],
  ]);
});

test('an experiment is bound as a text', async () => {
  const q = 'select arm, n as numerator, all as denominator from e where id = $experiment and day >= date($from)';
  const { asked } = await ask([done({ rows: [] })], { queries: { q } }, 200, 'e.1');
  const { query: sent, queryParameters } = JSON.parse(asked[0]?.body ?? '{}');
  expect(sent).toBe('select arm, n as numerator, all as denominator from e where id = @p1 and day >= date(@p2)');
  expect(queryParameters).toEqual([
    { name: 'p1', parameterType: { type: 'STRING' }, parameterValue: { value: 'e.1' } },
    { name: 'p2', parameterType: { type: 'TIMESTAMP' }, parameterValue: { value: '2026-11-01T00:00:00.000Z' } },
  ]);
});

test('instants come as microseconds', async () => {
  const { found } = await ask([done({ rows: [row(`${Date.UTC(2026, 10, 1)}000`, '5')] })]);
  expect(found).toEqual([['2026-11-01', 5]]);
});

test('a job is looked at until it is done, and its pages are turned', async () => {
  const { found, asked } = await ask([
    { jobComplete: false, jobReference },
    done({ rows: [row('2026-11-01', '5')], pageToken: 'p/2' }),
    done({ rows: [row('2026-11-02', '6')] }),
  ]);
  expect(found).toEqual(two);
  expect(asked.map(({ line }) => line).slice(1)).toEqual([results, `${results}&pageToken=p%2F2`]);
});

describe('answers that are no rows, or not all', () => {
  const odd = 'query-failed: the source did not answer as BigQuery does, or says that it failed';
  test.each([
    ['none', done({ totalRows: '0' }), 200, 'empty'],
    ['an error on the way', done({ rows: [], errors: [{ reason: 'stopped' }] }), 200, odd],
    [
      'no job',
      { kind: 'x' },
      200,
      'query-failed: the answer of the source has no id of a job where the query says it is',
    ],
    ['invalid query', { error: { message: 'secret-73' } }, 400, 'query-failed: the source answered with status 400'],
    ['access denied', { error: { message: 'secret-73' } }, 403, 'query-failed: the source answered with status 403'],
    ['rate limit', { error: { message: 'secret-73' } }, 429, 'query-failed: the source answered with status 429'],
  ])('%s', async (_, answer, status, found) => {
    const read = await ask([answer], {}, status);
    expect(read.found).toBe(found);
    expect(read.said).not.toContain('secret-73');
  });
});

test.each([
  ['the server', { url: 'http://169.254.169.254/' }],
  ['the server of tokens', { key: keyWith('http://169.254.169.254/token') }],
])('%s may not be at an address that is refused', async (_, keys) => {
  const { found, asked } = await ask([], keys);
  expect(found).toBe('unreachable: the source is at an address that may not be connected to');
  expect(asked).toEqual([]);
});

test('the file of sources: a key that is none is not repeated, and each read is known to cost', () => {
  const connection = {
    type: 'bigquery',
    project: 'p',
    location: 'EU',
    key: 'secret-73',
    queries: { q: 'select @day' },
  };
  const parse = (given: object) =>
    parseSources({
      ...{ file: 'f', text: JSON.stringify({ connections: { c: given } }), environment: {}, place: { folder: '/' } },
    });
  const parsed = parse(connection);
  expect('problems' in parsed && parsed.problems.map(({ what, expected }) => `${what}: ${expected}`)).toEqual([
    expect.stringMatching(/^`connections\.c\.key` cannot be used: the JSON of a service account's key/),
    '`connections.c.queries.q` cannot be used: no other parameters than `$from`, `$to` and `$experiment`',
  ]);
  const good = parse({ ...connection, key: keyWith('https://oauth2.example.com/token'), queries: { q: query } });
  expect('value' in good && good.value.get('c')?.isBilledByScan).toBe(true);
});
