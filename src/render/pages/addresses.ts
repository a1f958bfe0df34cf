import type { MetricPage } from '../../domain/portfolio/metric-page.ts';
import { pathOf } from './layout.ts';

interface Named {
  owner: string;
  /** Absent: of the owner's map. */
  home?: string;
}

export const metricPath = ({ owner, home }: Named, name: string): string =>
  pathOf('o', owner, 'metrics', ...(home === undefined ? [] : [home]), name);

export const keyResultPath = ({ owner, home }: Named, id: string): string =>
  pathOf('o', owner, 'key-results', ...(home === undefined ? [] : [home]), id);

export const digestPath = ({ owner, home }: Named, edition: string): string =>
  pathOf('o', owner, 'digests', ...(home === undefined ? [] : [home]), edition);

/** Of the page itself. */
export const addressOf = (page: MetricPage): string =>
  page.target ? keyResultPath(page, page.target.keyResult.id) : metricPath(page, page.metric.name);
