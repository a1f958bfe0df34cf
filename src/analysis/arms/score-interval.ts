import type { ProportionArm } from './arm.ts';

const halvings = 60;

/**
 * Interval of the difference of two shares where few did it, or nearly all: every difference that a score test does not rule out. It leaves zero out just where the pooled z does, and
 * goes nowhere a share cannot go.
 *
 * |(pT - pC - d) / sqrt(qT (1 - qT)/nT + qC (1 - qC)/nC)| <= reach, with qT = qC + d the likeliest shares that lie d apart.
 * Source: Mee 1984; Newcombe 1998, method 5. Example: 56 of 70 against 48 of 80: +0.0533 to +0.3377.
 */
export function scoreInterval(
  treatment: ProportionArm,
  control: ProportionArm,
  reach: number,
): [low: number, high: number] {
  const value = treatment.successes / treatment.n - control.successes / control.n;
  const edge = (side: 1 | -1) => {
    let within = value;
    let beyond: number = side;
    for (let i = 0; i < halvings; i++) {
      const middle = (within + beyond) / 2;
      if (Math.abs(value - middle) <= reach * errorAt(middle, treatment, control)) within = middle;
      else beyond = middle;
    }
    return within;
  };
  return [edge(-1), edge(1)];
}

/** Standard error of the difference if it is `apart`. */
function errorAt(apart: number, treatment: ProportionArm, control: ProportionArm): number {
  const [failedT, failedC] = [treatment.n - treatment.successes, control.n - control.successes];
  let [low, high] = [Math.max(0, -apart), Math.min(1, 1 - apart)];
  for (let i = 0; i < halvings; i++) {
    const q = (low + high) / 2;
    const slope =
      slopeOf(treatment.successes, q + apart) -
      slopeOf(failedT, 1 - q - apart) +
      slopeOf(control.successes, q) -
      slopeOf(failedC, 1 - q);
    if (slope > 0) low = q;
    else high = q;
  }
  const q = (low + high) / 2;
  return Math.sqrt(spreadOf(q + apart) / treatment.n + spreadOf(q) / control.n);
}

/** Of the log likelihood of so many. */
const slopeOf = (count: number, share: number) => (count === 0 ? 0 : count / share);
const spreadOf = (share: number) => Math.max(0, share * (1 - share));
