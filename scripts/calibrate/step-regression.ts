import { criticalValue } from '../../src/analysis/model/student-t.ts';
import type { Answer } from './method.ts';

/**
 * The classical recipe: least squares of the daily values (logarithms where they allow) on weekday, trend and a step at the
 * release, with errors that allow for neighbouring days hanging together (Newey and West 1987, Bartlett weights,
 * 4 (n / 100)^(2/9) lags).
 */
export function stepRegression(before: number[], after: number[]): Answer {
  const raw = [...before, ...after];
  const log = raw.every((value) => value > 0);
  const size = before.reduce((sum, value) => sum + Math.abs(value), 0) / before.length;
  const y = raw.map((value) => (log ? Math.log(value) : value / size));
  const n = y.length;
  const rows = y.map((_, t) => [
    t >= before.length ? 1 : 0,
    t / n,
    ...Array.from({ length: 7 }, (_, weekday) => (t % 7 === weekday ? 1 : 0)),
  ]);
  const k = rows[0]?.length ?? 0;
  const inverse = inverted(crossed(rows, rows, k));
  const xy = crossed(
    rows,
    y.map((value) => [value]),
    k,
  ).map((row) => row[0] ?? 0);
  const fit = inverse.map((row) => row.reduce((sum, value, j) => sum + value * (xy[j] ?? 0), 0));
  const scores = rows.map((row, t) => {
    const rest = (y[t] ?? 0) - row.reduce((sum, value, j) => sum + value * (fit[j] ?? 0), 0);
    return row.map((value) => value * rest);
  });
  const lags = Math.floor(4 * (n / 100) ** (2 / 9));
  // Only the step's own variance is wanted: the first row of inverse x meat x inverse.
  const influence = scores.map((score) => score.reduce((sum, value, j) => sum + value * (inverse[0]?.[j] ?? 0), 0));
  let variance = 0;
  for (let lag = 0; lag <= lags; lag++) {
    let together = 0;
    for (let t = lag; t < n; t++) together += (influence[t] ?? 0) * (influence[t - lag] ?? 0);
    variance += (lag === 0 ? 1 : 2) * (1 - lag / (lags + 1)) * together;
  }
  const error = Math.sqrt(Math.max(0, variance) * (n / (n - k)));
  const reach = criticalValue(0.05, n - k) * error;
  const step = fit[0] ?? 0;
  const back = (value: number) => (log ? Math.exp(value) - 1 : value);
  return { effect: back(step), low: back(step - reach), high: back(step + reach), moved: Math.abs(step) > reach };
}

function crossed(a: number[][], b: number[][], k: number): number[][] {
  return Array.from({ length: k }, (_, i) =>
    Array.from({ length: b[0]?.length ?? 0 }, (_, j) =>
      a.reduce((sum, row, t) => sum + (row[i] ?? 0) * (b[t]?.[j] ?? 0), 0),
    ),
  );
}

/** Gauss and Jordan. */
function inverted(matrix: number[][]): number[][] {
  const k = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < k; column++) {
    let pivot = column;
    for (let row = column; row < k; row++)
      if (Math.abs(work[row]?.[column] ?? 0) > Math.abs(work[pivot]?.[column] ?? 0)) pivot = row;
    [work[column], work[pivot]] = [work[pivot] as number[], work[column] as number[]];
    const head = work[column] as number[];
    const scale = head[column] ?? 1;
    for (let j = 0; j < 2 * k; j++) head[j] = (head[j] ?? 0) / scale;
    work.forEach((row, i) => {
      if (i === column) return;
      const times = row[column] ?? 0;
      for (let j = 0; j < 2 * k; j++) row[j] = (row[j] ?? 0) - times * (head[j] ?? 0);
    });
  }
  return work.map((row) => row.slice(k));
}
