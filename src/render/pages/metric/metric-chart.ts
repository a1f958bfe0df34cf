import { html } from 'hono/html';
import type { MetricPage } from '../../../domain/portfolio/metric-page.ts';
import { timelineSvg } from '../../chart/timeline-svg.ts';
import { formatDate } from '../../words/dates.ts';
import { formatLevels } from '../../words/figures.ts';
import { addressOf } from '../addresses.ts';
import { lineFromMarkdown } from '../from-markdown.ts';
import type { Markup } from '../layout.ts';

/** As it stands in the page, and at its address with `.svg`; undefined where there is no level to draw. */
export function courseSvg({ metric, target, course, releases }: MetricPage, width?: number): Markup | undefined {
  if (course.kind !== 'days') return undefined;
  const drawn = timelineSvg({
    title: target ? `${target.keyResult.id}: ${metric.title}` : metric.title,
    unit: metric.unit,
    ...(width !== undefined && { width }),
    days: course.days,
    marks: releases.map(({ at, repository, number, isOwn }) => ({
      at: at.getTime(),
      name: `${repository}#${number}`,
      isOwn,
    })),
    ...(target && { target: { level: target.keyResult.to, ...(target.path && { path: target.path }) } }),
  });
  return drawn === '' ? undefined : drawn;
}

/** What a phone has: the style sheet shows one of the two, each with letters that can be read. */
export const phone = 358;

/** The course with its figures; in place of it why there is none, and what helps. */
export function metricChart(page: MetricPage): Markup {
  const { course, metric } = page;
  const picture = courseSvg(page);
  if (course.kind !== 'days' || !picture) return html`<div class="empty">${without(page)}</div>`;
  const levels = formatLevels(
    course.days.map(({ value }) => value),
    metric.unit,
  );
  const address = addressOf(page);
  return html`<div class="chart desk">${picture}</div><div class="chart phone">${courseSvg(page, phone)}</div>
<details><summary>The figures</summary>
<p class="small"><a href="${address}.csv">As CSV</a> · <a href="${address}.svg">The picture as SVG</a></p>
<div class="table figures" tabindex="0" role="region" aria-label="Figures"><table><thead><tr><th scope="col">Day</th><th scope="col" class="num">${metric.unit === 'ratio' ? 'Level, %' : 'Level'}</th></tr></thead>
<tbody>${course.days.map(({ t }, at) => html`<tr><td class="nowrap">${formatDate(new Date(t))}</td><td class="num">${lineFromMarkdown(levels[at] ?? '')}</td></tr>`).reverse()}</tbody></table></div></details>`;
}

function without({ course, metric }: MetricPage): Markup {
  switch (course.kind) {
    case 'hidden':
      return html`<p><strong>Its figures are not shown here.</strong> In a public repository levels are shown of metrics that the map calls <code>public: true</code>. How bets moved it, relative to where it was, is below.</p>`;
    case 'failed':
      return html`<p><strong>It cannot be read.</strong> ${lineFromMarkdown(course.failure.text)}</p>${metric.source === undefined ? html`<p>Write <code>source: connection/query</code> at the metric in the map.</p>` : ''}`;
    case 'late':
      return html`<p><strong>Its source has not answered in time.</strong> Open the page again to see later values.</p>`;
    default:
      return html`<p><strong>No data.</strong> Its source answers, with nothing for the last half year.</p>`;
  }
}
