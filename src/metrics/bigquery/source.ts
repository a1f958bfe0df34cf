import { z } from 'zod';
import type { Connector } from '../connector.ts';
import { openEndpoint } from '../endpoint.ts';
import { answersTo } from '../http/answers.ts';
import type { HttpQuery } from '../http/config.ts';
import { fillingsOf } from '../http/fill-template.ts';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { type BoundQuery, isForExperiments } from '../sql/bind-window.ts';
import { type BigQueryConfig, bigQueryConfig } from './config.ts';

/** Of `jobs.query` and `jobs.getQueryResults`. A page without rows has no `rows`. */
const page = z.object({
  schema: z.object({ fields: z.array(z.object({ name: z.string() })) }),
  rows: z.array(z.object({ f: z.array(z.object({ v: z.unknown() })) })).default([]),
  errors: z.array(z.unknown()).max(0).optional(),
});

/** BigQuery: the operator's query as a job, its window bound; its result page by page. */
export const bigquery: Connector<BigQueryConfig> = {
  config: bigQueryConfig,
  open(config, place) {
    const { project, location, timezone, timeout, queries } = config;
    const url = new URL(`bigquery/v2/projects/${encodeURIComponent(project)}/`, config.url);
    const auth = { type: 'google-service-account' as const, key: config.key, scopes: [scope] };
    const endpoint = openEndpoint({ url, headers: {}, auth, network: config.network }, place);
    return {
      takesExperiment: (query) => isForExperiments(queries.get(query)),
      async rows({ query, from, to, maxRows, signal, experiment }) {
        const asked = jobOf(queries.get(query) as BoundQuery, config);
        const times = new Map([
          ...fillingsOf({ from, to }, timezone, experiment),
          ['location', location],
          ['timeout', timeout],
        ]);
        const rows: Row[] = [];
        for await (const answer of answersTo(asked, times, endpoint, signal)) {
          const read = page.safeParse(answer.json);
          if (!read.success)
            throw new SourceFailure(
              'query-failed',
              'the source did not answer as BigQuery does, or says that it failed',
            );
          const { schema, rows: found } = read.data;
          for (const { f } of found) rows.push(Object.fromEntries(schema.fields.map(({ name }, i) => [name, f[i]?.v])));
          if (rows.length > maxRows) break;
        }
        return rows;
      },
      close: async () => endpoint.close(),
    };
  },
};

/** No narrower one reads: what the account may do is said by its roles. */
const scope = 'https://www.googleapis.com/auth/bigquery';

function jobOf({ sql, parameters }: BoundQuery, { dataset, maximum_bytes_billed: bytes }: BigQueryConfig): HttpQuery {
  const results = 'queries/{id}?location={location}&formatOptions.useInt64Timestamp=true';
  return {
    path: 'queries',
    body: {
      ...{ query: sql, useLegacySql: false, location: '{location}', jobTimeoutMs: '{timeout}' },
      ...(dataset !== undefined && { defaultDataset: { datasetId: dataset } }),
      ...(bytes !== undefined && { maximumBytesBilled: String(bytes) }),
      formatOptions: { useInt64Timestamp: true },
      parameterMode: 'NAMED',
      queryParameters: parameters.map((name, i) => ({
        ...{ name: `p${i + 1}`, parameterType: { type: name === 'experiment' ? 'STRING' : 'TIMESTAMP' } },
        parameterValue: { value: `{${name}}` },
      })),
    },
    poll: { id: 'jobReference.jobId', path: results, done: { at: 'jobComplete', is: [true] } },
    next: { cursor: 'pageToken', path: `${results}&pageToken={cursor}` },
  };
}
