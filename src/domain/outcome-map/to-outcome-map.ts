import type { MapFile } from './map-schema.ts';
import type { OutcomeMap } from './outcome-map.ts';

/** The file as the domain knows it. */
export function toOutcomeMap(file: MapFile): OutcomeMap {
  const { vision, strategy } = file;
  return {
    ...(vision === undefined ? {} : { vision }),
    ...(strategy.length > 0 ? { strategy } : {}),
    metrics: Object.entries(file.metrics).map(([name, { title, ...metric }]) => ({
      name,
      title: title ?? name,
      ...metric,
    })),
    objectives: file.objectives.map(({ key_results, title, serves, ...objective }) => ({
      ...objective,
      ...(serves.length > 0 ? { serves } : {}),
      title: title ?? objective.id,
      keyResults: key_results.map(({ from, to, ...keyResult }) => ({ ...keyResult, from: from.value, to: to.value })),
    })),
    policy: file.policy,
    release: file.release,
    followUp: { afterDays: file.follow_up.after },
  };
}
