import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Series } from '../../../src/analysis/samples.ts';
import { releaseBucket, scheduleCheckpoints } from '../../../src/domain/bet/schedule.ts';
import { everything } from '../../../src/domain/disclosure/disclosure.ts';
import { buildReadout } from '../../../src/domain/readout/build-readout.ts';
import type { ReadoutBasis } from '../../../src/domain/readout/measure.ts';
import { eventLines } from '../../../src/render/forecast/event-lines.ts';
import { formatDate } from '../../../src/render/words/dates.ts';
import { runs } from '../../stage/run/property-runs.ts';
import { shopMap } from '../../stage/samples/outcome-map-of-a-shop.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';

const day = 86_400_000;
const [metric] = shopMap().metrics;
if (!metric) throw new Error('the shop has a metric');

/** Every minute of a year: weekends, its end, and both nights on which clocks are set. */
const instants = fc
  .integer({ min: 0, max: 365 * 24 * 60 })
  .map((minute) => new Date(Date.UTC(2026, 5, 1) + minute * 60_000));
const zones = fc.constantFrom(undefined, 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kolkata');
const windows = fc.uniqueArray(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });

const released = fc.record({
  shippedAt: instants,
  zone: zones,
  followUp: windows,
  windowDays: fc.option(fc.integer({ min: 1, max: 120 })),
});

test('a readout comes on the day that was said, so many days after the release', () => {
  fc.assert(
    fc.property(released, ({ shippedAt, followUp, windowDays }) => {
      const movement = { metric, ...(windowDays === null ? {} : { windowDays }) };
      const bet = { keyResults: [], hypotheses: [], movements: [movement], guardrails: [], evidence: [] };
      const due = scheduleCheckpoints(shippedAt, followUp, bet, [metric]).filter(({ kind }) => kind === 'readout');
      const signal = { on: 'merge' as const, sha: 'a'.repeat(40) };
      const [said = ''] = eventLines(
        [{ kind: 'shipped', signal, at: shippedAt, readoutsDue: due.map(({ dueAt }) => dueAt) }],
        shippedAt,
      );
      for (const { dueAt, afterDays } of due) {
        expect(said).toContain(formatDate(dueAt, shippedAt));
        expect(dueAt.getTime() - shippedAt.getTime()).toBe(afterDays * day);
      }
      expect(due.map(({ final }) => final)).toEqual(due.map((_, index) => index === due.length - 1));
    }),
    runs(),
  );
});

/** A whole day of the metric's own is missing on the seventh day where the clock was set back in between, and the release came just after midnight. */
test.each([
  ['set back', 'Europe/Berlin', '2026-10-19T22:30:00Z'],
  ['set forward', 'Europe/Berlin', '2027-03-21T22:30:00Z'],
  ['not set', 'Asia/Kolkata', '2026-10-19T18:45:00Z'],
])('a readout after a week has an answer where the clock was %s', (_, timezone, released) => {
  const shippedAt = new Date(released);
  const now = new Date(shippedAt.getTime() + 7 * day);
  const { from } = releaseBucket(shippedAt, { bucket: 'day', timezone });
  const noise = randomFrom(3);
  const samples = Array.from({ length: 97 }, (_, i) => ({
    t: from + (i - 90) * day,
    value: 1000 + 20 * noise.normal(),
  }));
  const today = releaseBucket(now, { bucket: 'day', timezone }).from;
  const over = samples.filter(({ t }) => t < today);
  const series: Series = { bucket: 'day', samples: over, timezone };
  const basis: ReadoutBasis = {
    ...{
      map: shopMap(),
      author: 'ben',
      shippedAt,
      signal: { on: 'merge', sha: 'a'.repeat(40) },
      afterDays: 7,
      interim: true,
      alpha: 0.002,
    },
    ...{ baseline: {}, edges: [], others: [], shippedTogether: [], amended: false, disclosure: everything, now },
    bet: { keyResults: [], hypotheses: [], movements: [{ metric, windowDays: 7 }], guardrails: [], evidence: [] },
    readings: { [metric.name]: { kind: 'samples', series } },
  };
  expect(buildReadout(basis).movements[0]?.answer).toMatchObject({ kind: 'effect' });
});
