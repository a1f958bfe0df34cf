import type { EdgeOnPage, MetricPage } from '../../../domain/portfolio/metric-page.ts';
import { entryJson } from '../as-json.ts';

/** The same as the page, for programs. */
export function metricJson(page: MetricPage) {
  const { owner, home, metric, course, target, releases, open, entries, moreEntries, below, above, asOf } = page;
  const isShown = course.kind !== 'hidden';
  return {
    owner,
    map: home ?? null,
    as_of: asOf,
    metric: {
      ...{ name: metric.name, title: metric.title, unit: metric.unit, good: metric.good },
      ...{ owner: metric.owner ?? null, definition: metric.definition ?? null, horizon: metric.horizon ?? null },
    },
    key_result: target
      ? {
          id: target.keyResult.id,
          title: target.keyResult.title ?? null,
          objective: target.objective.title,
          from: isShown ? target.keyResult.from : null,
          to: isShown ? target.keyResult.to : null,
          by: target.keyResult.by,
          chance: target.chance ?? null,
          way: target.path ?? [],
        }
      : null,
    ...courseJson(course),
    releases: releases.map(({ owner: _, isOwn, metrics, keyResults, title, ...release }) => ({
      ...release,
      title: title ?? null,
      metrics,
      key_results: keyResults,
      own: isOwn,
    })),
    open: open.map(({ repository, number, title }) => ({ repository, number, title: title ?? null })),
    bets: {
      entries: entries.map((entry) => ({ ...entryJson(entry), of_gap: entry.closed ?? null })),
      more: moreEntries,
    },
    driven_by: below.map(edgeJson),
    drives: above.map(edgeJson),
  };
}

function courseJson(course: MetricPage['course']) {
  const without = { now: null, data: null, days: [] };
  switch (course.kind) {
    case 'days': {
      const { from, last, lateDays, missing, read } = course.health;
      return {
        course: 'read',
        now: course.now ?? null,
        data: { from, last, late_days: lateDays, missing_days: missing, read_at: read?.at ?? null },
        days: course.days.map(({ t, value }) => ({ at: new Date(t), value })),
      };
    }
    case 'failed':
      return { course: 'failed', ...without, why: course.failure.reason };
    default:
      return { course: course.kind, ...without };
  }
}

const edgeJson = ({ metric, record }: EdgeOnPage) => ({
  metric: metric.name,
  tried: record?.trials ?? 0,
  moved: record?.moved ?? 0,
  followed: record?.followed ?? 0,
  ratio: record?.ratio ?? null,
  doubtful: record?.doubtful ?? false,
});
