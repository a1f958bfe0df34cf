import { describe, expect, test } from 'vitest';
import { criticalValue } from '../../../src/analysis/model/student-t.ts';
import { lookAlpha } from '../../../src/domain/readout/look-alpha.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';

const paths = 40_000;

/** Share of walks without a drift that any of these looks alarms, and that the last one does: [any, last]. */
function alarmed(days: number[], extension?: number): [number, number] {
  const random = randomFrom(7);
  const looks = [...days, ...(extension === undefined ? [] : [extension])].map((at, i) => {
    const alpha = lookAlpha(at, i < days.length - 1, i >= days.length ? { by: 'ann' } : undefined);
    return { at, critical: criticalValue(alpha, 1e6) };
  });
  let [any, last] = [0, 0];
  for (let path = 0; path < paths; path++) {
    let [level, since, hit] = [0, 0, false];
    for (const [i, { at, critical }] of looks.entries()) {
      level += Math.sqrt(at - since) * random.normal();
      since = at;
      const isAlarm = Math.abs(level) > critical * Math.sqrt(at);
      if (isAlarm && i === days.length - 1) last++;
      hit ||= isAlarm;
    }
    if (hit) any++;
  }
  return [any / paths, last / paths];
}

describe('looking early costs next to nothing', () => {
  test.each([
    { days: [7, 28], extra: 0.003 },
    { days: [7, 14, 28], extra: 0.004 },
    { days: [14, 28], extra: 0.003 },
    { days: [3, 7, 14, 21, 28], extra: 0.006 },
    { days: [7, 14, 28, 60, 90], extra: 0.009 },
    // One more window by itself: what was to be the last look is an interim one.
    { days: [7, 28, 56], extra: 0.004 },
    { days: [7, 14, 28, 56], extra: 0.007 },
  ])('$days: at most $extra more than the last look alone', ({ days, extra }) => {
    const [any, last] = alarmed(days);
    expect(last).toBeGreaterThan(0.045);
    expect(any - last).toBeLessThan(extra);
  });

  test('one more after a last look that could not tell', () => {
    const [any, last] = alarmed([7, 28], 58);
    expect(any - last).toBeLessThan(0.009);
  });
});
