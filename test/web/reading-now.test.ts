import { afterEach, expect, test, vi } from 'vitest';
import type { MetricReader } from '../../src/flows/ports/metric-reader.ts';
import { readingNow } from '../../src/web/pages/reading-now.ts';
import { metric } from '../stage/samples/outcome-map-of-a-shop.ts';

afterEach(() => void vi.useRealTimers());

test('a slow source is not asked for what the page has given up waiting for', async () => {
  vi.useFakeTimers();
  const asked: string[] = [];
  const slow: MetricReader = {
    async read({ metric: { name } }) {
      asked.push(name);
      await new Promise((done) => setTimeout(done, 3_000));
      return { kind: 'empty' };
    },
  };
  const read = readingNow(slow);
  const window = { from: new Date('2026-10-01'), to: new Date('2026-11-01') };
  const page = Array.from({ length: 12 }, (_, at) =>
    read({ ownerId: 7, owner: 'acme', installationIds: [] }, metric(`m${at}`), window),
  );
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await Promise.all(page)).toEqual(Array.from({ length: 12 }, () => undefined));
  expect(asked).toEqual(['m0', 'm1', 'm2', 'm3']);
});
