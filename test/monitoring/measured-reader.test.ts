import { expect, test } from 'vitest';
import type { Metric } from '../../src/domain/metric/metric.ts';
import type { ReadFailure, Reading } from '../../src/domain/metric/reading.ts';
import { measuredReader } from '../../src/monitoring/measured-reader.ts';

const failed = (reason: ReadFailure['reason']): Reading => ({ kind: 'failed', failure: { reason, text: 'why' } });

test.each<[string | undefined, Reading, unknown[]]>([
  ['warehouse/signups', { kind: 'empty' }, [{ source: 'warehouse', query: 'signups', outcome: 'empty' }]],
  [
    'warehouse/a/b',
    failed('timeout'),
    [{ source: 'warehouse', query: 'a', outcome: 'timeout', failure: { reason: 'timeout', text: 'why' } }],
  ],
  ['invented-by-a-map/x', failed('unknown-source'), []],
  ['warehouse/not-yours', failed('not-available'), []],
  [undefined, failed('no-source'), []],
])('%s: %o', async (source, reading, told) => {
  const heard: object[] = [];
  const reader = measuredReader({ read: async () => reading }, ({ seconds, ...rest }) => {
    expect(seconds).toBeGreaterThanOrEqual(0);
    heard.push(rest);
  });
  const metric = { name: 'secret_metric', ...(source && { source }) } as Metric;
  expect(await reader.read({ owner: 'acme', metric, from: new Date(0), to: new Date(1) })).toBe(reading);
  expect(heard).toEqual(told);
});
