import { html } from 'hono/html';
import type { LedgerPage } from '../../domain/portfolio/ledger-page.ts';
import { type CsvValue, csvLine } from '../words/csv-line.ts';
import { metricPath } from './addresses.ts';
import { entryJson } from './as-json.ts';
import { betLink } from './attention-list.ts';
import { addressOfLedger, filterForm, verdictOrder } from './filter-form.ts';
import { type Around, layout, type Markup, pathOf, said } from './layout.ts';
import { entryRow, ledgerHead, noBetYet } from './ledger-table.ts';
import { ownerNav } from './owner-nav.ts';
import { statePill } from './pills.ts';

/** Every bet that may be seen, a part at a time, by what one looks for. */
export function ledgerPage(page: LedgerPage, around: Around): Markup {
  const { owner } = page;
  return layout({
    title: `Ledger of ${owner}`,
    around,
    crumbs: [
      { name: owner, href: pathOf('o', owner) },
      { name: 'Ledger', href: pathOf('o', owner, 'ledger') },
    ],
    body: html`${ownerNav(owner, 'Ledger')}
<h1>Ledger</h1>
<p class="dim">What was bet, what moved, and what was decided.</p>
${filterForm(page)}
${body(page)}`,
  });
}

const expectedOf = {
  verdict: `one of ${verdictOrder.join(', ')}`,
  decision: 'one of keep, iterate, revert, stop, or none',
  period: 'a year, a quarter or a month: 2026, 2026-Q4 or 2026-11',
};

function body(page: LedgerPage): Markup {
  const { open, moreOpen, entries, next, asked } = page;
  if (asked.unknown.length > 0)
    return html`<div class="empty">${asked.unknown.map(({ field, text }) => html`<p>There is no ${field} ${said(text, 60)}. Write ${expectedOf[field]}, or leave it out.</p>`)}</div>`;
  if (open.length + entries.length === 0) return next ? partOfNothing(page) : empty(page);
  return html`<div class="table" tabindex="0" role="region" aria-label="Bets"><table class="stack many">
<caption>${asked.oldestFirst ? 'Oldest' : 'Latest'} first${moreOpen ? '; of those that are open the latest are shown' : ''}. Changes are relative, and positive where they are for the better.</caption>
${ledgerHead}
<tbody>${open.map((bet) => openRow(bet, page.owner))}${entries.map((entry) => entryRow(entry, page.owner))}</tbody></table></div>
<p class="row pager">${asked.after ? html`<a href="${addressOfLedger({ ...page, asked: { ...asked } }, '')}">To the beginning</a>` : ''}${next ? html`<a class="button quiet" href="${addressOfLedger(page, '', true)}">${asked.oldestFirst ? 'Later' : 'Earlier'} bets</a>` : ''}<a href="${addressOfLedger(page, '.csv')}">As CSV</a></p>`;
}

const openRow = (bet: LedgerPage['open'][number], owner: string): Markup =>
  html`<tr><th scope="row">${betLink(bet, bet.title)}</th><td data-name="Metric">${bet.metric === undefined ? '' : html`<a href="${metricPath({ owner }, bet.metric)}"><code>${said(bet.metric, 60)}</code></a>`}</td><td></td><td></td><td data-name="Verdict">${statePill('open')}</td><td></td><td></td></tr>`;

/** What fits may come later. */
const partOfNothing = (page: LedgerPage): Markup =>
  html`<div class="empty"><p>Nothing in this part of the ledger matches. <a href="${addressOfLedger(page, '', true)}">Look further</a></p></div>`;

function empty({ asked }: LedgerPage): Markup {
  const { unknown: _, oldestFirst: __, ...filters } = asked;
  return Object.keys(filters).length > 0
    ? html`<div class="empty"><p><strong>No bet matches.</strong> Names of metrics and key results are as in the map: <code>activation_rate</code>, <code>KR1</code>; a team is <code>@acme/growth</code> or <code>growth</code>.</p></div>`
    : noBetYet;
}

const names =
  'repository,number,title,state,date,metric,team,key_results,expected_low,expected_high,effect,effect_low,effect_high,verdict,decision,learned\r\n';

export const ledgerCsv = ({ open, entries }: LedgerPage): string =>
  [
    names,
    ...open.map(({ repository, number, title, keyResults, metric }) =>
      csvLine([repository, number, title, 'open', undefined, metric, undefined, keyResults]),
    ),
    ...entries.map((entry) => {
      const { repository, number, title, state, at, metric, team, keyResults, expected, effect } = entry;
      const figures: CsvValue[] = [expected?.low, expected?.high, effect?.relative, effect?.low, effect?.high];
      return csvLine([
        ...[repository, number, title, state, at.toISOString(), metric, team, keyResults, ...figures],
        ...[entry.verdict, entry.decision, entry.learned],
      ]);
    }),
  ].join('');

export const ledgerJson = (page: LedgerPage) => ({
  owner: page.owner,
  open: page.open.map(({ owner: _, keyResults, title, metric, ...bet }) => ({
    ...bet,
    title: title ?? null,
    metric: metric ?? null,
    key_results: keyResults,
  })),
  entries: page.entries.map(entryJson),
  next: page.next ? `/api/v1${addressOfLedger(page, '', true)}` : null,
});
