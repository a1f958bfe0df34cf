import { html } from 'hono/html';
import type { BetPage, Stake } from '../../domain/portfolio/bet-page.ts';
import { sizeOf } from '../words/change-in-words.ts';
import { formatDays } from '../words/dates.ts';
import { formatLevel, formatRelative, formatRelativeSpan } from '../words/figures.ts';
import { maySay, shortChange } from '../words/movement-in-words.ts';
import { effectSvg } from './effect-svg.ts';
import { lineFromMarkdown } from './from-markdown.ts';
import { type Markup, said } from './layout.ts';
import { verdictPill } from './pills.ts';

/** What the bet stakes and what came of it, a row a metric. */
export function stakesTable({ bet, disclosure }: Pick<BetPage, 'bet' | 'disclosure'>): Markup {
  const stakes = bet?.stakes ?? [];
  if (stakes.length === 0)
    return html`<div class="empty"><p>No metric is named, or none that you may see: nothing is measured. A bet of discovery is asked what was learned instead.</p></div>`;
  const hidden = stakes.some(({ baseline }) => !baseline) && disclosure.ofOthers !== 'figures';
  return html`<div class="table" tabindex="0" role="region" aria-label="Metrics of the bet"><table class="stack">
<caption>Changes are relative to what would have been without the release.${hidden ? ' Levels are not shown here: the map does not call these metrics public.' : ''}</caption>
<thead><tr><th scope="col">Metric</th><th scope="col">At the merge</th><th scope="col">Expected</th><th scope="col">Measured</th><th scope="col">Verdict</th></tr></thead>
<tbody>${stakes.map((stake) => row(stake, disclosure))}</tbody></table></div>`;
}

function row(stake: Stake, disclosure: BetPage['disclosure']): Markup {
  const { metric, role, baseline, outcome } = stake;
  const effect = outcome?.effect;
  return html`<tr>
<th scope="row">${said(metric.title, 80)}<br><span class="dim small"><code>${said(metric.name, 80)}</code>${role === 'guards' ? ' must not get worse' : ''}</span></th>
<td data-name="At the merge" class="nowrap">${baseline ? lineFromMarkdown(formatLevel(baseline.level, metric.unit)) : ''}</td>
<td data-name="Expected" class="nowrap">${lineFromMarkdown(expectedIn(stake, disclosure))}</td>
<td data-name="Measured">${effect ? html`<span class="nowrap">${formatRelative(effect.relative)} <span class="dim">(${formatRelativeSpan(effect)})</span></span>${effectSvg({ effect, ...(outcome.expected && { expected: outcome.expected }) })}` : ''}</td>
<td data-name="Verdict">${verdictOf(stake)}</td></tr>`;
}

function expectedIn({ metric, role, change, windowDays }: Stake, disclosure: BetPage['disclosure']): string {
  if (!change) return metric.good === 'up' ? 'a rise' : 'a fall';
  if (role === 'guards') return maySay(change, metric, disclosure) ? `at most ${sizeOf(change, metric)} worse` : '';
  const short = shortChange({ metric, change }, disclosure) ?? 'the size stated';
  return `${short}${windowDays === undefined ? '' : ` in ${formatDays(windowDays)}`}`;
}

function verdictOf({ outcome }: Stake): Markup | string {
  if (outcome?.verdict) return verdictPill(outcome.verdict);
  return outcome?.unheld ? html`<span class="dim small">told by the effect alone</span>` : '';
}
