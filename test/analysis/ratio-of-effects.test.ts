import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ratioOfEffects } from '../../src/analysis/ratio-of-effects.ts';
import { runs } from '../stage/run/property-runs.ts';

/** Fieller's interval in closed form, of independent x and y. */
function fieller(x: number, xError: number, y: number, yError: number): [number, number] {
  const z = Math.sqrt(3.841459);
  const g = (z * xError) ** 2 / x ** 2;
  const half = (z / x) * Math.sqrt(yError ** 2 * (1 - g) + (y / x) ** 2 * xError ** 2);
  return [(y / x - half) / (1 - g), (y / x + half) / (1 - g)];
}

test('of one trial it is the interval of Fieller', () => {
  const error = fc.double({ min: 0.002, max: 0.02, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 3, max: 20, noNaN: true }),
      error,
      fc.double({ min: -0.3, max: 0.3, noNaN: true }),
      error,
      (sure, xError, y, yError) => {
        const x = sure * xError;
        const { value, low, high } = ratioOfEffects([{ x, xError, y, yError }]) ?? {
          value: Number.NaN,
          low: 0,
          high: 0,
        };
        const [from, to] = fieller(x, xError, y, yError);
        const size = Math.abs(to - from);
        expect(Math.abs(value - y / x)).toBeLessThan(1e-4 * size);
        expect(Math.abs(low - from)).toBeLessThan(1e-4 * size);
        expect(Math.abs(high - to)).toBeLessThan(1e-4 * size);
      },
    ),
    runs(),
  );
});

test('nothing is bounded by an x that may be zero; nothing comes of nothing', () => {
  expect(ratioOfEffects([{ x: 0.01, xError: 0.01, y: 0.1, yError: 0.01 }])?.high).toBe(Infinity);
  expect(ratioOfEffects([])).toBeUndefined();
  expect(ratioOfEffects([{ x: 0.1, xError: 0, y: 0.1, yError: 0.01 }])).toBeUndefined();
});

test('trials that contradict each other widen the interval', () => {
  const trial = (y: number) => ({ x: 0.1, xError: 0.005, y, yError: 0.005 });
  const width = (...ys: number[]) => {
    const { low, high } = ratioOfEffects(ys.map(trial)) ?? { low: 0, high: 0 };
    return high - low;
  };
  expect(width(0.02, 0.08)).toBeGreaterThan(3 * width(0.05, 0.05));
});

describe('simulated', () => {
  /** Numerical Recipes' generator: the same draws on every run. */
  function normals(seed: number): () => number {
    let state = seed >>> 0;
    const uniform = () => {
      state = (Math.imul(1664525, state) + 1013904223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  }

  const errors = { x: 0.02, y: 0.03 };
  function study(slope: number, sizes: number[], onlyClear: boolean, normal: () => number) {
    const trials = sizes.map((size) => ({
      x: size + errors.x * normal(),
      xError: errors.x,
      y: slope * size + errors.y * normal(),
      yError: errors.y,
    }));
    return ratioOfEffects(onlyClear ? trials.filter(({ x }) => x > 2 * errors.x) : trials);
  }

  test.each([
    ['a slope of a half', 0.5, false],
    ['no slope', 0, false],
    ['a slope of a half, only bets that clearly moved', 0.5, true],
    ['no slope, only bets that clearly moved', 0, true],
  ])('%s lies in the interval about 19 times of 20', (_, slope, onlyClear) => {
    const normal = normals(7);
    const sizes = [0.05, 0.06, 0.08, 0.1, 0.12, 0.15];
    const found = Array.from({ length: 1000 }, () => study(slope, sizes, onlyClear, normal)).filter(
      (it) => it !== undefined,
    );
    const covered = found.filter(({ low, high }) => low <= slope && slope <= high).length / found.length;
    expect(covered).toBeGreaterThan(0.925);
    expect(covered).toBeLessThan(0.975);
    const values = found.map(({ value }) => value).sort((one, other) => one - other);
    expect(Math.abs((values[500] ?? 9) - slope)).toBeLessThan(0.04);
  });
});
