import { readFileSync } from 'node:fs';
import { analyse } from '../../src/analysis/analyse.ts';
import { buckets } from '../../src/analysis/bucket.ts';
import type { Effect, Question, Unanswerable } from '../../src/analysis/effect.ts';
import type { Series } from '../../src/analysis/samples.ts';
import { readSeries } from '../../src/cli/analyse/read-series.ts';

/** A series as people have it: `test/cases/metric/<name>.csv`. */
function caseSeries(name: string): Series {
  const read = readSeries(readFileSync(new URL(`./metric/${name}.csv`, import.meta.url), 'utf8'));
  if ('fault' in read) throw new Error(read.fault);
  return read.series;
}

/** What the analysis says of it, released on a day (of hours: in an hour). */
function answerTo(name: string, at: string, more: Partial<Question> = {}): Effect | Unanswerable {
  const series = caseSeries(name);
  const { length } = buckets[series.bucket];
  const from = Date.parse(at.length > 10 ? `${at}Z` : `${at}T00:00Z`);
  const until = (series.samples.at(-1)?.t ?? 0) + length;
  return analyse({ series, releaseFrom: from, releaseTo: from + length, until, ...more });
}

export function effectOn(name: string, at: string, more: Partial<Question> = {}): Effect {
  const answer = answerTo(name, at, more);
  if (answer.kind !== 'effect') throw new Error(answer.text);
  return answer;
}
