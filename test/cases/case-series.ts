import { readFileSync } from 'node:fs';
import { analyse } from '../../src/analysis/analyse.ts';
import { buckets } from '../../src/analysis/bucket.ts';
import type { Effect, Question, Unanswerable } from '../../src/analysis/effect.ts';
import type { Series } from '../../src/analysis/samples.ts';

/** A series as people have it: `test/cases/metric/<name>.csv`, a row a day or an hour. */
export function caseSeries(name: string): Series {
  const rows = readFileSync(new URL(`./metric/${name}.csv`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const samples = rows.map((row) => {
    const [at = '', value = ''] = row.split(',');
    return { t: Date.parse(at.length > 10 ? at : `${at}T00:00Z`), value: Number(value) };
  });
  return { bucket: rows[0]?.includes('T') ? 'hour' : 'day', samples };
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
