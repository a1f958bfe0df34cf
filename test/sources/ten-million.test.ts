import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { inShort, readOne } from '../stage/sources/read-one.ts';
import { startHttpServer } from '../stage/sources/start-http-server.ts';

function* rows(head: string, row: string) {
  yield head;
  const thousand = row.repeat(1_000);
  for (let i = 0; i < 10_000; i++) yield thousand;
}

test.each([
  ['http', '[', '{"t":"2026-11-01","value":5},', {}],
  ['prometheus', '{"status":"success","data":{"resultType":"matrix","result":[{"values":[', '[1793577600,"5"],', {}],
  ['clickhouse', '{"data":[', '{"t":"2026-11-01","value":5},', {}],
  [
    'influxdb',
    '{"results":[{"series":[{"columns":["time","value"],"values":[',
    '[1793491200000,5],',
    { database: 'd' },
  ],
  ['influxdb', '[', '{"t":"2026-11-01","value":5},', { database: 'd', language: 'sql' }],
  ['graphite', '[{"datapoints":[', '[5,1793491200],', {}],
])('%s: ten million rows are refused where they come, within 100 MB', async (type, head, row, keys) => {
  let sent = 0;
  const server = await startHttpServer((_, response) => {
    const body = Readable.from(rows(head, row), { objectMode: false }).on('data', (chunk) => (sent += chunk.length));
    return body.pipe(response);
  });
  onTestFinished(() => server.stop());
  const before = process.memoryUsage.rss();
  const { reading } = await readOne(
    { type, url: `${server.url}/`, ...keys, queries: { q: 'up' } },
    { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' },
  );
  const grown = process.memoryUsage.rss() - before;
  console.log(`${type}: ${Math.round(sent / 1e6)} MB sent, ${Math.round(grown / 1e6)} MB grown`);
  expect(inShort(reading)).toBe('too-many-rows: the source answered with more than 20 MB');
  expect(sent).toBeLessThan(60_000_000);
  expect(grown).toBeLessThan(100_000_000);
});
