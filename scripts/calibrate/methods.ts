import { analyse } from '../../src/analysis/analyse.ts';
import { type Method, soundingsMethod, studyMethod } from '../../src/analysis/model/method.ts';
import type { Answer } from './method.ts';
import { stepRegression } from './step-regression.ts';
import { welch } from './welch.ts';

const day = 86_400_000;

/** The forecast from the days before alone, one kind of level, errors as they come: what the usual causal-impact recipe does without controls. */
const forecastAlone: Method = {
  ...studyMethod,
  randomWalks: studyMethod.randomWalks.filter(({ memory, drift }) => memory === 0 && drift <= 0.01),
  fitted: 0,
  errorInflation: 1,
};

export const methods: Record<string, (before: number[], after: number[], alpha?: number) => Answer | undefined> = {
  'Welch t-test, before/after': welch,
  'regression: weekday, trend, step, HAC': stepRegression,
  'forecast alone (causal-impact like)': (before, after, alpha) => ours(before, after, forecastAlone, alpha),
  "the study's recipe": (before, after, alpha) => ours(before, after, studyMethod, alpha),
  '**Soundings**': (before, after, alpha) => ours(before, after, soundingsMethod, alpha),
};

function ours(before: number[], after: number[], method: Method, alpha = 0.05): Answer | undefined {
  const samples = [...before, ...after].map((value, i) => ({ t: i * day, value }));
  const release = before.length * day;
  const answer = analyse(
    {
      series: { bucket: 'day', samples },
      releaseFrom: release,
      releaseTo: release,
      until: samples.length * day,
      alpha,
    },
    method,
  );
  if (answer.kind === 'unanswerable') return undefined;
  const { relative: effect, low, high, detectable } = answer;
  return { effect, low, high, moved: low > 0 || high < 0, detectable };
}
