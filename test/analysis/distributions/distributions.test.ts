import { describe, expect, test } from 'vitest';
import { chiSquaredAbove } from '../../../src/analysis/distributions/chi-squared.ts';
import { normalCdf, normalQuantile } from '../../../src/analysis/distributions/normal.ts';
import { tCdf, tQuantile } from '../../../src/analysis/distributions/student-t.ts';

/** Values of another implementation (Cephes and Boost, as @stdlib has them); those of qnorm and qt of R agree where they are printed in tables. */
const digits = 1e-12;
const agree = (ours: number, theirs: number) =>
  expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(digits * Math.abs(theirs));

describe('reference values, to twelve digits', () => {
  test.each([
    [-12.706204736432095, 1, 0.02499999999949565],
    [-4.302652729749464, 2, 0.025],
    [-2.2281388519649385, 10, 0.025000000000904334],
    [-8, 5, 0.0002464533302862221],
    [-3, 28, 0.002808699539854558],
    [0.5, 59, 0.6905325631349015],
    [-1.5, 61, 0.06938633864037895],
    [2.1, 180, 0.9814387499521258],
    [-40, 365, 8.782121619670931e-136],
    [-1.96, 5000, 0.025025626145909766],
  ])('t %d with %d degrees of freedom', (t, freedom, share) => agree(tCdf(t, freedom), share));

  test.each([
    [0.975, 10, 2.2281388519862744],
    [0.9995, 3, 12.923978636687963],
    [0.95, 28, 1.7011309342659306],
    [0.025, 60, -2.00029782201426],
    [0.001, 90, -3.183270814053546],
    [0.6, 365, 0.25353184622452185],
    [1e-6, 7.7, -12.649950437673674],
  ])('quantile %d of t with %d degrees of freedom', (p, freedom, t) => agree(tQuantile(p, freedom), t));

  test.each([
    [-8, 6.220960574271819e-16],
    [-1.96, 0.024997895148220435],
    [-0.1, 0.460172162722971],
    [0, 0.5],
    [1.5, 0.9331927987311419],
    [5, 0.9999997133484281],
  ])('normal %d', (z, share) => agree(normalCdf(z), share));

  test.each([
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400538],
    [0.3, -0.5244005127080409],
    [0.5, 0],
    [0.975, 1.9599639845400538],
  ])('normal quantile %d', (p, z) => agree(normalQuantile(p), z));

  test.each([
    [6.17, 1, 0.012993460883177654],
    [3, 2, 0.2231301601484298],
    [0.5, 5, 0.9921232932326296],
    [20, 9, 0.01791240452984333],
  ])('above %d of chi-squared with %d degrees of freedom', (x, freedom, share) =>
    agree(chiSquaredAbove(x, freedom), share),
  );
});

test('a quantile has its share below it, whatever the degrees of freedom', () => {
  for (const freedom of [0.5, 1, 1.3, 2, 3, 7.7, 28, 60, 61, 365, 1e6, 1e9])
    for (const p of [1e-12, 1e-4, 0.025, 0.2, 0.5, 0.7, 0.999])
      expect(Math.abs(tCdf(tQuantile(p, freedom), freedom) / p - 1)).toBeLessThan(1e-9);
});

test('ends, and what is no number', () => {
  expect([normalQuantile(0), normalQuantile(1), tQuantile(0, 5), tQuantile(1, 5)]).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
  expect([tCdf(Number.NEGATIVE_INFINITY, 5), tCdf(Number.POSITIVE_INFINITY, 5)]).toEqual([0, 1]);
  for (const none of [normalCdf(Number.NaN), normalQuantile(1.1), tCdf(1, 0), tCdf(Number.NaN, 5), tQuantile(-0.1, 5)])
    expect(none).toBeNaN();
});
