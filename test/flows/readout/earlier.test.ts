import { expect, test } from 'vitest';
import type { Reading } from '../../../src/domain/metric/reading.ts';
import type { MetricReader } from '../../../src/flows/ports/metric-reader.ts';
import { readEarlier } from '../../../src/flows/readings/read-earlier.ts';
import { metric } from '../../stage/samples/outcome-map-of-a-shop.ts';
import { day } from '../../stage/series/daily-series.ts';

const from = new Date(1000 * day);
const repository = {
  ...{ id: 1, owner: 'acme', ownerId: 7, name: 'shop' },
  ...{ defaultBranch: 'main', private: true, installationId: 9 },
};
const reading = (first: number, bucket: 'day' | 'hour' = 'day'): Reading => ({
  kind: 'samples',
  series: { bucket, samples: [{ t: first * day, value: 1 }] },
});
const arm = { name: 'a', samples: [] };

test('the year before is read once of each metric that is old enough, as what nobody asked for; what fails is none', async () => {
  const asked: unknown[] = [];
  const metrics: MetricReader = {
    async read({ metric: { name }, from, to, asSibling }) {
      asked.push([name, from.getTime() / day, to.getTime() / day, asSibling]);
      if (name === 'billed') return { kind: 'failed', failure: { reason: 'not-available', text: 'billed by scan' } };
      if (name === 'begun') return { kind: 'empty' };
      return name === 'hourly then' ? reading(700, 'hour') : reading(700);
    },
  };
  const readings: Record<string, Reading> = {
    old: reading(1000),
    'late by days': reading(1006),
    begun: reading(1000),
    billed: reading(1000),
    'hourly then': reading(1000),
    young: reading(1020),
    hourly: reading(1000, 'hour'),
    empty: { kind: 'empty' },
    tried: { ...(reading(1000) as Reading & { kind: 'samples' }), arms: { control: arm, treatment: arm } },
  };
  const names = [...Object.keys(readings), 'unread', 'old', 'toString'];
  const found = await readEarlier(
    { metrics },
    repository,
    names.map((name) => metric(name)),
    readings,
    from,
  );
  expect(found).toEqual({ old: [{ t: 700 * day, value: 1 }], 'late by days': [{ t: 700 * day, value: 1 }] });
  expect(asked).toEqual(
    ['old', 'late by days', 'begun', 'billed', 'hourly then'].map((name) => [name, 632, 1000, true]),
  );
});
