import { html } from 'hono/html';
import type { Span } from '../../../domain/declaration/declaration.ts';
import type { Metric } from '../../../domain/metric/metric.ts';
import type { MetricPage } from '../../../domain/portfolio/metric-page.ts';
import { formatRelative, formatRelativeSpan } from '../../words/figures.ts';
import { capital } from '../../words/words.ts';
import { betLink } from '../attention-list.ts';
import { effectSvg } from '../effect-svg.ts';
import { type Markup, said } from '../layout.ts';
import { dated, statePill, verdictPill } from '../pills.ts';

interface Asked {
  metric: Metric;
  /** There is a gap to close a share of. */
  hasGap: boolean;
  more: boolean;
}

type Entry = MetricPage['entries'][number];

/** Merged bets with what each did, and how sure that is. */
export function effectsTable(entries: Entry[], { metric, hasGap, more }: Asked): Markup {
  if (entries.length === 0)
    return html`<div class="empty"><p><strong>No bet on it has been merged yet.</strong> A pull request becomes one when its description says what it should move:</p>
<pre>Expect: ${metric.name} ${metric.good === 'up' ? '+' : '-'}10% within 14 days
Because: 7 of 10 trial users stop at the address form</pre></div>`;
  // All on one scale, so that they can be held against each other.
  const ends = entries.flatMap(({ effect, expected }) =>
    effect ? [effect, ...(expected ? [expected] : [])].flatMap(({ low, high }) => [low, high]) : [],
  );
  const range = ends.length > 0 ? { low: Math.min(...ends), high: Math.max(...ends) } : undefined;
  return html`<div class="table" tabindex="0" role="region" aria-label="Bets"><table class="stack many">
<caption>Merged bets, latest first${more ? html`; the latest ${entries.length} are shown` : ''}. Changes are relative, and positive where they are for the better.${range ? ' In the pictures the line is the interval of what was measured, the blue box what was expected.' : ''}</caption>
<thead><tr><th scope="col">Bet</th><th scope="col" class="num">Expected</th><th scope="col">Measured</th>${hasGap ? html`<th scope="col" class="num">Of the gap</th>` : ''}<th scope="col">Verdict</th><th scope="col">Date</th></tr></thead>
<tbody>${entries.map((entry) => row(entry, { metric, hasGap, ...(range && { range }) }))}</tbody></table></div>`;
}

function row(entry: Entry, { metric, hasGap, range }: Omit<Asked, 'more'> & { range?: Span }): Markup {
  const { expected, effect, verdict, state, decision, at, closed } = entry;
  return html`<tr><th scope="row">${betLink(entry, entry.title)}${entry.metric === undefined || entry.metric === metric.name ? '' : html` <code>${said(entry.metric, 60)}</code>`}</th>
<td class="num" data-name="Expected">${expected ? formatRelativeSpan(expected) : ''}</td>
<td data-name="Measured">${effect ? html`<span class="nowrap">${formatRelative(effect.relative)} <span class="dim small">(${formatRelativeSpan(effect)})</span></span>${effectSvg({ effect, ...(expected && { expected }), ...(range && { range }) })}` : ''}</td>
${hasGap ? html`<td class="num" data-name="Of the gap">${closed ? html`${formatRelative(closed.share)}<br><span class="dim small">${formatRelativeSpan(closed)}</span>` : ''}</td>` : ''}
<td data-name="Verdict">${verdict ? verdictPill(verdict) : effect ? '' : statePill(state)}${decision ? html` <span class="dim small">${capital(decision)}</span>` : ''}</td>
<td data-name="Date" class="nowrap">${dated(at)}</td></tr>`;
}
