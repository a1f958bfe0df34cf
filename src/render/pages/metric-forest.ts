import { html } from 'hono/html';
import type { MetricForest, MetricNode } from '../../domain/portfolio/metric-forest.ts';
import { counted } from '../words/words.ts';
import { keyResultPath, metricPath } from './addresses.ts';
import { type Markup, said } from './layout.ts';
import { notePill } from './pills.ts';

type Place = Parameters<typeof metricPath>[0];

/** The metric tree, from what all serves down to what teams can move, and what bets have shown of each edge. */
export function metricTree({ tops, alone, more }: MetricForest, place: Place): Markup {
  if (tops.length === 0)
    return html`<div class="empty"><p><strong>No metric drives another.</strong> Write <code>drives: [revenue]</code> at a metric to say which one it moves: Soundings then checks with each bet whether that one follows.</p></div>`;
  return html`<div class="card"><ul class="tree">${tops.map((node) => nodeOf(node, place, true))}</ul>
${alone.length > 0 ? html`<p class="small dim">Drive no other: ${alone.map((metric, at) => html`${at > 0 ? ', ' : ''}${link(metric, place)}`)}</p>` : ''}
${more > 0 ? html`<p class="small dim">${counted(more, 'more metric is', 'more metrics are')} in the map.</p>` : ''}</div>`;
}

const link = (metric: MetricNode['metric'], place: Place): Markup =>
  html`<a href="${metricPath(place, metric.name)}">${said(metric.title, 120)}</a>`;

function nodeOf(node: MetricNode, place: Place, isTop: boolean): Markup {
  const { metric, keyResults, drivers, again } = node;
  const ids = keyResults
    .slice(0, 5)
    .map((id) => html` <a class="small" href="${keyResultPath(place, id)}">${said(id, 40)}</a>`);
  return html`<li>${link(metric, place)}${ids} ${isTop ? '' : edge(node)}${again ? html` <span class="dim small">(what drives it stands above)</span>` : ''}${drivers.length > 0 ? html`<ul class="tree">${drivers.map((driver) => nodeOf(driver, place, false))}</ul>` : ''}</li>`;
}

/** In words: whether the metric above went along. */
function edge({ record }: MetricNode): Markup {
  if (!record || record.moved === 0) return html`<span class="dim small">not tried by any bet so far</span>`;
  const { moved, followed, doubtful } = record;
  const word = html`<span class="dim small">the one above followed in ${followed} of ${counted(moved, 'bet')}</span>`;
  return doubtful ? html`${word} ${notePill('To challenge', 'warn')}` : word;
}

export const forestJson = ({ tops, alone, more }: MetricForest): object => ({
  tops: tops.map(nodeJson),
  alone: alone.map(({ name }) => name),
  more,
});

const nodeJson = ({ metric, keyResults, record, drivers, again }: MetricNode): object => ({
  name: metric.name,
  key_results: keyResults,
  edge: record ? { moved: record.moved, followed: record.followed, doubtful: record.doubtful } : null,
  again: again ?? false,
  driven_by: drivers.map(nodeJson),
});
