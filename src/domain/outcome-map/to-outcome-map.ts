import { own } from '../text/own.ts';
import { limitOf } from './limit.ts';
import type { MapFile } from './map-schema.ts';
import type { OutcomeMap } from './outcome-map.ts';

/** The file as the domain knows it. */
export function toOutcomeMap(file: MapFile): OutcomeMap {
  const { vision, strategy, digest } = file;
  const teams = Object.entries(file.teams).map(([name, team]) => ({ name, ...team }));
  return {
    ...(vision === undefined ? {} : { vision }),
    ...(strategy.length > 0 ? { strategy } : {}),
    ...(teams.length > 0 ? { teams } : {}),
    metrics: Object.entries(file.metrics).map(([name, { title, limit, ...metric }]) => {
      const guarded = limit && limitOf(limit, metric.unit);
      return { name, title: title ?? name, ...metric, ...(guarded ? { limit: guarded } : {}) };
    }),
    objectives: file.objectives.map(({ key_results, title, serves, ...objective }) => ({
      ...objective,
      ...(serves.length > 0 ? { serves } : {}),
      title: title ?? objective.id,
      keyResults: key_results.map(({ from, to, ...keyResult }) => ({ ...keyResult, from: from.value, to: to.value })),
    })),
    policy: policyOf(file),
    release: file.release,
    followUp: { afterDays: file.follow_up.after, ...(file.follow_up.extend === 0 ? { extend: 0 } : {}) },
    ...(digest ? { digest } : {}),
  };
}

function policyOf({ policy: { comments, guard, portfolio, ...policy }, metrics }: MapFile): OutcomeMap['policy'] {
  const guarded = (guard ?? []).flatMap(({ metric, figure }) => {
    const limit = limitOf(figure, own(metrics, metric)?.unit ?? 'count');
    return limit ? [{ metric, limit }] : [];
  });
  return {
    ...policy,
    ...(portfolio === 'public' ? { portfolio } : {}),
    ...(comments ? { comments } : {}),
    ...(guarded.length > 0 ? { guard: guarded } : {}),
  };
}
