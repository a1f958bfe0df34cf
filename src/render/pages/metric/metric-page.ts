import { html } from 'hono/html';
import type { EdgeOnPage, MetricPage, ReleaseOnPage } from '../../../domain/portfolio/metric-page.ts';
import { carried } from '../../forecast/edge-line.ts';
import { counted } from '../../words/words.ts';
import { addressOf, keyResultPath, metricPath } from '../addresses.ts';
import { betLink } from '../attention-list.ts';
import { lineFromMarkdown } from '../from-markdown.ts';
import { type Around, layout, type Markup, pathOf, said } from '../layout.ts';
import { ownerNav } from '../owner-nav.ts';
import { dated, notePill, statePill } from '../pills.ts';
import { effectsTable } from './effects-table.ts';
import { metricChart } from './metric-chart.ts';
import { metricFacts } from './metric-facts.ts';

/** A metric, or a key result on it: its course with every release, what each did to it, and how it hangs together with others. */
export function metricPage(page: MetricPage, around: Around): Markup {
  const { owner, home, metric, target, open, entries, moreEntries } = page;
  const prefix = home === undefined ? '' : `${home}/`;
  const name = `${prefix}${target ? target.keyResult.id : metric.name}`;
  const title = target ? (target.keyResult.title ?? metric.title) : metric.title;
  return layout({
    title: `${title} (${name})`,
    around,
    crumbs: [
      { name: owner, href: pathOf('o', owner) },
      { name, href: addressOf(page) },
    ],
    body: html`${ownerNav(owner)}
<h1>${said(title, 200)}</h1>
<p class="row">${target ? html`<span class="dim">Key result ${said(name, 80)} of ${said(target.objective.title, 200)}, on <a href="${metricPath(page, metric.name)}">${said(metric.title, 120)}</a></span>` : html`<code>${said(name, 120)}</code>`}${metric.role ? notePill(metric.role === 'business' ? 'Business metric' : 'Guardrail') : ''}</p>
<div class="split"><div>${metricChart(page)}</div>${metricFacts(page)}</div>
<h2 id="bets">What each bet did ${target ? 'for it' : 'to it'}</h2>
${effectsTable(entries, { metric, hasGap: target !== undefined, more: moreEntries })}
${open.length > 0 ? html`<p class="small">Open: ${open.map((bet, at) => html`${at > 0 ? ', ' : ''}${betLink(bet)}`)}</p>` : ''}
<h2 id="releases">Releases</h2>
${releasesTable(page)}
<h2 id="tree">What drives it, and what it drives</h2>
${edges(page)}
${target ? '' : keyResultNote(page)}`,
  });
}

function releasesTable({ releases, metric, target }: MetricPage): Markup {
  if (releases.length === 0)
    return html`<div class="empty"><p><strong>Nothing was released here in the last half year.</strong> A bet counts from the release that has its change, on this metric or on one that drives it.</p></div>`;
  return html`<div class="table" tabindex="0" role="region" aria-label="Releases"><table class="stack">
<caption>${counted(releases.length, 'release')} of the last half year on ${said(metric.title, 80)} and what drives it, the latest first. ${target ? '● names this key result; ○ does not, but may have had a part in it.' : '● is on this metric; ○ is on one that drives it, or of another team.'}</caption>
<thead><tr><th scope="col">Bet</th><th scope="col">On</th><th scope="col">State</th><th scope="col">Released</th></tr></thead>
<tbody>${releases.toReversed().map(releaseRow)}</tbody></table></div>`;
}

const releaseRow = (release: ReleaseOnPage): Markup =>
  html`<tr><th scope="row"><span class="dim">${release.isOwn ? '●' : '○'}</span> ${betLink(release, release.title)}</th>
<td data-name="On">${release.metrics.slice(0, 3).map((one, at) => html`${at > 0 ? ' ' : ''}<code>${said(one, 60)}</code>`)}</td>
<td data-name="State">${statePill(release.state)}</td><td data-name="Released" class="nowrap">${dated(release.at)}</td></tr>`;

function edges(page: MetricPage): Markup {
  const { below, above, metric } = page;
  if (below.length + above.length === 0)
    return html`<div class="empty"><p><strong>It stands alone in the map.</strong> Write <code>drives: [name]</code> at a metric to say which one it moves: Soundings then checks whether that one follows.</p></div>`;
  const list = (title: string, some: EdgeOnPage[], isBelow: boolean) =>
    some.length === 0
      ? ''
      : html`<h3>${title}</h3><ul class="tree">${some.map((edge) => html`<li><a href="${metricPath(page, edge.metric.name)}">${said(edge.metric.title, 120)}</a> ${edgeWords(edge, isBelow ? [edge.metric, metric] : [metric, edge.metric])}</li>`)}</ul>`;
  return html`<div class="card">${list('Driven by', below, true)}${list('Drives', above, false)}</div>`;
}

function edgeWords({ record }: EdgeOnPage, [lower, upper]: [MetricPage['metric'], MetricPage['metric']]): Markup {
  if (!record || record.moved === 0) return html`<span class="dim">not tried by any bet so far</span>`;
  const { moved, followed, ratio, doubtful } = record;
  return html`<span class="dim">followed in ${followed} of ${counted(moved, 'bet')}${ratio ? html`: ${lineFromMarkdown(carried(ratio, lower, upper))}` : ''}</span> ${doubtful ? notePill('To challenge', 'warn') : ''}`;
}

const keyResultNote = (page: MetricPage): Markup => {
  const ids = page.keyResults;
  return ids.length === 0
    ? html``
    : html`<p class="small">Key results on it: ${ids.map((id, at) => html`${at > 0 ? ', ' : ''}<a href="${keyResultPath(page, id)}">${said(id, 60)}</a>`)}</p>`;
};
