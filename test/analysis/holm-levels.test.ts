import { describe, expect, test } from 'vitest';
import { holmLevels } from '../../src/analysis/holm-levels.ts';

describe('the levels of several questions', () => {
  test.each([
    { name: 'one question alone', ps: [0.03], levels: [0.05] },
    {
      name: 'the smallest at a share, the next at what is left',
      ps: [0.01, 0.04, 0.03],
      levels: [0.05 / 3, 0.025, 0.025],
    },
    { name: 'after one that fails none gets more', ps: [0.02, 0.03], levels: [0.025, 0.05] },
    { name: 'none holds', ps: [0.2, 0.03, 0.9], levels: [0.05 / 3, 0.05 / 3, 0.05 / 3] },
  ])('$name', ({ ps, levels }) => {
    expect(holmLevels(ps, 0.05).map((level) => level.toFixed(6))).toEqual(levels.map((level) => level.toFixed(6)));
  });

  // R: p.adjust(ps, "holm") <= .05
  test.each([
    { ps: [0.01, 0.04, 0.03], holds: [true, false, false] },
    { ps: [0.02, 0.03], holds: [true, true] },
    { ps: [0.017, 0.02, 0.049], holds: [false, false, false] },
    { ps: [0.016, 0.024, 0.049], holds: [true, true, true] },
    { ps: [0.2, 0.001], holds: [false, true] },
  ])('the same answers as raised p values give: $ps', ({ ps, holds }) => {
    const levels = holmLevels(ps, 0.05);
    expect(ps.map((p, i) => p <= (levels[i] ?? 0))).toEqual(holds);
  });
});
