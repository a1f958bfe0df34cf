import { describe, expect, test } from 'vitest';
import { forecastAsTold } from '../../../src/domain/readout/told.ts';
import { inPublic } from '../../stage/samples/disclosures.ts';
import { renderForecast } from '../../stage/samples/rendered.ts';
import { forecast, latency } from '../../stage/samples/sample-bets.ts';
import { normal, uniform } from '../../stage/series/seeded-random.ts';

/*
 * Counts and milliseconds are whole numbers. As an index they stand on a ladder whose rungs are a hundredth of the level apart, if the chart has
 * enough digits to see them.
 */

const day = 86_400_000;
const days = (level: number) => {
  const chance = normal(uniform(level));
  return Array.from({ length: 120 }, (_, at) => ({
    t: forecast.asOf.getTime() - (120 - at) * day,
    value: Math.round(level * (1 + 0.05 * chance())),
  }));
};

/** The level at which all points are nearest to rungs; undefined: there is no ladder. */
function ladderIn(text: string, name: string): number | undefined {
  const [, line = ''] = new RegExp(`line "${name}" \\[(.*)\\]`).exec(text) ?? [];
  const points = line.split(', ').map(Number);
  expect(points.length).toBeGreaterThan(60);
  for (let level = 10; level < 3_000; level += 0.05) {
    const off = points.reduce(
      (sum, point) => sum + Math.abs((point * level) / 100 - Math.round((point * level) / 100)),
      0,
    );
    if (off / points.length < 0.1) return level;
  }
  return undefined;
}

const charted = (level: number, disclosure = inPublic) => {
  const samples = days(level);
  const movement = { metric: { ...latency, source: 'w/p95' }, windowDays: 14, line: '' };
  const baseline = { kind: 'level' as const, level, history: { bucket: 'day' as const, samples } };
  return renderForecast(forecastAsTold({ ...forecast, rows: [{ movement, baseline }], disclosure } as typeof forecast));
};

describe('a hidden level of whole numbers', () => {
  test.each([80, 238, 1_500])('of %i cannot be read off the chart of a forecast', (level) => {
    const found = ladderIn(charted(level), 'day');
    expect(found === undefined || Math.abs(found - level) > 0.2 * level).toBe(true);
  });
});
