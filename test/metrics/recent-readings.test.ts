import { expect, test } from 'vitest';
import type { Metric } from '../../src/domain/metric/metric.ts';
import type { Reading } from '../../src/domain/metric/reading.ts';
import { recentReadings } from '../../src/metrics/recent-readings.ts';

const metric = (name: string): Metric => ({
  ...{ name, title: name, unit: 'count', good: 'up', drives: [], source: `warehouse/${name}` },
});
const from = new Date('2026-05-01T00:00:00Z');
const midnight = new Date('2026-11-03T00:00:00Z');

function reader(answer: () => Reading = () => ({ kind: 'samples', series: { bucket: 'day', samples: [] } })) {
  let clock = 1;
  let asked = 0;
  const recent = recentReadings(
    {
      async read() {
        asked += 1;
        return answer();
      },
    },
    () => clock,
  );
  const read = (name = 'signups', more: { owner?: string; to?: Date; fresh?: boolean } = {}) =>
    recent.read({ owner: 'acme', metric: metric(name), from, to: midnight, ...more });
  return { read, asked: () => asked, pass: (ms: number) => (clock += ms) };
}

test('the history of a morning is read once, and the same object is handed out', async () => {
  const { read, asked, pass } = reader();
  const [one, other] = await Promise.all([read(), read()]);
  expect(other).toBe(one);
  pass(299_999);
  expect(await read()).toBe(one);
  expect(asked()).toBe(1);
  pass(2);
  await read();
  expect(asked()).toBe(2);
});

test('another metric, another owner, another day, an hour of today, and what somebody insists on are read', async () => {
  const { read, asked } = reader();
  await read();
  await read('visits');
  await read('signups', { owner: 'zenith' });
  await read('signups', { to: new Date('2026-11-02T00:00:00Z') });
  for (let twice = 0; twice < 2; twice += 1) await read('signups', { to: new Date('2026-11-03T07:00:00Z') });
  expect(asked()).toBe(6);
  const fresh = await read('signups', { fresh: true });
  expect(asked()).toBe(7);
  expect(await read()).toBe(fresh);
});

test('what failed or was empty is asked for again', async () => {
  for (const answer of [
    { kind: 'empty' } as const,
    { kind: 'failed', failure: { reason: 'timeout', text: 'late' } } as const,
  ]) {
    const { read, asked } = reader(() => answer);
    await read();
    await read();
    expect(asked()).toBe(2);
  }
});
