import { describe, expect, test } from 'vitest';
import type { Fits } from '../../../src/analysis/model/fits.ts';
import { filterLevel } from '../../../src/analysis/model/level-filter.ts';
import type { FilterInput } from '../../../src/analysis/model/level-model.ts';

/*
 * The same law written out as one 13 x 13 normal distribution, with numpy 2 (slogdet, solve): covariance
 * 25 + q min(s, t) + .95 phi^|s - t| + 10 [s = t mod 3] + .05 [s = t], and 1e4 [s, t >= 4] for the other release.
 */
const nan = Number.NaN;
const input: FilterInput = {
  values: Float64Array.of(1.2, 0.1, -0.7, 1.9, 0.4, nan, 1.1, -0.3, nan, 2.5, 1.4, 0.9, 2.2),
  season: 3,
  before: 8,
  after: 9,
};
const walk = { drift: 0.1, memory: 0.5 };

describe.each([
  {
    name: 'one release',
    others: [],
    historyLogF: 11.190483535939432,
    historySurprise: 0.7337151528100193,
    logF: 21.645816016886414,
    surprise: 1.1829760653527193,
    step: 1.32127981796407,
    variance: 1.1154436943623942,
    forecast: [1.20937831, -0.05559719, -0.95613725, 1.26749096],
    forecastVariance: [1.56178284, 1.68310397, 2.3773322, 2.04710504],
    meanVariance: 1.176351847251602,
  },
  {
    name: 'another release four slots into the history',
    others: [4],
    historyLogF: 20.347113475689024,
    historySurprise: 0.6714662289633476,
    logF: 30.868946540944236,
    surprise: 1.1097784196000329,
    step: 1.4258407826183541,
    variance: 1.2648063578331463,
    forecast: [1.09445917, -0.10693164, -1.07175734, 1.13968986],
    forecastVariance: [1.77393764, 1.72543765, 2.592083, 2.30948902],
    meanVariance: 1.3448622152421876,
  },
])('$name', ({ others, ...law }) => {
  const found = filterLevel({ ...input, others }, walk, [new Float64Array(4).fill(1)]);
  const [step] = found.steps;
  test('likelihood', () => {
    expect(found.historyLogF).toBeCloseTo(law.historyLogF, 8);
    expect(found.historySurprise).toBeCloseTo(law.historySurprise, 8);
    expect(step?.logF).toBeCloseTo(law.logF, 8);
    expect(step?.surprise).toBeCloseTo(law.surprise, 8);
  });
  testStepAndForecast(found, law);
});

/** With numpy as above: a line of variance v adds v x x' to the covariance, and its mean times x to what is expected. */
describe.each([
  {
    name: 'along a straight line: s / 3, variance 10',
    company: { growth: 0 },
    ...{ historyLogF: 14.263685926158182, historySurprise: 0.7092937240791363 },
    ...{ noStepLogF: 16.620188676485373, noStepSurprise: 2.2234393325464588 },
    ...{ logF: 25.00212946130248, surprise: 1.12254528251641, step: 1.5876597946990938, variance: 2.2896514188946155 },
    forecast: [1.05592832, -0.23400594, -1.1933954, 0.99047598],
    forecastVariance: [2.52597286, 2.98645453, 4.68233369, 5.18931656],
    meanVariance: 3.008603171893821,
  },
  {
    name: 'along with the year before: mean 0.5, variance 0.1',
    company: { lastYear: true },
    ...{ historyLogF: 11.228809135009259, historySurprise: 0.7944357250689085 },
    ...{ noStepLogF: 12.62219261555343, noStepSurprise: 2.8699240272901823 },
    ...{ logF: 21.72322245210661, surprise: 1.334051840171959, step: 1.3089227590524175, variance: 1.115508701527502 },
    forecast: [1.42032648, -0.09111118, -1.15074801, 1.06722071],
    forecastVariance: [1.58002557, 1.68362102, 2.39285865, 2.06354767],
    meanVariance: 1.1775857390793896,
  },
  {
    name: 'along with both',
    company: { growth: 0, lastYear: true },
    ...{ historyLogF: 14.298121287281912, historySurprise: 0.7298759843286325 },
    ...{ noStepLogF: 16.697372002159387, noStepSurprise: 2.306988896163333 },
    ...{ logF: 25.078520010574007, surprise: 1.29520734226823, step: 1.5226504411550974, variance: 2.2914673202191107 },
    forecast: [1.17248808, -0.38211248, -1.5392351, 0.61390943],
    forecastVariance: [2.53145244, 2.99530159, 4.73057287, 5.24650837],
    meanVariance: 3.022932271981638,
  },
])('$name', ({ company, ...law }) => {
  const lastYear = Float64Array.of(0, 0.2, 0.5, 0.4, 0.1, -0.3, 0, 0.6, 0.9, 0.7, 0.3, 0.1, -0.2);
  const pass = filterLevel({ ...input, lastYear }, walk, [new Float64Array(4).fill(1)]);
  const found = pass.with(company);
  const [step] = found.steps;
  test('likelihood', () => {
    expect(found.historyLogF).toBeCloseTo(law.historyLogF, 8);
    expect(found.historySurprise).toBeCloseTo(law.historySurprise, 8);
    expect(pass.historyWith(company).historySurprise).toBeCloseTo(law.historySurprise, 8);
    expect(found.noStep.logF).toBeCloseTo(law.noStepLogF, 8);
    expect(found.noStep.surprise).toBeCloseTo(law.noStepSurprise, 8);
    expect(step?.logF).toBeCloseTo(law.logF, 8);
    expect(step?.surprise).toBeCloseTo(law.surprise, 8);
  });
  testStepAndForecast(found, law);
});

interface Law extends Pick<Fits, 'meanVariance'> {
  step: number;
  variance: number;
  forecast: number[];
  forecastVariance: number[];
}

function testStepAndForecast(found: Fits, law: Law): void {
  const [step] = found.steps;
  test('step', () => {
    expect((step?.score ?? 0) / (step?.information ?? 0)).toBeCloseTo(law.step, 8);
    expect(1 / (step?.information ?? 0)).toBeCloseTo(law.variance, 8);
  });
  test('forecast', () => {
    expect([...found.forecast.slice(1)]).toEqual(law.forecast.map((value) => expect.closeTo(value, 7)));
    expect([...found.forecastVariance.slice(1)]).toEqual(law.forecastVariance.map((value) => expect.closeTo(value, 6)));
    expect(found.meanVariance).toBeCloseTo(law.meanVariance, 8);
  });
}

test('what if the slots had held what they did hold', () => {
  const found = filterLevel(input, walk, [new Float64Array(4).fill(1)]);
  const what = found.pretend(input.values.slice(8));
  expect(what.surprise).toBeCloseTo(found.steps[0]?.surprise ?? 0, 10);
  expect(what.score).toBeCloseTo(found.steps[0]?.score ?? 0, 10);
});

test('ten values of 0, then ten of 1: the step is 1, and at once fits better than slowly', () => {
  const values = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1));
  const atOnce = new Float64Array(10).fill(1);
  const slowly = Float64Array.from({ length: 10 }, (_, i) => (i + 1) / 10);
  const found = filterLevel({ values, season: 1, before: 10, after: 10 }, { drift: 0, memory: 0 }, [atOnce, slowly]);
  const [step, ramp] = found.steps;
  expect((step?.score ?? 0) / (step?.information ?? 0)).toBeCloseTo(1, 2);
  expect(step?.information).toBeCloseTo(5, 1);
  expect(step?.surprise).toBeLessThan(ramp?.surprise ?? 0);
});

test('what the first shape has and another lacks fits as if it had been followed', () => {
  const values = Float64Array.from({ length: 24 }, (_, i) => Math.sin(i * 1.7) + (i > 11 && i < 16 ? 2 : 0));
  const given = { values, season: 7, before: 12, after: 12, lastYear: values.map((value, i) => value + Math.cos(i)) };
  const early = Float64Array.from({ length: 12 }, (_, i) => Number(i < 4));
  const [all, late] = [early.map(() => 1), early.map((part) => 1 - part)];
  const walk = { drift: 0.1, memory: 0.3 };
  const followed = filterLevel(given, walk, [all, early]).with({ growth: 0, lastYear: true }).steps[1];
  const derived = filterLevel(given, walk, [all, late], [1]).with({ growth: 0, lastYear: true }).steps[2];
  for (const key of ['logF', 'surprise', 'information', 'score', 'shared'] as const)
    expect(derived?.[key]).toBeCloseTo(followed?.[key] ?? Number.NaN, 8);
});
