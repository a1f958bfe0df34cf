import type { Metric } from './metric.ts';
import type { Reading } from './reading.ts';

/** The most that a source has ever told: a value; that it has none yet; only that it could not be read. */
const sourceAnswers = ['failed', 'nothing', 'value'] as const;
export type SourceAnswer = (typeof sourceAnswers)[number];

/** By what the map calls the source. Absent: it was never asked. */
export type SourceAnswers = ReadonlyMap<string, SourceAnswer>;

/** What a reading tells beyond what was known: a source that has told more before stays at that. */
export function newAnswers(metrics: Metric[], readings: Record<string, Reading>, known: SourceAnswers): SourceAnswers {
  const found = new Map<string, SourceAnswer>();
  const read = new Map(Object.entries(readings));
  for (const { name, source } of metrics) {
    const reading = read.get(name);
    if (source === undefined || !reading) continue;
    const answer = answerOf(reading);
    const before = found.get(source) ?? known.get(source);
    if (before === undefined || isMore(answer, before)) found.set(source, answer);
  }
  return found;
}

const isMore = (one: SourceAnswer, other: SourceAnswer) => sourceAnswers.indexOf(one) > sourceAnswers.indexOf(other);

function answerOf(reading: Reading): SourceAnswer {
  if (reading.kind === 'samples') return 'value';
  // A door that nothing has come through yet is open.
  return reading.kind === 'empty' || reading.failure.reason === 'not-pushed' ? 'nothing' : 'failed';
}
