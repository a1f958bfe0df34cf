import { analyse } from '../../src/analysis/analyse.ts';
import type { Effect, NamedSeries, Question } from '../../src/analysis/effect.ts';
import { type Method, soundingsMethod } from '../../src/analysis/model/method.ts';
import type { Sample } from '../../src/analysis/samples.ts';

const day = 86_400_000;

const samplesOf = (values: number[]): Sample[] => values.map((value, i) => ({ t: i * day, value }));

/** Days before and after as a question: the release takes no day of its own. */
export function questionOf(before: number[], after: number[], more: Partial<Question> = {}): Question {
  const release = before.length * day;
  const samples = samplesOf([...before, ...after]);
  const until = samples.length * day;
  return { series: { bucket: 'day', samples }, releaseFrom: release, releaseTo: release, until, ...more };
}

/** Undefined: it could not be answered. */
export function ask(
  before: number[],
  after: number[],
  { method = soundingsMethod, ...more }: Partial<Question> & { method?: Method } = {},
): Effect | undefined {
  const answer = analyse(questionOf(before, after, more), method);
  return answer.kind === 'effect' ? answer : undefined;
}

export const seriesOf = (name: string, values: number[]): NamedSeries => ({
  name,
  series: { bucket: 'day', samples: samplesOf(values) },
});

export const isAlarm = ({ low, high }: { low: number; high: number }) => low > 0 || high < 0;
