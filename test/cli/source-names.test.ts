import { expect, onTestFinished, test } from 'vitest';
import { queriesOf } from '../../src/cli/source/read-query.ts';
import { testOf } from '../../src/cli/source/test-of.ts';
import { parseSources } from '../../src/metrics/parse-sources.ts';
import { startHttpServer } from '../stage/sources/start-http-server.ts';

const day = 86_400;

/** A Prometheus that knows `requests_total` alone. */
async function tried(query: unknown, status = 200): Promise<string> {
  const server = await startHttpServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://x');
    const asked = searchParams.getAll('match[]');
    if (pathname.endsWith('/label/__name__/values')) {
      const data = asked.filter((name) => name === 'requests_total');
      return response.writeHead(status).end(JSON.stringify({ status: 'success', data }));
    }
    const [start, end] = ['start', 'end'].map((name) => Number(searchParams.get(name))) as [number, number];
    const values: [number, string][] = [];
    for (let at = start; at <= end; at += day) values.push([at, '5']);
    const result = searchParams.get('query')?.includes('requests_total') ? [{ metric: {}, values }] : [];
    return response.end(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }));
  });
  onTestFinished(() => server.stop());
  const text = JSON.stringify({ connections: { p: { type: 'prometheus', url: server.url, queries: { q: query } } } });
  const read = parseSources({ file: 'sources.yml', text, environment: {}, place: { folder: '.' } });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const open = queriesOf(read.value);
  onTestFinished(() => open.close());
  return (await testOf(open, 'p/q', 28)).text;
}

const unknown = 'The source had no series of the name errors_totl in these days.';

test('a name that Prometheus does not know is told, also where it would count as zero', async () => {
  expect(await tried('sum(increase(errors_totl[1d]))')).toContain(
    `p/q: it answered, and has no rows for the last 28 days\n${unknown}`,
  );
  const ratio = { numerator: 'sum(increase(errors_totl[1d]))', denominator: 'sum(increase(requests_total[1d]))' };
  expect(await tried({ ...ratio, absent: 'zero' })).toContain(`\nMisread: ${unknown}`);
  expect(await tried('sum(increase(requests_total[1d]))')).not.toContain('no series of the name');
});

test('a server that does not say its names is told as one', async () => {
  expect(await tried('sum(increase(errors_totl[1d]))', 404)).toContain(
    'Whether the source knows the names in the query cannot be said: the source answered with status 404',
  );
});
