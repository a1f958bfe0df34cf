import { html } from 'hono/html';
import type { LedgerEntry } from '../../domain/ledger/ledger.ts';
import type { PortfolioPage } from '../../domain/portfolio/portfolio-page.ts';
import { formatRelative, formatRelativeSpan } from '../words/figures.ts';
import { shortVerdict } from '../words/verdict-in-words.ts';
import { capital } from '../words/words.ts';
import { metricPath } from './addresses.ts';
import { betLink } from './attention-list.ts';
import { verdictOrder } from './filter-form.ts';
import { type Markup, pathOf, said } from './layout.ts';
import { dated, statePill, verdictPill } from './pills.ts';

/** The record below the map: merged bets, latest first, and what a reader looks for in the address. */
export function ledgerSection({ owner, filter, entries, moreEntries }: PortfolioPage): Markup {
  const isFiltered = Object.values(filter).some((one) => one !== undefined);
  return html`<section aria-labelledby="ledger"><h2 id="ledger">What has worked, and what has not</h2>
<form class="filter" method="get" action="${pathOf('o', owner)}#ledger">
<label>Verdict <select name="verdict"><option value="">any</option>${verdictOrder.map((verdict) => html`<option value="${verdict}"${verdict === filter.verdict ? ' selected' : ''}>${capital(shortVerdict(verdict))}</option>`)}</select></label>
<label>Metric <input name="metric" value="${filter.metric ?? ''}" maxlength="100" autocomplete="off"></label>
<label>Key result <input name="key_result" value="${filter.keyResult ?? ''}" maxlength="100" autocomplete="off"></label>
<button class="button quiet">Filter</button>${isFiltered ? html` <a href="${pathOf('o', owner)}#ledger">Show all</a>` : ''}</form>
${filter.unknown === undefined ? (entries.length === 0 ? empty(isFiltered) : table(entries, owner, moreEntries)) : noVerdict(filter.unknown)}</section>`;
}

const noVerdict = (unknown: string): Markup =>
  html`<div class="empty"><p>There is no verdict ${said(unknown, 60)}. Write one of ${verdictOrder.join(', ')}, or leave it out.</p></div>`;

const empty = (isFiltered: boolean): Markup =>
  isFiltered
    ? html`<div class="empty"><p>No merged bet matches. Names of metrics and key results are as in the map: <code>activation_rate</code>, <code>KR1</code>.</p></div>`
    : noBetYet;

export const noBetYet = html`<div class="empty"><p><strong>No bet has been merged yet.</strong> A pull request becomes one when its description says what it should move:</p>
<pre>Key result: KR1
Expect: activation_rate +10% within 14 days
Because: 7 of 10 trial users stop at the address form</pre></div>`;

const table = (entries: LedgerEntry[], owner: string, more: boolean): Markup =>
  html`<div class="table" tabindex="0" role="region" aria-label="Merged bets"><table class="stack many">
<caption>Merged bets, latest first${more ? html`; the latest ${entries.length} are shown` : ''}. Changes are relative, and positive where they are for the better.</caption>
${ledgerHead}
<tbody>${entries.map((entry) => entryRow(entry, owner))}</tbody></table></div>${more ? html`<p class="small"><a href="${pathOf('o', owner, 'ledger')}">All of them</a></p>` : ''}`;

export const entryRow = (entry: LedgerEntry, owner: string): Markup => {
  const { metric, expected, effect, verdict, state, decision, at, learned } = entry;
  return html`<tr><th scope="row">${betLink(entry, entry.title)}${learned === undefined ? '' : html`<br><span class="dim small">${said(learned, 200)}</span>`}</th>
<td data-name="Metric">${metric === undefined ? '' : html`<a href="${metricPath({ owner }, metric)}"><code>${said(metric, 60)}</code></a>`}</td>
<td class="num" data-name="Expected">${expected ? formatRelativeSpan(expected) : ''}</td>
<td class="num" data-name="Measured">${effect ? html`${formatRelative(effect.relative)}<br><span class="dim small">${formatRelativeSpan(effect)}</span>` : ''}</td>
<td data-name="Verdict">${verdict ? verdictPill(verdict) : statePill(state)}</td>
<td data-name="Decision">${decision ? capital(decision) : ''}</td><td data-name="Date" class="nowrap">${dated(at)}</td></tr>`;
};

export const ledgerHead = html`<thead><tr><th scope="col">Bet</th><th scope="col">Metric</th><th scope="col" class="num">Expected</th><th scope="col" class="num">Measured</th><th scope="col">Verdict</th><th scope="col">Decision</th><th scope="col">Date</th></tr></thead>`;
