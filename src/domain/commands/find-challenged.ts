import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import { type Named, nearest } from '../text/nearest.ts';
import type { Challenge } from './challenge.ts';

/** What of the outcome map a challenge is about, with its title and whom the map names for it; or the names that were probably meant. */
export type Challenged =
  | { subject: Challenge['subject']; title: string; owner?: string }
  | { suggestions: { name: string; title: string }[] };

/** A key result or a metric by its name; case does not matter. A name that is both means the key result. */
export function findChallenged(written: string, { metrics, objectives }: OutcomeMap): Challenged {
  const wanted = written.toLowerCase();
  const keyResults = objectives.flatMap((objective) => objective.keyResults);
  const metricOf = (name: string) => metrics.find((metric) => metric.name === name);
  const keyResult = keyResults.find(({ id }) => id.toLowerCase() === wanted);
  if (keyResult) {
    const metric = metricOf(keyResult.metric);
    const owner = keyResult.owner ?? metric?.owner;
    const title = keyResult.title ?? metric?.title ?? '';
    return { subject: { kind: 'key-result', name: keyResult.id }, title, ...(owner ? { owner } : {}) };
  }
  const metric = metrics.find(({ name }) => name.toLowerCase() === wanted);
  if (metric) {
    const { name, title, owner } = metric;
    return { subject: { kind: 'metric', name }, title, ...(owner ? { owner } : {}) };
  }
  const names: Named[] = [
    ...keyResults.map(({ id, title, metric: of }) => ({ name: id, title: title ?? metricOf(of)?.title ?? '' })),
    ...metrics.map(({ name, title }) => ({ name, title })),
  ];
  return { suggestions: nearest(written, names).map(({ name, title }) => ({ name, title })) };
}
